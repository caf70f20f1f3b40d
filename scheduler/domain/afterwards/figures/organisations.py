"""The organisations that came to a run of breakfasts, and what they have in common so far."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.domain.afterwards.figures.breakfasts import Breakfast
from scheduler.domain.afterwards.meetings import links_between_sectors
from scheduler.domain.people.organisations import usual_spelling


@dataclass
class LinksSoFar:
    """What breakfasts have in common so far, between organisations and into sectors."""

    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    into: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def others(self) -> Counter[str]:
        """How many organisations each has met."""
        return Counter(key for pair in self.times for key in pair)


def links_between(breakfasts: Sequence[Breakfast]) -> LinksSoFar:
    """Return what the breakfasts have in common."""
    links = LinksSoFar()
    for one in breakfasts:
        _add(one, links)
    return links


def _add(one: Breakfast, links: LinksSoFar) -> None:
    """Add one breakfast: pairs of organisations once each, and the sectors each has met."""
    guests = {guest.person: guest for guest in one.guests}
    pairs = set()
    for a, b in links_between_sectors(one.sittings):
        if a not in guests or b not in guests:
            continue
        ours, theirs = guests[a], guests[b]
        links.into[ours.organisation].add(theirs.sector)
        links.into[theirs.organisation].add(ours.sector)
        keys = sorted((ours.organisation, theirs.organisation))
        if all(keys) and keys[0] != keys[1]:
            pairs.add((keys[0], keys[1]))
    links.times.update(pairs)


def organisations_of(
    breakfasts: Sequence[Breakfast], sectors: Sequence[str], known: Sequence[Breakfast] = ()
) -> list[tuple[str, str, str]]:
    """Return key, usual spelling and usual sector of each organisation, by sector and name.

    ``known``: breakfasts whose spellings count as well, so that a name is one over a series.
    """
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for guest in (guest for one in breakfasts for guest in one.guests if guest.organisation):
        of[guest.organisation][guest.sector] += 1
    for guest in (guest for one in known or breakfasts for guest in one.guests):
        if guest.organisation in of:
            spelt[guest.organisation][" ".join(guest.spelling.split())] += 1
    order = {sector: place for place, sector in enumerate(sectors)}
    usual = {
        key: min(counts, key=lambda s: (-counts[s], order.get(s, len(order)), s))
        for key, counts in of.items()
    }
    found = [(key, usual_spelling(spelt[key]), usual[key]) for key in of]
    return sorted(found, key=lambda row: (order.get(row[2], len(order)), row[1].casefold(), row[0]))


def sectors_known(breakfasts: Sequence[Breakfast]) -> Mapping[str, frozenset[str]]:
    """Return of each organisation that came, by its key, the sectors it has sat with, and its own.

    Its own is the one that most of its people came with.
    """
    into = links_between(breakfasts).into
    return {
        key: frozenset(into[key] | {sector}) for key, _, sector in organisations_of(breakfasts, ())
    }
