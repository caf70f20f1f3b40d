"""What the engine answers, how it is told to work, and what a plan is worth.

Plans are counted in plain Python, apart from every solver.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from scheduler.domain.planning.affinity import affinity
from scheduler.domain.planning.ordered import Ordered, ordered
from scheduler.domain.planning.outcome.contradictions import Contradiction
from scheduler.domain.planning.outcome.limits import Limit
from scheduler.domain.planning.preferred.counts import Preferred
from scheduler.engine.problem import Pair, Problem, Rounds, SeatedRound
from scheduler.engine.strategy import Method
from scheduler.errors import InvalidProblem


class Status(StrEnum):
    """OPTIMAL: the pairs equal the ceiling. INFEASIBLE: there is no plan; see Result.unproven."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Ended(StrEnum):
    """Why a search ended.

    PROVEN: pairs, the fewest and evenness are proven best, or that there is no plan. TIME: it
    used its time, or the work that is allowed for it. EXHAUSTED: before that, because no method
    brought anything more.
    """

    PROVEN = "proven"
    TIME = "time"
    STOPPED = "stopped"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how to search. With ``workers`` 1 and one seed the plan is repeatable.

    ``without``: methods to leave out, to see what each is worth; those of
    :func:`.strategy.removable`. ``advice``: whether to work out what one change of the room would
    do to the ceiling, which takes a moment of its own.
    """

    seconds: float = 10.0
    seed: int = 1
    workers: int = 1
    without: frozenset[Method] = frozenset()
    advice: bool = True

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise InvalidProblem(f"The time limit must be more than 0 seconds, not {self.seconds}.")
        if self.workers < 1:
            raise InvalidProblem(f"There must be at least 1 worker, not {self.workers}.")


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a plan, higher levels first.

    ``fewest`` and ``worst_off`` look at the people present in every round (0 and nobody if
    there are none). ``spread`` is the sum of squared degrees over everybody. ``wanted``: what
    the pairs are worth who should meet and do, wishes among them. ``affinity``
    adds, over the pairs who meet, the priorities they share and the asks one answers.
    ``moved_seats`` and ``moved_people`` compare the open rounds with ``Problem.previous``.
    Sectors and organisations of people who have left are unknown: they count for repeats only.
    """

    cross_sector_pairs: int
    fewest: int
    worst_off: tuple[str, ...]
    spread: int
    repeats: int
    same_organisation: int
    wishes_kept: int
    wanted: int
    affinity: int
    moved_seats: int
    moved_people: int

    @property
    def upper(self) -> tuple[int, int, int]:
        """The first levels, more being better: pairs, the fewest, evenness."""
        return self.cross_sector_pairs, self.fewest, -self.spread

    @property
    def rank(self) -> tuple[int, ...]:
        """All levels in order of rank, more being better."""
        repeats = self.repeats + self.same_organisation
        lower = (-repeats, self.wanted, self.affinity, -self.moved_people)
        return (*self.upper, *lower)


