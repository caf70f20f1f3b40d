"""A breakfast as it took place: who came, and who sat where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.domain.afterwards.meetings import Sitting


@dataclass(frozen=True, slots=True)
class BreakfastGuest:
    """Somebody who came. ``person`` is one id for all breakfasts; ``organisation`` the key under
    which its spellings are one, "" for none."""

    person: int
    organisation: str
    spelling: str
    sector: str
    host: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is named in the agenda. ``name``: the key under which spellings are one;
    ``organisation``: its key; ``sector``: "" where neither they nor their organisation came."""

    name: str
    organisation: str
    sector: str


@dataclass(frozen=True, slots=True)
class Breakfast:
    """One event that took place: who came, and who sat where in the rounds that were held.

    ``planned``: the links between sectors in the plan that was published before the morning, and
    ``planned_seats`` who was to sit where by it;
    ``expected``: who had a place. ``checked``: whether anybody was checked in; else it counts as
    it was planned.
    """

    key: int
    title: str
    day: date
    guests: Sequence[BreakfastGuest]
    sittings: Sequence[Sitting]
    planned: int
    expected: int
    speakers: Sequence[Speaker] = ()
    checked: bool = True
    planned_seats: Sequence[Sitting] = ()
