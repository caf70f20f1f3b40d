"""A start from an array that the room has been fitted into, whatever its rules."""

from dataclasses import dataclass, field

import numpy as np

from scheduler.engine.designs.fit import NO_PRICE, Fit, Frame, Units, frames
from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.search.pairs.anneal import random_state
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import SearchState
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class FitParameters(Parameters):
    """Tuning of the fits into arrays."""

    largest: int = parameter("people", 400, least=1)
    """More are too many for a search over points."""
    moves: int = parameter("moves a unit", 1_500, least=1)
    """Of a first fit."""
    longer: float = parameter("times", 1.5, least=1.0)
    """How much longer each pass over the frames is than the one before."""
    fair_moves: int = parameter("moves a unit", 5_000, least=1)
    """Of a first fit that is to be fair."""
    evenness: tuple[float, ...] = parameter("pairs a unit of evenness", (0.004, 0.008, 0.016))
    """Drawn for each fit that is to be fair: more of it costs pairs in some rooms."""
    shortage: float = parameter("units of evenness", 40.0)
    """The price of a meeting short of the fewest."""


_TUNED = FitParameters()


@dataclass(frozen=True)
class Fair:
    """What a fair plan comes near: ``mean`` people met by everybody, at least ``fewest``.

    The fewest is asked for those who are present in every round.
    """

    mean: float
    fewest: int


@dataclass
class Fits:
    """Fits of one instance into one frame after the other, the best frames more often.

    ``fair``: what to come near besides having the most pairs, if anything; ``scores``: the best
    worth that :meth:`told` has heard of each frame.
    """

    instance: Instance
    seed: int
    fair: Fair | None = None
    turn: int = 0
    frames: list[Frame] | None = None
    scores: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random_state(self.seed)
        self.at = 0

    def next(self, rng: np.random.Generator, budget: Budget) -> SearchState | None:
        """Return the next fit, seated in full; None where there is no frame for the room."""
        if self.frames is None:
            self.frames = self._frames()
            self.units, self.members = units(self.instance)
        if not self.frames:
            return None
        self.at = self._choice()
        passes = self.turn // len(self.frames)
        self.turn += 1
        tables = int(self.instance.tables[0])
        prices, each = NO_PRICE, _TUNED.moves
        if self.fair is not None:
            prices = self._degree_prices(self.fair, rng.choice(_TUNED.evenness))
            each = _TUNED.fair_moves
        fit = Fit(self.units, self.frames[self.at], tables, rng, prices)
        moves = int(each * len(self.members) * _TUNED.longer**passes)
        fit.anneal(moves, self.random, budget)
        return self._seated(fit.paths(), rng)

    def told(self, score: int) -> None:
        """Hear what the last fit was worth in the end."""
        self.scores[self.at] = max(score, self.scores.get(self.at, score))

    def _choice(self) -> int:
        """Every frame once; then every second time the best, and every fourth the next best."""
        assert self.frames is not None
        count = len(self.frames)
        if self.turn < count:
            return self.turn
        ranked = sorted(range(count), key=lambda i: -self.scores.get(i, 0))
        later = self.turn - count
        rank = 0
        while later % 2 and rank < count - 1:
            later, rank = later // 2, rank + 1
        return ranked[rank]

    def _frames(self) -> list[Frame]:
        instance = self.instance
        if not _may_be_fitted(instance):
            return []
        tables = int(instance.tables[0])
        seats = max(int(instance.capacity.max()), -(-instance.n // tables))
        fixed = _bound(instance)
        at = fixed[fixed >= 0]
        standing = int(np.bincount(at).max()) if len(at) else 0
        return frames(tables, instance.free, seats, standing)

    def _degree_prices(self, fair: Fair, evenness: float) -> np.ndarray:
        """Return float64[units, degrees]: what each degree of a unit costs, in pairs.

        The squares are taken from the mean, or whoever loses a pair would be paid for it.
        """
        weight = self.units.weight[:, None]
        each = np.arange(self.instance.n * int(weight.max()) + 1) / weight
        leaders = [people[0] for people in self.members]
        throughout = np.array(self.instance.present[:, leaders].all(axis=0))
        short = np.maximum(0, fair.fewest - each) * throughout[:, None]
        squares = (each - fair.mean) ** 2
        return np.ascontiguousarray(evenness * weight * (squares + _TUNED.shortage * short))

    def _seated(self, paths: np.ndarray, rng: np.random.Generator) -> SearchState:
        """Seat everybody at the tables of their unit; what does not fit is assigned."""
        instance = self.instance
        wish = np.full((paths.shape[1], instance.n + 1), -1, dtype=np.int16)
        for path, people in zip(paths, self.members, strict=True):
            wish[:, people] = path[:, None]
        wish[:, : instance.n][~instance.present[: len(wish)]] = -1
        if not (instance.fixed[:, : instance.n] >= 0).any():
            wish = by_size(instance, wish)
        return first_seating(instance, rng, wish)


def units(instance: Instance) -> tuple[Units, list[np.ndarray]]:
    """Return the units of an instance, sector by sector, and the people of each."""
    n = instance.n
    members: list[np.ndarray] = []
    for p in np.argsort(instance.sector[:n], kind="stable").tolist():
        group = instance.group[p]
        if group < 0:
            members.append(np.array([p]))
        elif group == p:
            members.append(np.flatnonzero(instance.group[:n] == group))
    worth = codes.WORTH.astype(np.int32)
    base = instance.base[:n, :n]
    here = instance.present.astype(np.int64)
    both = (here.T @ here).astype(np.uint8)
    belongs = np.zeros((len(members), n), dtype=np.int32)
    for u, people in enumerate(members):
        belongs[u, people] = 1
    leaders = [people[0] for people in members]
    gains = [
        np.ascontiguousarray(belongs @ (worth[base + more] - worth[base]) @ belongs.T)
        for more in (np.uint8(1), both)
    ]
    bound = _bound(instance)
    return (
        Units(
            once=gains[0].astype(np.int32),
            always=gains[1].astype(np.int32),
            here=np.ascontiguousarray(instance.present[:, leaders]),
            weight=np.array([len(people) for people in members], dtype=np.int64),
            bound=bound[leaders].astype(np.int64),
        ),
        members,
    )


def _bound(instance: Instance) -> np.ndarray:
    """The one table of everybody who has one whenever they are there, else -1."""
    n = instance.n
    table = instance.fixed[:, :n].max(axis=0, initial=-1)
    always = ((instance.fixed[:, :n] == table) | ~instance.present).all(axis=0)
    return np.where(always, table, -1)


def _may_be_fitted(instance: Instance) -> bool:
    """Whether there is a room that an array could help: tables of three, the same in all rounds."""
    if instance.free < 2 or instance.n > _TUNED.largest or (instance.out_table >= 0).any():
        return False
    tables = int(instance.tables[0])
    same = bool((instance.tables == tables).all())
    return same and tables > 2 and int(instance.capacity.max()) > 2


def by_size(instance: Instance, wish: np.ndarray) -> np.ndarray:
    """Renumber each round's tables so that the larger ones come first, as in the instance.

    ``wish``: tables int16[rounds, n+1], -1 for none.
    """
    renumbered = wish.copy()
    for r, row in enumerate(wish):
        seated = row >= 0
        sizes = np.bincount(row[seated], minlength=int(instance.tables[r]))
        place = np.empty(len(sizes), dtype=np.int16)
        place[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
        renumbered[r, seated] = place[row[seated]]
    return renumbered
