"""Which hard rules a move breaks or mends, found from the seats it touches.

Written apart from :mod:`..rules`, which reads whole plans; the tests hold one against the other.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from scheduler.engine.effects.board import SITS_OUT, Board, Meetings, Moves, Place
from scheduler.engine.problem import Odd
from scheduler.engine.rules import HardRule


class Breach(NamedTuple):
    """A broken rule: whose, in which round (None: over the whole morning), at which table."""

    rule: HardRule
    people: tuple[str, ...] = ()
    round: int | None = None
    table: int | None = None


_Turn = tuple[Breach, bool, bool]
"""A rule, whether it is broken before the move, and whether after it."""


class Shift(NamedTuple):
    """The moves of one round of a board, with the meetings that they take and bring."""

    board: Board
    number: int
    moves: Moves
    lost: Meetings
    gained: Meetings

    def before(self, key: str) -> Place:
        """Where somebody is now."""
        return self.board.places[self.number - 1].get(key)

    def after(self, key: str) -> Place:
        """Where somebody would be."""
        return self.moves[key] if key in self.moves else self.before(key)


def turned(shift: Shift) -> tuple[tuple[Breach, ...], tuple[Breach, ...]]:
    """The rules that the moves break, and those that they mend."""
    turns = set(_turns(shift))
    broken = sorted(breach for breach, before, after in turns if after and not before)
    mended = sorted(breach for breach, before, after in turns if before and not after)
    return tuple(broken), tuple(mended)


def _turns(shift: Shift) -> Iterator[_Turn]:
    yield from _meetings(shift)
    change: Counter[int] = Counter()
    for key, after in shift.moves.items():
        before = shift.before(key)
        if before is None or after is None or key in shift.board.bound:
            yield from _companions(shift, key)
            yield from _places(shift, key)
            yield from _one_table(shift, key)
        for place, step in ((before, -1), (after, 1)):
            if place is not None:
                change[place] += step
    if any(change.values()):
        yield from _sizes(shift, {place: step for place, step in change.items() if step})
    if SITS_OUT in change:
        yield from _sitting_out(shift)


def _meetings(shift: Shift) -> Iterator[_Turn]:
    """Apart, colleagues apart, must meet."""
    board, problem = shift.board, shift.board.problem
    colleagues = board.colleagues if problem.apart_organisations else frozenset()
    for rule, pairs in ((HardRule.APART, problem.apart), (HardRule.ORGANISATIONS, colleagues)):
        for two in shift.lost & pairs:
            yield Breach(rule, two, shift.number), True, False
        for two in shift.gained & pairs:
            yield Breach(rule, two, shift.number), False, True
    for two in (shift.lost | shift.gained) & problem.must_meet:
        times = board.met[two]
        after = times + (two in shift.gained) - (two in shift.lost)
        yield Breach(HardRule.MUST_MEET, two), times == 0, after == 0


def _companions(shift: Shift, key: str) -> Iterator[_Turn]:
    present = shift.board.present[shift.number - 1]
    for a, b in shift.board.companions.get(key, ()):
        if a in present and b in present:
            before, after = (
                not where(a) or where(a) != where(b) for where in (shift.before, shift.after)
            )
            yield Breach(HardRule.TOGETHER, (a, b), shift.number), before, after


def _places(shift: Shift, key: str) -> Iterator[_Turn]:
    """Presence, a place for everybody, hosts, locked seats."""
    number, problem = shift.number, shift.board.problem
    before, after = shift.before(key), shift.after(key)
    if key not in shift.board.present[number - 1]:
        breach = Breach(HardRule.PRESENCE, (key,), number)
        yield breach, before is not None, after is not None
        return
    yield Breach(HardRule.ONCE, (key,), number), before is None, after is None
    bound = (
        (HardRule.HOST, problem.by_key[key].host_table),
        (HardRule.LOCKED, problem.locked.get((number, key))),
    )
    for rule, table in bound:
        if table is not None:
            yield Breach(rule, (key,), number), (before or 0) != table, (after or 0) != table


def _one_table(shift: Shift, key: str) -> Iterator[_Turn]:
    """Whoever stays keeps one table over the open rounds."""
    problem = shift.board.problem
    if key not in problem.by_key or not problem.by_key[key].stays:
        return
    others = {
        shift.board.places[number - 1].get(key)
        for number in problem.open_rounds
        if number != shift.number
    }
    fixed = problem.fixed_tables.get(key)

    def strays(here: Place) -> bool:
        tables = {table for table in (*others, here) if table}
        return len(tables | ({fixed} if tables and fixed is not None else set())) > 1

    yield Breach(HardRule.STAYS, (key,)), strays(shift.before(key)), strays(shift.after(key))


def _sizes(shift: Shift, changed: Mapping[int, int]) -> Iterator[_Turn]:
    """Even tables, and none over its limit. ``changed``: by how many people each place grows."""
    board, number = shift.board, shift.number
    sizes = [len(keys) for keys in board.at[number - 1]]
    then = [size + changed.get(place, 0) for place, size in enumerate(sizes)]
    wanted = list(board.problem.table_sizes(number))
    if len(wanted) < len(sizes) - 1 <= board.problem.room_tables:
        wanted += [0] * (len(sizes) - 1 - len(wanted))
    before, after = (sorted(tables[1:], reverse=True) != wanted for tables in (sizes, then))
    yield Breach(HardRule.SIZES, (), number), before, after
    spare = len(board.present[number - 1]) - sum(wanted)
    yield Breach(HardRule.SIT_OUT, (), number), sizes[0] != spare, then[0] != spare
    if (limit := board.problem.table_limit) is not None:
        for table in changed.keys() - {SITS_OUT}:
            breach = Breach(HardRule.LIMIT, (), number, table)
            yield breach, sizes[table] > limit, then[table] > limit


def _sitting_out(shift: Shift) -> Iterator[_Turn]:
    problem = shift.board.problem
    if not problem.pairs or problem.odd is not Odd.SIT_OUT:
        return
    now: list[set[str]] = [tables[SITS_OUT] for tables in shift.board.at]
    joining = {key for key, place in shift.moves.items() if place == SITS_OUT}
    then = list(now)
    then[shift.number - 1] = (now[shift.number - 1] - shift.moves.keys()) | joining
    before, after = _out_too_soon(shift.board, now), _out_too_soon(shift.board, then)
    for breach in before ^ after:
        yield breach, breach in before, breach in after


def _out_too_soon(board: Board, out: Sequence[Collection[str]]) -> set[Breach]:
    """Who sits out again before everybody there who can has done so as often."""
    problem = board.problem
    found: set[Breach] = set()
    turns: Counter[str] = Counter()
    for number, sitting in enumerate(out, start=1):
        if number in problem.open_rounds:
            able = (p.key for p in problem.present(number) if _may_sit_out(board, p.key, number))
            least = min((turns[key] for key in able), default=0)
            early = (key for key in sitting if turns[key] > least)
            found.update(Breach(HardRule.SIT_OUT, (key,), number) for key in early)
        turns.update(sitting)
    return found


def _may_sit_out(board: Board, key: str, number: int) -> bool:
    problem, present = board.problem, board.present[number - 1]
    if problem.by_key[key].host_table is not None or (number, key) in problem.locked:
        return False
    pairs = board.companions.get(key, ())
    return not any((b if a == key else a) in present for a, b in pairs)
