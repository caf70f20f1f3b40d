"""The compiled inner loop of the search for pairs: swaps, accepted by Metropolis' rule.

Where most pairs have met before, a random swap seldom brings two together who have not. An
aimed move takes somebody to the table of a person they have yet to meet, in the place of
whoever there gives up least.
"""

import numpy as np
from numba import types

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.pair_codes import COUNTS, MUST_COUNTS, MUST_NEUTRAL
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.swaps import (
    NO_SWAP,
    between,
    companion_swaps,
    copy_seats,
    make_swap,
    pick,
    swap_worth,
)
from scheduler.engine.kernels.tuples import (
    COOLING,
    FOUND,
    I64,
    RANDOM,
    ROOM,
    SEATING,
    STEPS,
    SWAP,
    WORTHS,
    Array,
    Cooling,
    Found,
    Index,
    Room,
    SeatingArrays,
    Swap,
    Worth,
)

_DRAWS = 12
"""How many people are drawn for one who is still to be met."""
COOLS_EVERY = 256
"""Moves between two changes of the temperature."""
_NEVER = 30.0
"""Losses of more than so many temperatures are refused without a draw."""
_LEAST = -(2**60)


@compiled(SWAP(SEATING, ROOM, WORTHS, RANDOM), allocates=False)
def take_aim(seating: SeatingArrays, room: Room, worth: Worth, state: Array) -> Swap:
    """Draw a swap that takes somebody to a person they have yet to meet."""
    seat, code, fixed = seating.seat, seating.code, room.fixed
    r = below(state, seat.shape[0])
    if room.tables[r] < 2:
        return NO_SWAP
    t = below(state, room.tables[r])
    i = below(state, room.capacity[r, t])
    a, u, wanted = seat[r, t, i], np.int64(-1), np.int64(-1)
    if fixed[r, a] >= 0:
        return NO_SWAP
    for _ in range(_DRAWS):
        wanted = below(state, code.shape[0] - 1)
        byte = code[a, wanted]
        new = byte in (COUNTS, MUST_COUNTS, MUST_NEUTRAL)
        if new and seating.table[r, wanted] != t:
            u = np.int64(seating.table[r, wanted])
            break
    if u < 0:
        return NO_SWAP
    best, j = _LEAST, np.int64(-1)
    for s in range(room.capacity[r, u]):
        b = seat[r, u, s]
        if b != wanted and b != a and fixed[r, b] < 0:
            gain = swap_worth(seating, room, worth, Swap(r, t, i, u, np.int64(s)))
            if gain > best or (gain == best and chance(state) < 0.5):
                best, j = gain, np.int64(s)
    return Swap(r, t, i, u, j) if j >= 0 else NO_SWAP


@compiled(I64(SEATING, ROOM, WORTHS, SWAP, STEPS, I64), allocates=False)
def try_steps(
    seating: SeatingArrays, room: Room, worth: Worth, swap: Swap, steps: Array, count: Index
) -> Index:
    """Make all steps of a move but the last; return what the whole move is worth."""
    gain = np.int64(0)
    for s in range(count):
        if s > 0:
            make_swap(seating, room, between(swap, steps, s - 1))
        gain += swap_worth(seating, room, worth, between(swap, steps, s))
    return gain


@compiled(types.UniTuple(I64, 2)(SEATING, ROOM, WORTHS, COOLING, I64, I64, I64, I64, FOUND, RANDOM))
def anneal_swaps(
    seating: SeatingArrays, room: Room, worth: Worth, cooling: Cooling, done: int, end: int,
    score: int, target: int, found: Found, state: Array,
) -> tuple[Index, Index]:  # fmt: skip
    """Try the moves ``done`` .. ``end`` of a phase; return the score and how many were tried.

    The temperature falls linearly over the phase. Whenever the score passes that of ``found``,
    score and seats are copied there. Stops at ``target``. Writes to ``seating``.
    """
    steps = np.zeros((seating.seat.shape[2] + 1, 2), dtype=np.int16)
    hot, cold = cooling.hot, cooling.cold
    move, temperature = done, hot
    while move < end:
        if move % COOLS_EVERY == 0 or move == done:
            temperature = hot + (cold - hot) * move / cooling.total
        move += 1
        if cooling.aimed > 0.0 and chance(state) < cooling.aimed:
            swap = take_aim(seating, room, worth, state)
        else:
            swap = pick(seating, room, cooling.focus, cooling.within, state)
        if swap.r < 0:
            continue
        count = companion_swaps(seating, room, swap, steps, state)
        if count == 0:
            continue
        gain = try_steps(seating, room, worth, swap, steps, count)
        too_much = gain < -_NEVER * temperature
        if gain < 0 and (too_much or chance(state) > np.exp(gain / temperature)):
            for s in range(count - 2, -1, -1):
                make_swap(seating, room, between(swap, steps, s))
            continue
        make_swap(seating, room, between(swap, steps, count - 1))
        score += gain
        if score > found.score[0]:
            found.score[0] = score
            copy_seats(seating.seat, found.seat)
            if score >= target:
                break
    return score, move - done
