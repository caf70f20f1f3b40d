"""What a run of breakfasts changed: links between people, and between organisations."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from scheduler.domain.afterwards.breakfasts import Breakfast, BreakfastGuest
from scheduler.domain.afterwards.meetings import Pair, links_between_sectors, together

SENT: Final = ("One person", "Two people", "Three or more people")
"""How many people an organisation sent, which stands for its size."""


@dataclass(frozen=True, slots=True)
class Step:
    """One breakfast of the series: links planned and made, made for the first time, and all of
    the series until then."""

    breakfast: Breakfast
    met: int
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Of the ``others``, organisations outside a sector, how many had no link into it before,
    and the names of those without one now."""

    sector: str
    others: int
    before: int
    now: Sequence[str]


@dataclass(frozen=True, slots=True)
class GroupImpact:
    """People of one kind: how many others of other sectors each met, on average and at least."""

    name: str
    people: int
    mean: float
    fewest: int
    hosts: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that came. Numbers but ``people`` are of organisations of other sectors:
    met at these breakfasts, of them for the first time, and in all before them and by now."""

    name: str
    sector: str
    people: int
    met: int
    first: int
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Line:
    """Two organisations, by their places in the list, that sat at one table. ``strong``: met for
    the first time, or in a report of a series at two breakfasts or more."""

    one: int
    other: int
    strong: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """The figures of a report. ``mean`` and ``fewest``: people of other sectors that a guest met,
    the fewest among those who sat in every round of a breakfast."""

    steps: Sequence[Step]
    new: int
    came: int
    expected: int
    mean: float
    fewest: int
    first_pairs: int
    organisations: Sequence[Organisation]
    lines: Sequence[Line]
    reach: Sequence[Reach]
    by_sector: Sequence[GroupImpact]
    by_sent: Sequence[GroupImpact]


@dataclass
class _Links:
    """What breakfasts have in common so far, between organisations and into sectors."""

    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    into: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def others(self) -> Counter[str]:
        """How many organisations each has met."""
        return Counter(key for pair in self.times for key in pair)


def impact_of(
    breakfasts: Sequence[Breakfast], about: Collection[int], sectors: Sequence[str]
) -> Impact:
    """Count the breakfasts, the earliest first, of which a report tells those of ``about``.

    ``about`` holds the last of them, or all. ``sectors`` is the order in which they are listed.
    """
    told = [one for one in breakfasts if one.key in about]
    steps = list(steps_of(breakfasts))
    before = _between([one for one in breakfasts if one.key not in about])
    then, now = _between(told), _between(breakfasts)
    met = _met_by(told)
    guests = {guest.person: guest for one in told for guest in one.guests}
    return Impact(
        steps=steps,
        new=sum(step.new for step in steps if step.breakfast.key in about),
        came=len(guests),
        expected=sum(one.expected for one in told),
        mean=_mean(len(met[person]) for person in guests),
        fewest=min((len(met[person]) for person in _all_morning(told)), default=0),
        first_pairs=sum(not before.times[pair] for pair in then.times),
        organisations=_organisations(told, sectors, (then, before, now)),
        lines=_lines(told, sectors, then, before),
        reach=[_reach(breakfasts, sector, before, now, sectors) for sector in sectors],
        by_sector=_groups(_by_sector(guests.values(), sectors), met),
        by_sent=_groups(_by_sent(guests.values(), told), met),
    )


def steps_of(breakfasts: Sequence[Breakfast]) -> Iterator[Step]:
    """Yield what each breakfast added to those before it; two people are new to each other once."""
    known: set[Pair] = set()
    total = 0
    for one in breakfasts:
        links = links_between_sectors(one.sittings)
        new = len(links - known)
        total += new
        known |= together(one.sittings)
        yield Step(one, len(links), new, total)


def _met_by(breakfasts: Sequence[Breakfast]) -> defaultdict[int, set[int]]:
    met: defaultdict[int, set[int]] = defaultdict(set)
    for one in breakfasts:
        for a, b in links_between_sectors(one.sittings):
            met[a].add(b)
            met[b].add(a)
    return met


def _between(breakfasts: Sequence[Breakfast]) -> _Links:
    links = _Links()
    for one in breakfasts:
        _add(one, links)
    return links


def _add(one: Breakfast, links: _Links) -> None:
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


def _organisations(
    told: Sequence[Breakfast], sectors: Sequence[str], links: tuple[_Links, _Links, _Links]
) -> list[Organisation]:
    """``links``: of the breakfasts told, of those before them, and of all."""
    then, before, now = links
    met, known, by_now = then.others(), before.others(), now.others()
    first = Counter(key for pair in then.times if not before.times[pair] for key in pair)
    people = Counter(key for key, _ in {(g.organisation, g.person) for o in told for g in o.guests})
    return [
        Organisation(name, sector, people[key], met[key], first[key], known[key], by_now[key])
        for key, name, sector in organisations_of(told, sectors)
    ]


def _lines(
    told: Sequence[Breakfast], sectors: Sequence[str], then: _Links, before: _Links
) -> list[Line]:
    places = {key: place for place, (key, _, _) in enumerate(organisations_of(told, sectors))}
    lines = []
    for (a, b), times in then.times.items():
        one, other = sorted((places[a], places[b]))
        lines.append(Line(one, other, times > 1 if len(told) > 1 else not before.times[a, b]))
    return sorted(lines, key=lambda line: (line.one, line.other))


def organisations_of(
    breakfasts: Sequence[Breakfast], sectors: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Return key, usual spelling and usual sector of each organisation, by sector and name."""
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in breakfasts:
        for guest in one.guests:
            if guest.organisation:
                spelt[guest.organisation][" ".join(guest.spelling.split())] += 1
                of[guest.organisation][guest.sector] += 1
    order = {sector: place for place, sector in enumerate(sectors)}
    usual = {
        key: min(counts, key=lambda s: (-counts[s], order.get(s, len(order)), s))
        for key, counts in of.items()
    }
    found = [(key, _usual_spelling(names), usual[key]) for key, names in spelt.items()]
    return sorted(found, key=lambda row: (order.get(row[2], len(order)), row[1].casefold(), row[0]))


