"""What an organiser holds in place while a draft is changed: a person, a table, a round, a pair."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Held(StrEnum):
    """What a lock holds."""

    PERSON = "person"
    TABLE = "table"
    ROUND = "round"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock. ``round`` None: in every round. A pair is held wherever the two share a table."""

    kind: Held
    round: int | None = None
    table: int | None = None
    one: str | None = None
    other: str | None = None

    def covers(self, number: int) -> bool:
        """Whether it holds anything in that round."""
        return self.round in (None, number)


_Places = Sequence[Mapping[str, int]]
"""For each round everybody's table; 0 where they sit out."""


def held_seats(locks: Iterable[Lock], places: _Places) -> dict[tuple[int, str], Lock]:
    """Everybody who may not be moved in a round, as (round, person), with the lock that says so."""
    found: dict[tuple[int, str], Lock] = {}
    for lock in locks:
        for number, at in enumerate(places, start=1):
            if lock.covers(number):
                for key in _people(lock, at):
                    found.setdefault((number, key), lock)
    return found


def lock_of_table(locks: Iterable[Lock], number: int, table: int | None) -> Lock | None:
    """The lock that keeps others from a table in that round; None where they may come."""
    return next((lock for lock in locks if lock.covers(number) and _closes(lock, table)), None)


def disturbed_rounds(locks: Sequence[Lock], before: _Places, after: _Places) -> frozenset[int]:
    """The rounds, from 1, in which a lock does not hold in ``after`` as it held in ``before``.

    Somebody who is held sits elsewhere or no longer sits out, or somebody came to a held table.
    """
    moved = {
        (number, key)
        for number, (was, now) in enumerate(zip(before, after, strict=True), start=1)
        for key, table in now.items()
        if was.get(key) != table
    }
    held = held_seats(locks, before).keys()
    return frozenset(
        number
        for number, key in moved
        if (number, key) in held or lock_of_table(locks, number, after[number - 1][key])
    )


def _closes(lock: Lock, table: int | None) -> bool:
    match lock.kind:
        case Held.ROUND:
            return True
        case Held.TABLE:
            return lock.table == table
        case Held.PERSON | Held.PAIR:
            return False
        case _:
            assert_never(lock.kind)


def _people(lock: Lock, at: Mapping[str, int]) -> Iterator[str]:
    match lock.kind:
        case Held.ROUND:
            yield from at
        case Held.TABLE:
            yield from (key for key, table in at.items() if table == lock.table)
        case Held.PERSON:
            yield from (key for key in at if key == lock.one)
        case Held.PAIR:
            one, other = at.get(lock.one or ""), at.get(lock.other or "")
            yield from (key for key in (lock.one, lock.other) if key and one and one == other)
        case _:
            assert_never(lock.kind)
