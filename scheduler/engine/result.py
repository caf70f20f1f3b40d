"""What the engine answers, and how it is told to work."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from scheduler.engine.problem import Rounds
from scheduler.errors import InvalidProblem


class Status(StrEnum):
    """OPTIMAL: the pairs equal the ceiling. INFEASIBLE: there is no plan; see Result.unproven."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how to search. With ``workers`` 1 and one seed the plan is repeatable."""

    seconds: float = 10.0
    seed: int = 1
    workers: int = 1

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise InvalidProblem(f"The time limit must be more than 0 seconds, not {self.seconds}.")
        if self.workers < 1:
            raise InvalidProblem(f"There must be at least 1 worker, not {self.workers}.")


@dataclass(frozen=True, slots=True)
class Score:
    """The numbers of PLAN_CLI's ``score``; None where no bound is known."""

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
    """A plan with its score, or the sentences that say why there is none.

    ``rounds`` is empty and ``score`` None exactly when ``status`` is INFEASIBLE; then
    ``contradictions`` holds one sentence per clash or, where ``unproven``, the one sentence
    that none was found in the time given. ``worst_off`` are the keys of those with the fewest
    cross-sector meetings among people present in every round.
    """

    status: Status
    rounds: Rounds
    score: Score | None
    limits: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    worst_off: tuple[str, ...] = ()
    seconds: float = 0.0
    seed: int = 1
    stopped: bool = False
    unproven: bool = False
