"""What a run of breakfasts changed: links between people, and between organisations."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.afterwards.figures.breakfasts import Breakfast
from scheduler.domain.afterwards.figures.equity import (
    GroupImpact,
    groups_by_sector,
    groups_by_sent,
    speakers_of,
)
from scheduler.domain.afterwards.figures.organisations import (
    LinksSoFar,
    links_between,
    organisations_of,
)
from scheduler.domain.afterwards.meetings import IdPair, links_between_sectors, together


@dataclass(frozen=True, slots=True)
class Step:
    """One breakfast of the series: links made, made for the first time, and all of the series until
    then; ``planned_new``: planned between people who had not met before."""

    breakfast: Breakfast
    met: int
    new: int
    total: int
    planned_new: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """Of the ``others``, organisations outside a sector, how many had no link into it before,
    and the names of those without one now."""

    sector: str
    others: int
    before: int
    now: Sequence[str]


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
    the fewest among those who sat in every round of a breakfast. ``spoke``: who is named in the
    agendas; ``speakers_placed``: of them whose sector is known."""

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
    spoke: int
    speakers_placed: int


def impact_of(
    breakfasts: Sequence[Breakfast], about: Collection[int], sectors: Sequence[str]
) -> Impact:
    """Count the breakfasts, the earliest first, of which a report tells those of ``about``.

    ``about`` holds the last of them, or all. ``sectors`` is the order in which they are listed.
    """
    told = [one for one in breakfasts if one.key in about]
    steps = list(steps_of(breakfasts))
    before = links_between([one for one in breakfasts if one.key not in about])
    then, now = links_between(told), links_between(breakfasts)
    met = _met_by(told)
    guests = {guest.person for one in told for guest in one.guests}
    spoke = speakers_of(told)
    named = organisations_of(told, sectors, breakfasts)
    return Impact(
        steps=steps,
        new=sum(step.new for step in steps if step.breakfast.key in about),
        came=len(guests),
        expected=sum(one.expected for one in told),
        mean=_mean(len(met[person]) for person in guests),
        fewest=min((len(met[person]) for person in _all_morning(told)), default=0),
        first_pairs=sum(not before.times[pair] for pair in then.times),
        organisations=_organisations(told, named, (then, before, now)),
        lines=_lines(told, named, then, before),
        reach=[_reach(breakfasts, sector, before, now, sectors) for sector in sectors],
        by_sector=groups_by_sector(told, sectors, met),
        by_sent=groups_by_sent(told, met),
        spoke=len(spoke),
        speakers_placed=sum(1 for one in spoke if one.sector),
    )


def steps_of(breakfasts: Sequence[Breakfast]) -> Iterator[Step]:
    """Yield what each breakfast added to those before it; two people are new to each other once."""
    known: set[IdPair] = set()
    total = 0
    for one in breakfasts:
        links = links_between_sectors(one.sittings)
        new = len(links - known)
        total += new
        planned_new = len(links_between_sectors(one.planned_seats) - known)
        known |= together(one.sittings)
        yield Step(one, len(links), new, total, planned_new)


def _met_by(breakfasts: Sequence[Breakfast]) -> defaultdict[int, set[int]]:
    met: defaultdict[int, set[int]] = defaultdict(set)
    for one in breakfasts:
        for a, b in links_between_sectors(one.sittings):
            met[a].add(b)
            met[b].add(a)
    return met


def _organisations(
    told: Sequence[Breakfast],
    named: Sequence[tuple[str, str, str]],
    links: tuple[LinksSoFar, LinksSoFar, LinksSoFar],
) -> list[Organisation]:
    """``links``: of the breakfasts told, of those before them, and of all."""
    then, before, now = links
    met, known, by_now = then.others(), before.others(), now.others()
    first = Counter(key for pair in then.times if not before.times[pair] for key in pair)
    people = Counter(key for key, _ in {(g.organisation, g.person) for o in told for g in o.guests})
    return [
        Organisation(name, sector, people[key], met[key], first[key], known[key], by_now[key])
        for key, name, sector in named
    ]


def _lines(
    told: Sequence[Breakfast],
    named: Sequence[tuple[str, str, str]],
    then: LinksSoFar,
    before: LinksSoFar,
) -> list[Line]:
    places = {key: place for place, (key, _, _) in enumerate(named)}
    lines = []
    for (a, b), times in then.times.items():
        one, other = sorted((places[a], places[b]))
        lines.append(Line(one, other, times > 1 if len(told) > 1 else not before.times[a, b]))
    return sorted(lines, key=lambda line: (line.one, line.other))


def _reach(
    breakfasts: Sequence[Breakfast],
    sector: str,
    before: LinksSoFar,
    now: LinksSoFar,
    sectors: Sequence[str],
) -> Reach:
    others = [row for row in organisations_of(breakfasts, sectors) if row[2] != sector]
    return Reach(
        sector,
        len(others),
        sum(sector not in before.into[key] for key, _, _ in others),
        [name for key, name, _ in others if sector not in now.into[key]],
    )


def _all_morning(breakfasts: Sequence[Breakfast]) -> Iterator[int]:
    for one in breakfasts:
        rounds = {sitting.round for sitting in one.sittings}
        sat: defaultdict[int, set[int]] = defaultdict(set)
        for sitting in one.sittings:
            sat[sitting.person].add(sitting.round)
        yield from (person for person, own in sat.items() if own == rounds)


def _mean(numbers: Iterable[int]) -> float:
    found = list(numbers)
    return sum(found) / len(found) if found else 0.0
