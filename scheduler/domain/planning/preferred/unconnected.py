"""Which organisations have sat with nobody of a sector yet, and who of those coming could."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any


@dataclass(frozen=True, slots=True)
class EarlierSeat:
    """A seat somebody had: ``at`` names the table of one round; ``organisation`` is its key."""

    at: tuple[Any, ...]
    organisation: str
    sector: str


@dataclass(frozen=True, slots=True)
class ComingGuest:
    """Somebody who comes to the next event; ``organisation`` is the key, ``name`` its spelling."""

    key: str
    organisation: str
    name: str
    sector: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An organisation and the sectors with which it has no link yet."""

    name: str
    sectors: tuple[str, ...]


def sectors_known(seats: Iterable[EarlierSeat]) -> dict[str, frozenset[str]]:
    """Return of each organisation that came the sectors of everybody it sat with, and its own.

    Its own is the sector that most of its seats had.
    """
    tables: defaultdict[tuple[Any, ...], list[EarlierSeat]] = defaultdict(list)
    own: defaultdict[str, Counter[str]] = defaultdict(Counter)
    known: defaultdict[str, set[str]] = defaultdict(set)
    for seat in seats:
        tables[seat.at].append(seat)
        if seat.organisation:
            own[seat.organisation][seat.sector] += 1
    for table in tables.values():
        for one, other in combinations(table, 2):
            if one.sector != other.sector:
                known[one.organisation].add(other.sector)
                known[other.organisation].add(one.sector)
    return {key: frozenset(known[key] | {_usual(counts)}) for key, counts in own.items()}


def gaps(
    guests: Sequence[ComingGuest], known: Mapping[str, frozenset[str]], sectors: Sequence[str]
) -> list[Gap]:
    """Return which organisations came before, come again and lack a sector that comes too."""
    coming = {guest.sector for guest in guests}
    names: dict[str, str] = {}
    for guest in guests:
        names.setdefault(guest.organisation, guest.name)
    found = [
        Gap(name, tuple(s for s in sectors if s in coming and s not in known[key]))
        for key, name in names.items()
        if key in known
    ]
    return sorted((gap for gap in found if gap.sectors), key=lambda gap: gap.name.casefold())


def favoured(
    guests: Sequence[ComingGuest], known: Mapping[str, frozenset[str]]
) -> frozenset[tuple[str, str]]:
    """Return the pairs, by their keys, ascending, that would give an organisation its first link
    to a sector."""
    pairs = set()
    for one, other in combinations(guests, 2):
        if one.sector != other.sector and (_lacks(one, other, known) or _lacks(other, one, known)):
            pairs.add((min(one.key, other.key), max(one.key, other.key)))
    return frozenset(pairs)


def _lacks(one: ComingGuest, other: ComingGuest, known: Mapping[str, frozenset[str]]) -> bool:
    return one.organisation in known and other.sector not in known[one.organisation]


def _usual(counts: Counter[str]) -> str:
    return min(counts, key=lambda sector: (-counts[sector], sector))
