"""The compiled walk over plans of pairs as partial edge colourings: rounds are the colours.

The graph has an edge for every pair that counts; an edge has the colour of the round in which
the two meet, and nobody has two edges of one colour. People without an edge of a colour have
a *slot* there. A step never loses an edge: it colours one more, moves a slot to somebody else
or lets two colours change places along a chain (Kempe 1879; Vizing 1964), so that slots that
could not meet come to do so.

Shapes: ``mate`` int16[F, m], FREE or GONE where there is none; ``colour`` int16[m, m], NONE
for pairs that have not met; ``slots`` int32[F·m], ``place`` int32[F, m] (-1 for no slot).
"""

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.tuples import Array, Index

FREE, GONE, NONE = -1, -2, -1
"""Nobody yet; not there in that round; in no round."""
_RECOLOUR = 0.3
"""Share of the steps that let two colours change places where nothing else is to be done."""


@compiled("void(int32[::1], int32[:,::1], int64[::1], int64, int64)")
def open_slot(slots: Array, place: Array, count: Array, r: Index, p: Index) -> None:
    """Note that nobody is with ``p`` in round ``r``."""
    place[r, p] = count[0]
    slots[count[0]] = r * place.shape[1] + p
    count[0] += 1


@compiled("void(int32[::1], int32[:,::1], int64[::1], int64, int64)")
def close_slot(slots: Array, place: Array, count: Array, r: Index, p: Index) -> None:
    """Note that somebody is with ``p`` in round ``r`` again."""
    count[0] -= 1
    last, at = slots[count[0]], place[r, p]
    slots[at] = last
    place[last // place.shape[1], last % place.shape[1]] = at
    place[r, p] = -1


@compiled("void(int16[:,::1], int16[:,::1], int64, int64, int64)")
def join(mate: Array, colour: Array, r: Index, a: Index, b: Index) -> None:
    """Let two people meet in a round."""
    mate[r, a], mate[r, b] = b, a
    colour[a, b], colour[b, a] = r, r


@compiled("boolean(int16[:,::1], int64, int64, int64, int64)")
def may_flip(mate: Array, start: Index, r: Index, s: Index, avoid: Index) -> bool:
    """Say whether the chain from ``start``, whose first edge is of round ``r``, may be flipped.

    Not where its end is away in the other round, nor where it ends at ``avoid``.
    """
    p, a, b = start, r, s
    while mate[a, p] >= 0:
        p = mate[a, p]
        a, b = b, a
    return mate[a, p] == FREE and p != avoid


@compiled(
    "void(int16[:,::1], int16[:,::1], int32[::1], int32[:,::1], int64[::1], int64, int64, int64)"
)
def flip(
    mate: Array, colour: Array, slots: Array, place: Array, count: Array,
    start: Index, r: Index, s: Index,
) -> None:  # fmt: skip
    """Let rounds ``r`` and ``s`` change places along the chain from ``start``.

    It has an edge of round r, which becomes one of round s, and a slot in s, which moves to r.
    """
    p, a, b = start, r, s
    following = mate[a, p]
    close_slot(slots, place, count, s, p)
    open_slot(slots, place, count, r, p)
    mate[r, p] = FREE
    while following >= 0:
        q, after = following, mate[b, following]
        join(mate, colour, b, p, q)
        p, following = q, after
        a, b = b, a
    # The last edge was of round b and is now of round a.
    mate[b, p] = FREE
    close_slot(slots, place, count, a, p)
    open_slot(slots, place, count, b, p)


@compiled("int64(int16[:,::1], int64, int64)")
def free_round_of(mate: Array, p: Index, first: Index) -> int:
    """Return a round in which nobody is with ``p``, looking from ``first`` on, or -1."""
    for step in range(mate.shape[0]):
        r = (first + step) % mate.shape[0]
        if mate[r, p] == FREE:
            return int(r)
    return -1


@compiled(
    "int64(int16[:,::1], int16[:,::1], int16[:,::1], int32[::1], int32[::1], int32[:,::1],"
    " int64[::1], uint64[::1], int64, int64, int64)"
)
def walk(
    mate: Array, colour: Array, known: Array, degree: Array, slots: Array, place: Array,
    count: Array, state: Array, steps: Index, score: Index, target: Index,
) -> int:  # fmt: skip
    """Take ``steps`` steps or stop at ``target`` edges; return the number of edges.

    ``known``: int16[m, ...], row p lists the ``degree[p]`` people who make an edge with p.
    """
    people = mate.shape[1]
    for _ in range(steps):
        if score >= target or count[0] == 0:
            break
        slot = slots[below(state, count[0])]
        r, u = slot // people, slot % people
        if degree[u] == 0:
            continue
        v = known[u, below(state, degree[u])]
        s = colour[u, v]
        if s != NONE:
            if chance(state) < _RECOLOUR and may_flip(mate, u, s, r, -1):
                flip(mate, colour, slots, place, count, u, s, r)
            continue
        w = mate[r, v]
        if w == GONE:
            continue
        if w != FREE:
            s = free_round_of(mate, v, below(state, mate.shape[0]))
            if s >= 0 and may_flip(mate, v, r, s, u):
                flip(mate, colour, slots, place, count, v, r, s)
                w = FREE
        if w == FREE:
            close_slot(slots, place, count, r, v)
            score += 1
        else:
            colour[v, w] = colour[w, v] = NONE
            mate[r, w] = FREE
            open_slot(slots, place, count, r, w)
        close_slot(slots, place, count, r, u)
        join(mate, colour, r, u, v)
    return int(score)
