"""The effect of a move before it is made, and every place somebody could go."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scheduler.engine.effects.board import SITS_OUT, Board, Moves, Place
from scheduler.engine.effects.breaches import Breach, Shift, turned
from scheduler.engine.problem import Pair


@dataclass(frozen=True, slots=True)
class Effect:
    """What moves within one round change; positive is more.

    ``links``: new cross-sector pairs; ``fewest``: what the worst-off person meets; ``repeats``:
    meetings beyond the first of a pair; ``same_organisation``: meetings of colleagues;
    ``wanted``: what it is worth that people meet who should, wishes among it. ``again`` are the
    pairs whom the moves make meet once more, ``broken`` and ``mended`` the hard rules.
    """

    links: int
    fewest: int
    repeats: int
    same_organisation: int
    wanted: int
    again: tuple[Pair, ...] = ()
    broken: tuple[Breach, ...] = ()
    mended: tuple[Breach, ...] = ()

    @property
    def rank(self) -> tuple[int, ...]:
        """Better is less: rules, then links, the worst-off person, repeats, who should meet."""
        rules = len(self.broken) - len(self.mended)
        repeats = self.repeats + self.same_organisation
        return rules, -self.links, -self.fewest, repeats, -self.wanted


class MoveOption(NamedTuple):
    """A place where somebody could go: to a table, or in exchange with another person there."""

    table: Place
    other: str | None
    effect: Effect


def effect_of(board: Board, number: int, moves: Moves) -> Effect:
    """Return what the moves would change in the plan; the board stays as it is."""
    lost, gained = board.changed_meetings(number, moves)
    met = board.met
    degree: Counter[str] = Counter()
    links = 0
    for pairs, turning, step in ((lost, 1, -1), (gained, 0, 1)):
        for two in pairs:
            if met[two] == turning and board.is_new(two):
                links += step
                degree[two[0]] += step
                degree[two[1]] += step
    again = tuple(sorted(two for two in gained if met[two]))
    wanted = board.problem.wanted
    broken, mended = turned(Shift(board, number, moves, lost, gained))
    return Effect(
        links=links,
        fewest=_fewest(board, degree) - board.fewest if degree else 0,
        repeats=len(again) - sum(met[two] > 1 for two in lost),
        same_organisation=len(gained & board.colleagues) - len(lost & board.colleagues),
        wanted=sum(wanted[two] for two in gained & wanted.keys() if not met[two])
        - sum(wanted[two] for two in lost & wanted.keys() if met[two] == 1),
        again=again,
        broken=broken,
        mended=mended,
    )


def exchange(board: Board, number: int, one: str, other: str) -> Moves:
    """The moves by which two people of a round take each other's place."""
    places = board.places[number - 1]
    return {one: places.get(other), other: places.get(one)}


def options(board: Board, number: int, key: str, seats: int) -> Iterator[MoveOption]:
    """Every exchange with somebody elsewhere, and every table with fewer than ``seats`` people."""
    places, at = board.places[number - 1], board.at[number - 1]
    here = places.get(key)
    if here is not None:
        for other, table in places.items():
            if table != here:
                moves = exchange(board, number, key, other)
                yield MoveOption(table, other, effect_of(board, number, moves))
    for table, keys in enumerate(at):
        if table not in (here, SITS_OUT) and len(keys) < seats:
            yield MoveOption(table, None, effect_of(board, number, {key: table}))


def _fewest(board: Board, degree: Counter[str]) -> int:
    """The fewest that somebody there throughout meets once degrees change so."""
    levels = board.levels
    turned_levels: Counter[int] = Counter()
    for key, step in degree.items():
        if step and key in board.throughout:
            turned_levels[board.degree[key]] -= 1
            turned_levels[board.degree[key] + step] += 1
    found = {*levels, *turned_levels}
    return min((level for level in found if levels[level] + turned_levels[level] > 0), default=0)
