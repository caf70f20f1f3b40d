"""Rounds as the page keeps them and sends them back: JSON, checked like all that comes in."""

import json
from collections.abc import Sequence
from typing import Final

from scheduler.engine.problem import Rounds, SeatedRound
from scheduler.errors import InvalidInput

_STALE: Final = "These rounds do not belong to this list. Press “Find the best rounds” again."


def as_seating(rounds: Rounds) -> str:
    """The rounds as JSON: for each the tables and who sits out, people by place in the list."""

    def numbers(keys: Sequence[str]) -> list[int]:
        return [int(key) for key in keys]

    kept = [
        [[numbers(keys) for keys in seated.tables], numbers(seated.sitting_out)]
        for seated in rounds
    ]
    return json.dumps(kept, separators=(",", ":"))


def read_seating(seating: str, people: int) -> Rounds:
    """The rounds of :func:`as_seating`. Raises InvalidInput for anything else."""

    def keys(numbers: object) -> tuple[str, ...]:
        known = isinstance(numbers, list) and all(
            type(n) is int and 0 <= n < people for n in numbers
        )
        if not known:
            raise ValueError
        return tuple(str(n) for n in numbers)  # type: ignore[attr-defined]

    try:
        rounds = tuple(
            SeatedRound(tuple(keys(table) for table in tables), keys(out))
            for tables, out in json.loads(seating)
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidInput(_STALE) from error
    for seated in rounds:
        everybody = [key for table in (*seated.tables, seated.sitting_out) for key in table]
        if len(set(everybody)) < len(everybody):
            raise InvalidInput(_STALE)
    return rounds
