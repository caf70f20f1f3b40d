"""Which organisations have sat with nobody of a sector yet, and who of those coming could."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


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
