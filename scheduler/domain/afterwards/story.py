"""Everything that an impact report tells, before it is put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.domain.afterwards.figures.impact import Impact
from scheduler.domain.afterwards.survey import Counted
from scheduler.domain.afterwards.telling import HAPPENED, PLANNED, Telling
from scheduler.domain.afterwards.working_groups.formed import FormedGroup
from scheduler.domain.states import CommitmentState, ProjectState


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment that may be told: whose, what, and what became of it when."""

    who: str
    what: str
    state: CommitmentState
    day: date | None


@dataclass(frozen=True, slots=True)
class ToldProject:
    """A project that may be told: what, which organisations, and what came of it."""

    title: str
    partners: Sequence[str]
    area: str
    funding: str
    state: ProjectState
    outcome: str


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a report is made of. ``styles``: the sectors in their order, with the style of
    each."""

    body: str
    contact: str
    title: str
    series: bool
    words: str
    impact: Impact
    styles: Mapping[str, int]
    questions: Sequence[Counted]
    replies: int
    quotes: Sequence[str]
    promised: Mapping[CommitmentState, int]
    promises: Sequence[Promise]
    projects: Sequence[ToldProject]
    groups: Sequence[FormedGroup]

    @property
    def about(self) -> frozenset[int]:
        """The keys of the breakfasts that are told: the last, or of a series all."""
        keys = [step.breakfast.key for step in self.impact.steps]
        return frozenset(keys if self.series else keys[-1:])

    @property
    def unchecked(self) -> list[str]:
        """The titles of the breakfasts at which nobody was checked in, told or before."""
        all_of_them = (step.breakfast for step in self.impact.steps)
        return [one.title for one in all_of_them if not one.checked]

    @property
    def telling(self) -> Telling:
        """How it is told: as planned, if nobody was checked in at any breakfast that is told."""
        told = [s.breakfast for s in self.impact.steps if s.breakfast.key in self.about]
        return HAPPENED if any(one.checked for one in told) else PLANNED