def _usual_spelling(names: Counter[str]) -> str:
    """The spelling that most use; of several, one that is not all capitals or all small."""
    return min(names, key=lambda name: (-names[name], name.isupper(), name.islower(), name))


def _reach(
    breakfasts: Sequence[Breakfast],
    sector: str,
    before: _Links,
    now: _Links,
    sectors: Sequence[str],
) -> Reach:
    others = [row for row in organisations_of(breakfasts, sectors) if row[2] != sector]
    return Reach(
        sector,
        len(others),
        sum(sector not in before.into[key] for key, _, _ in others),
        [name for key, name, _ in others if sector not in now.into[key]],
    )


def _people(breakfasts: Sequence[Breakfast], key: str) -> int:
    return len({g.person for one in breakfasts for g in one.guests if g.organisation == key})


def _all_morning(breakfasts: Sequence[Breakfast]) -> Iterator[int]:
    for one in breakfasts:
        rounds = {sitting.round for sitting in one.sittings}
        sat: defaultdict[int, set[int]] = defaultdict(set)
        for sitting in one.sittings:
            sat[sitting.person].add(sitting.round)
        yield from (person for person, own in sat.items() if own == rounds)


def _by_sector(
    guests: Iterable[BreakfastGuest], sectors: Sequence[str]
) -> list[tuple[str, list[BreakfastGuest]]]:
    kinds: defaultdict[str, list[BreakfastGuest]] = defaultdict(list)
    for guest in guests:
        kinds[guest.sector].append(guest)
    return [(sector, kinds[sector]) for sector in sectors]


def _by_sent(
    guests: Iterable[BreakfastGuest], breakfasts: Sequence[Breakfast]
) -> list[tuple[str, list[BreakfastGuest]]]:
    """The guests by how many people their organisation sent; who has none came alone."""
    sizes: defaultdict[str, list[BreakfastGuest]] = defaultdict(list)
    for guest in guests:
        sent = _people(breakfasts, guest.organisation) if guest.organisation else 1
        sizes[SENT[min(sent, len(SENT)) - 1]].append(guest)
    return [(name, sizes[name]) for name in SENT]


def _groups(
    kinds: Iterable[tuple[str, Sequence[BreakfastGuest]]], met: defaultdict[int, set[int]]
) -> list[GroupImpact]:
    return [
        GroupImpact(
            name,
            len(guests),
            _mean(len(met[guest.person]) for guest in guests),
            min(len(met[guest.person]) for guest in guests),
            sum(guest.host for guest in guests),
        )
        for name, guests in kinds
        if guests
    ]


def _mean(numbers: Iterable[int]) -> float:
    found = list(numbers)
    return sum(found) / len(found) if found else 0.0