@dataclass(frozen=True, slots=True)
class Score:
    """The numbers of the plan's ``score``, see docs/plan.md; None where no bound is known."""

    cross_sector_pairs: int
    ceiling: int
    fewest_cross_sector: int
    fewest_ceiling: int | None
    spread: int
    spread_floor: int | None
    repeat_meetings: int
    same_organisation_meetings: int
    wishes_kept: int
    wishes: int
    moved_people: int = 0

    @property
    def settled(self) -> bool:
        """Whether pairs, the fewest and evenness are proven best."""
        return (self.cross_sector_pairs, self.fewest_cross_sector, self.spread) == (
            self.ceiling,
            self.fewest_ceiling,
            self.spread_floor,
        )

    @classmethod
    def of(
        cls, counts: Counts, ceiling: int, beside: tuple[int | None, int | None], wishes: int
    ) -> Self:
        """The score of a counted plan; ``beside``: the proven fewest and spread, if known."""
        return cls(
            cross_sector_pairs=counts.cross_sector_pairs,
            ceiling=ceiling,
            fewest_cross_sector=counts.fewest,
            fewest_ceiling=beside[0],
            spread=counts.spread,
            spread_floor=beside[1],
            repeat_meetings=counts.repeats,
            same_organisation_meetings=counts.same_organisation,
            wishes_kept=counts.wishes_kept,
            wishes=wishes,
            moved_people=counts.moved_people,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Sent at least once a second while solving. ``level`` says in words what is improved."""

    seconds: float
    cross_sector_pairs: int
    ceiling: int
    level: str


OnProgress = Callable[[Progress], None]
ShouldStop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Result:
    """A plan with its score and what limits it, or why there is none.

    ``rounds`` is empty and ``score`` None exactly when ``status`` is INFEASIBLE; then
    ``contradictions`` holds one per clash or, where ``unproven``, the one that says
    that none was found in the time given. ``ended`` says why the search went no further.
    ``worst_off`` are the keys of those with the fewest
    cross-sector meetings among people present in every round.
    """

    status: Status
    rounds: Rounds
    score: Score | None
    limits: tuple[Limit, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    worst_off: tuple[str, ...] = ()
    seconds: float = 0.0
    seed: int = 1
    stopped: bool = False
    unproven: bool = False
    ended: Ended = Ended.TIME

    @property
    def why_none(self) -> tuple[str, ...]:
        """The sentences of the contradictions."""
        return tuple(clash.sentence for clash in self.contradictions)


def measure(problem: Problem, rounds: Rounds) -> Counts:
    """Measure a plan, kept rounds included; whom no round knows does not count as the fewest."""
    known = {
        key for seated in rounds for keys in (*seated.tables, seated.sitting_out) for key in keys
    }
    met = Counter(pair for seated in rounds for pair in _meetings(seated))
    new = [pair for pair in met if _is_new_cross_sector(problem, pair)]
    degree = Counter(key for pair in new for key in pair)
    constant = [person.key for person in problem.in_every_round if person.key in known]
    fewest = min((degree[key] for key in constant), default=0)
    colleagues = frozenset(problem.colleagues())
    moved = _moved(problem, rounds)
    telling = any(person.priorities or person.asks for person in problem.people)
    return Counts(
        cross_sector_pairs=len(new),
        fewest=fewest,
        worst_off=tuple(key for key in constant if degree[key] == fewest),
        spread=sum(d * d for d in degree.values()),
        repeats=sum(times - 1 for times in met.values()),
        same_organisation=sum(times for pair, times in met.items() if pair in colleagues),
        wishes_kept=sum(1 for pair in problem.wishes if pair in met),
        wanted=sum(worth for pair, worth in problem.wanted.items() if pair in met),
        affinity=sum(_affinity(problem, pair) for pair in met) if telling else 0,
        moved_seats=len(moved),
        moved_people=len({key for _, key in moved}),
    )


def preferred_in(problem: Problem, rounds: Rounds) -> Preferred:
    """How many of the favoured and of the rated pairs meet in these rounds."""
    met = {pair for seated in rounds for pair in _meetings(seated)}
    return Preferred(
        len(problem.favoured & met), len(problem.favoured),
        len(problem.rated & met), len(problem.rated),
    )  # fmt: skip


def ordered_in(problem: Problem, rounds: Rounds) -> Ordered:
    """What the rules of the problem order in these rounds: it is no fault of the plan."""
    people = problem.by_key
    return ordered(
        [seated.tables for seated in rounds],
        problem.together,
        {key for key, person in people.items() if person.stays or person.host_table is not None},
        [person.key for person in problem.in_every_round],
        lambda a, b: _is_new_cross_sector(problem, (a, b)),
    )


def _meetings(seated: SeatedRound) -> Iterator[Pair]:
    for table in seated.tables:
        keys = sorted(table)
        for i, a in enumerate(keys):
            for b in keys[i + 1 :]:
                yield a, b


def _is_new_cross_sector(problem: Problem, pair: Pair) -> bool:
    a, b = problem.by_key.get(pair[0]), problem.by_key.get(pair[1])
    if a is None or b is None or pair in problem.history:
        return False
    return a.sector != b.sector


def _affinity(problem: Problem, pair: Pair) -> int:
    a, b = problem.by_key.get(pair[0]), problem.by_key.get(pair[1])
    if a is None or b is None:
        return 0
    return affinity(a.priorities, a.offers, a.asks, b.priorities, b.offers, b.asks)


def _moved(problem: Problem, rounds: Rounds) -> list[tuple[int, str]]:
    """The (round, person) whose place differs from the previous plan.

    Only places that exist in both plans are compared: arriving or leaving is not moving,
    sitting out where there was a seat is.
    """
    moved = []
    for number in problem.open_rounds:
        if number > min(len(rounds), len(problem.previous)):
            break
        before, now = _places(problem.previous[number - 1]), _places(rounds[number - 1])
        moved += [
            (number, person.key)
            for person in problem.people
            if person.key in before and person.key in now
            if before[person.key] != now[person.key]
        ]
    return moved


def _places(seated: SeatedRound) -> dict[str, int]:
    places = dict.fromkeys(seated.sitting_out, 0)
    for number, table in enumerate(seated.tables, start=1):
        places.update(dict.fromkeys(table, number))
    return places
