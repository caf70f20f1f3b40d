"""The first seating: round by round, one layer of seats at a time, by assignment.

Each round deals the people, sorted by sector and turned by a random offset, in layers of one
seat per table, so that every sector is spread evenly; a linear sum assignment then gives each
person of a layer the table where they gain most over the rounds seated so far. For pairs this
is the assignment of one half to the other. Method: round-by-round construction as in TPSDP
(Yang et al. 2022), with the exact assignment in place of their greedy choice.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import SearchState, count_round, tables_of
from scheduler.engine.solvers.assignment import assign
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class DealParameters(Parameters):
    """Tuning of the first seating."""

    widest: int = parameter("seats", 130)
    """Layers wider than this are dealt, not assigned: the search repairs them faster."""
    at_once: int = parameter("pairs", 20_000, least=1)
    """Of people weighed in one step: few long tables take no longer than many short ones."""


_TUNED = DealParameters()


class NoRoom(Exception):
    """Those who have no choice do not fit at their tables; the rules clash, or nearly so."""


def empty_seats(instance: Instance) -> np.ndarray:
    """Return int16[F, T, K] of -1."""
    width = int(instance.capacity.max(initial=1))
    return np.full((*instance.capacity.shape, width), -1, dtype=np.int16)


def first_seating(
    instance: Instance,
    rng: np.random.Generator,
    old: np.ndarray | None = None,
    in_a_hurry: Callable[[], bool] = bool,
) -> SearchState:
    """Return a complete seating: sizes, hosts, stays, locks and companions right, the rest good.

    ``old``: int16[F', n+1], tables that people keep where they can, -1 for no wish; rounds
    beyond F' are seated freely. ``in_a_hurry``: whether those with a choice are to be dealt as
    they come from now on. Raises NoRoom where those without choice do not fit.
    """
    seat = empty_seats(instance)
    code = instance.base.copy()
    free = np.full(instance.n + 1, -1, dtype=np.int16)
    for r in range(instance.free):
        wish = free if old is None or r >= len(old) else old[r]
        seat_round(instance, seat, code, r, rng, wish, in_a_hurry())
    return SearchState(seat, tables_of(instance, seat), code)


def seat_round(
    instance: Instance,
    seat: np.ndarray,
    code: np.ndarray,
    r: int,
    rng: np.random.Generator,
    old: np.ndarray,
    hasty: bool,
) -> None:
    """Seat one round, empty in ``seat``, and count its meetings in ``code``."""
    here = seat[r, : instance.tables[r]]
    room = instance.capacity[r, : instance.tables[r]].astype(int)
    waiting = _seat_the_settled(instance, here, room, code, r, old)
    waiting = _dealt(instance, _seat_the_keepers(here, room, waiting, old, rng), rng)
    while len(waiting):
        open_tables = np.flatnonzero(room > 0)
        layer, waiting = waiting[: len(open_tables)], waiting[len(open_tables) :]
        if len(layer) < len(open_tables):
            open_tables = rng.permutation(open_tables)[: len(layer)]
        if not hasty:
            open_tables = _choose(instance, here, open_tables, code, layer)
        put_all(here, room, open_tables, layer)
    count_round(code, here)


def put(here: np.ndarray, room: np.ndarray, t: int, p: int) -> None:
    """Give ``p`` the next seat of table ``t``."""
    if t >= len(room) or room[t] <= 0:
        raise NoRoom
    here[t, int(np.argmax(here[t] < 0))] = p
    room[t] -= 1


def put_all(here: np.ndarray, room: np.ndarray, tables: np.ndarray, people: np.ndarray) -> None:
    """Give each of the people in turn the next seat of their table."""
    if not len(people):
        return
    wanted = np.bincount(tables, minlength=len(room))
    if len(wanted) > len(room) or (wanted > room).any():
        raise NoRoom
    order = np.argsort(tables, kind="stable")
    table = tables[order]
    here[table, (here >= 0).sum(axis=1)[table] + _turns(table, wanted)] = people[order]
    room -= wanted


def _turns(tables: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The how-manieth each is at their table, from 0: tables ascend, each as often as wanted."""
    return np.arange(len(tables)) - (np.cumsum(wanted) - wanted)[tables]


def _seat_the_settled(
    instance: Instance,
    here: np.ndarray,
    room: np.ndarray,
    code: np.ndarray,
    r: int,
    old: np.ndarray,
) -> np.ndarray:
    """Seat who has no choice, then companions, then vacancies; return the people still waiting."""
    vacancy, out_table = instance.n, int(instance.out_table[r])
    people = np.flatnonzero(instance.present[r])
    vacancies = int(room.sum()) - len(people)
    if out_table >= 0:
        put(here, room, out_table, vacancy)
        vacancies -= 1
    fixed = instance.fixed[r, people]
    put_all(here, room, fixed[fixed >= 0], people[fixed >= 0])
    waiting = people[fixed < 0]
    grouped = waiting[instance.group[waiting] >= 0]
    by_size = sorted(
        (grouped[instance.group[grouped] == g] for g in sorted(set(instance.group[grouped]))),
        key=len,
        reverse=True,
    )
    for members in by_size:
        t = _table_for(here, room, code, members, out_table, old)
        for p in members:
            put(here, room, t, p)
    waiting = waiting[instance.group[waiting] < 0]
    keep = np.bincount(old[waiting][(old[waiting] >= 0) & (old[waiting] < len(room))],
                       minlength=len(room))  # fmt: skip
    with_room = np.flatnonzero(room > 0)
    for t in with_room[np.argsort((keep - room)[with_room], kind="stable")][:vacancies]:
        put(here, room, t, vacancy)
    return waiting


def _seat_the_keepers(
    here: np.ndarray,
    room: np.ndarray,
    waiting: np.ndarray,
    old: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Seat people at their old tables while there is room; return the others."""
    if not (old[waiting] >= 0).any():
        return waiting
    shuffled = rng.permutation(waiting)
    known = np.flatnonzero((old[shuffled] >= 0) & (old[shuffled] < len(room)))
    known = known[np.argsort(old[shuffled[known]], kind="stable")]
    tables = old[shuffled[known]]
    turn = _turns(tables, np.bincount(tables, minlength=len(room)))
    keeps = np.zeros(len(shuffled), dtype=bool)
    keeps[known[turn < room[tables]]] = True
    keepers = shuffled[keeps]
    put_all(here, room, old[keepers], keepers)
    return shuffled[~keeps]


def _table_for(
    here: np.ndarray,
    room: np.ndarray,
    code: np.ndarray,
    members: np.ndarray,
    out_table: int,
    old: np.ndarray,
) -> int:
    """The table with room for these people: an old one of theirs, else where they gain most."""
    gains = []
    several = len(members) > 1
    for t in range(len(room)):
        there = here[t][here[t] >= 0]
        fits = room[t] >= len(members) and not (several and t == out_table)
        gain = -int(codes.ADD[code[np.ix_(members, there)]].sum()) if len(there) else 0
        gains.append((not fits, t not in old[members], gain, -int(room[t]), t))
    full, _, _, _, t = min(gains)
    if full:
        raise NoRoom
    return t


def _dealt(instance: Instance, people: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Order people by sector, in random order within each, turned by a random offset."""
    shuffled = rng.permutation(people)
    order = shuffled[np.argsort(instance.sector[shuffled], kind="stable")]
    return np.roll(order, int(rng.integers(max(1, len(order)))))


def _choose(
    instance: Instance, here: np.ndarray, tables: np.ndarray, code: np.ndarray, layer: np.ndarray
) -> np.ndarray:
    """Return the table of each person of a layer; one seat at each of ``tables``."""
    if len(layer) > _TUNED.widest:
        return tables
    cost = np.zeros((len(layer), len(layer)), dtype=np.int64)
    sector, organisation = instance.sector, instance.organisation
    taken = int((here[tables] >= 0).any(axis=0).sum())
    step = max(1, _TUNED.at_once // cost.size)
    for s in range(0, taken, step):
        there = here[tables, s : min(s + step, taken)]
        byte = code[layer[:, None, None], there]
        fresh = byte == codes.FIRST[byte]
        term = -10 * codes.ADD[byte].astype(np.int64) + np.where(fresh, 0, 3)
        term += 2 * (sector[layer][:, None, None] == sector[there])
        term += organisation[layer][:, None, None] == organisation[there]
        cost += np.where(there >= 0, term, 0).sum(axis=2)
    return tables[assign(cost)]
