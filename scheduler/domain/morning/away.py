"""The rounds that somebody misses on the morning: comes late, steps out and back, leaves."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from scheduler.domain.states import Presence

Span = list[int | None]
"""Two numbers: the first round missed, and the one they are back for; None: until the end."""


def rounds_away(spans: Iterable[Span], rounds: int) -> frozenset[int]:
    """The rounds, of so many, that the spans cover."""
    found: set[int] = set()
    for first, back in spans:
        found.update(range(first or 1, (back or rounds + 1)))
    return frozenset(found)


def back_from(spans: Iterable[Span], number: int) -> list[Span]:
    """The spans of somebody who is there again from the round ``number`` on.

    What they missed before stays missed; a span that had not begun is gone.
    """
    return [
        [first, min(back or number, number)]
        for first, back in spans
        if first is not None and first < number
    ]


def away_words(state: Presence, spans: Sequence[Span]) -> str:
    """What the desk says of somebody who is not there all morning, such as "out from round 2, back
    for round 3"; empty for everybody else."""
    first, back = spans[-1] if spans else (None, None)
    match state:
        case Presence.LATE:
            return f"comes for round {back}" if back else "comes before round 1"
        case Presence.OUT if back:
            return f"out from round {first}, back for round {back}"
        case Presence.OUT:
            return f"out from round {first}"
        case Presence.LEFT:
            return f"gone from round {first}"
        case Presence.HERE | Presence.ABSENT:
            return ""
        case _:
            assert_never(state)
