"""Did everybody gain alike: who met how many, who hosts and who speaks, by kind of people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.afterwards.figures.breakfasts import Breakfast, BreakfastGuest, Speaker
from scheduler.domain.languages import marked

SENT: Final = (marked("One person"), marked("Two people"), marked("Three or more people"))
"""How many people an organisation sent, which stands for its size."""


@dataclass(frozen=True, slots=True)
class GroupImpact:
    """People of one kind: how many others of other sectors each met, on average and at least.

    ``hosts``: how many of them hosted a table. ``speakers``: how many speakers came from there.
    """

    name: str
    people: int
    mean: float
    fewest: int
    hosts: int
    speakers: int


def speakers_of(breakfasts: Sequence[Breakfast]) -> list[Speaker]:
    """Return everybody who spoke, each once; with an organisation where one breakfast told it."""
    found: dict[str, Speaker] = {}
    for one in breakfasts:
        for speaker in one.speakers:
            if speaker.sector or speaker.name not in found:
                found[speaker.name] = speaker
    return list(found.values())


def groups_by_sector(
    told: Sequence[Breakfast], sectors: Sequence[str], met: Mapping[int, set[int]]
) -> list[GroupImpact]:
    """The people of the breakfasts by sector; ``met``: whom of other sectors each has met."""
    kinds: defaultdict[str, list[BreakfastGuest]] = defaultdict(list)
    for guest in _guests(told):
        kinds[guest.sector].append(guest)
    spoke = Counter(speaker.sector for speaker in speakers_of(told))
    return _groups(((sector, kinds[sector]) for sector in sectors), spoke, met)


def groups_by_sent(told: Sequence[Breakfast], met: Mapping[int, set[int]]) -> list[GroupImpact]:
    """The same by how many people their organisation sent; who has none came alone."""
    people = Counter(key for key, _ in {(g.organisation, g.person) for o in told for g in o.guests})
    kinds: defaultdict[str, list[BreakfastGuest]] = defaultdict(list)
    for guest in _guests(told):
        kinds[_size(guest.organisation, people)].append(guest)
    spoke = Counter(_size(one.organisation, people) for one in speakers_of(told) if one.sector)
    return _groups(((name, kinds[name]) for name in SENT), spoke, met)


def _guests(told: Sequence[Breakfast]) -> Iterable[BreakfastGuest]:
    return {guest.person: guest for one in told for guest in one.guests}.values()


def _size(organisation: str, people: Counter[str]) -> str:
    sent = people[organisation] if organisation else 1
    return SENT[min(max(sent, 1), len(SENT)) - 1]


def _groups(
    kinds: Iterable[tuple[str, Sequence[BreakfastGuest]]],
    spoke: Counter[str],
    met: Mapping[int, set[int]],
) -> list[GroupImpact]:
    found = []
    for name, guests in kinds:
        if guests:
            each = [len(met.get(guest.person, ())) for guest in guests]
            hosts = sum(guest.host for guest in guests)
            mean = sum(each) / len(each)
            found.append(GroupImpact(name, len(guests), mean, min(each), hosts, spoke[name]))
    return found
