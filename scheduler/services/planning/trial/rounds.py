"""The best rounds for a list that somebody tries, and what the page tells of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.planning.trial_list import (
    TrialList,
    TrialPerson,
)
from scheduler.domain.words.limits import limit_on_pages
from scheduler.domain.words.plan_view import Member, TableCard, in_order
from scheduler.domain.words.score import PlanScore
from scheduler.engine.problem import Person, Problem, SeatedRound, tables_for
from scheduler.engine.result import Ended, Settings
from scheduler.errors import InvalidInput
from scheduler.services.planning.trial.engine_child import EngineChild
from scheduler.services.planning.trial.lists import tried_list
from scheduler.services.planning.trial.seating import as_seating, read_seating

FEW: Final = 100
SECONDS_FEW: Final = 1.5
SECONDS_MANY: Final = 4.0
"""How long the search may take for up to FEW people, and for more."""

engine = EngineChild()


@dataclass(frozen=True, slots=True)
class TrialChoices:
    """How the room is set. ``most`` at a table from 2; 2 stands for pairs."""

    rounds: int
    most: int
    colleagues_apart: bool = False


@dataclass(frozen=True, slots=True)
class TrialRound:
    """One round as the page shows it."""

    number: int
    tables: tuple[TableCard, ...]
    sitting_out: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a list.

    ``average``: people of other sectors that each meets, rounded. ``seating`` is the rounds as
    `documents` takes them back from the page.
    """

    list: TrialList
    rounds: tuple[TrialRound, ...]
    score: PlanScore
    limits: tuple[str, ...]
    stopped: bool
    seconds: float
    average: int
    seating: str

    @property
    def counts_sectors(self) -> bool:
        """Whether the list names sectors; else every two people count as a link."""
        return bool(self.list.sectors)


def try_rounds(text: str, choices: TrialChoices) -> Trial:
    """Find the best rounds for a list. Raises InvalidInput for a list that cannot be used,
    RuleBroken when the engine has no time."""
    found = tried_list(text)
    problem = _problem(found, choices)
    seconds = SECONDS_FEW if len(found.people) <= FEW else SECONDS_MANY
    result = engine.solve(problem, Settings(seconds))
    if result.score is None:
        raise InvalidInput(" ".join(result.why_none) or "No seating keeps these rules.")
    score = result.score
    return Trial(
        list=found,
        rounds=_rounds(found.people, result.rounds),
        score=PlanScore(
            pairs=score.cross_sector_pairs,
            ceiling=score.ceiling,
            fewest=score.fewest_cross_sector,
            fewest_ceiling=score.fewest_ceiling,
            repeats=score.repeat_meetings,
            same_organisation=score.same_organisation_meetings,
            wishes_kept=0,
            wishes=0,
            exhausted=result.ended is Ended.EXHAUSTED,
        ),
        limits=tuple(map(limit_on_pages, result.limits)) if found.sectors else (),
        stopped=result.stopped,
        seconds=result.seconds,
        average=round(2 * score.cross_sector_pairs / len(found.people)),
        seating=as_seating(result.rounds),
    )


def kept_trial(
    text: str, seating: str, score: PlanScore, limits: tuple[str, ...], seconds: float
) -> Trial:
    """A list whose rounds are known. Raises InvalidInput when the seating is not of this list."""
    found = tried_list(text)
    return Trial(
        list=found,
        rounds=_rounds(found.people, read_seating(seating, len(found.people))),
        score=score,
        limits=limits,
        stopped=False,
        seconds=seconds,
        average=round(2 * score.pairs / len(found.people)),
        seating=seating,
    )


def _problem(found: TrialList, choices: TrialChoices) -> Problem:
    """Without sectors everybody is a sector of their own, so that every new pair counts."""
    pairs = choices.most == 2
    return Problem(
        people=tuple(
            Person(
                key=str(i),
                name=person.name,
                organisation=person.organisation,
                sector=(person.sector or "No sector") if found.sectors else str(i),
                host_table=person.host_table,
            )
            for i, person in enumerate(found.people)
        ),
        rounds=choices.rounds,
        pairs=pairs,
        table_count=0 if pairs else tables_for(len(found.people), choices.most),
        table_limit=None if pairs else choices.most,
        apart_organisations=choices.colleagues_apart,
    )


def _rounds(people: Sequence[TrialPerson], rounds: Sequence[SeatedRound]) -> tuple[TrialRound, ...]:
    members = {
        str(i): Member(i, p.name, p.organisation, p.sector, p.style, p.host_table)
        for i, p in enumerate(people)
    }

    def at(table: int, keys: Sequence[str]) -> tuple[Member, ...]:
        return in_order((members[key] for key in keys), table, str)

    return tuple(
        TrialRound(
            number,
            tuple(TableCard(t, at(t, keys)) for t, keys in enumerate(seated.tables, 1) if keys),
            at(0, seated.sitting_out),
        )
        for number, seated in enumerate(rounds, start=1)
    )
