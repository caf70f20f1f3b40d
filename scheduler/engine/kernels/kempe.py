"""The compiled walk over plans of pairs as partial edge colourings: rounds are the colours.

The graph has an edge for every pair that counts; an edge has the colour of the round in which
the two meet, and nobody has two edges of one colour. People without an edge of a colour have
a *slot* there. A step never loses an edge: it colours one more, moves a slot to somebody else
or lets two colours change places along a chain (Kempe 1879; Vizing 1964), so that slots that
could not meet come to do so.

The arrays are those of :class:`.tuples.Edges` and :class:`.tuples.Partners`.
"""

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.tuples import (
    BOOL,
    EDGES,
    I64,
    PARTNERS,
    RANDOM,
    VOID,
    Array,
    Edges,
    Index,
    Partners,
)

FREE, GONE, NONE = -1, -2, -1
"""Nobody yet; not there in that round; in no round."""
_RECOLOUR = 0.3
"""Share of the steps that let two colours change places where nothing else is to be done."""


@compiled(VOID(EDGES, I64, I64), allocates=False)
def open_slot(edges: Edges, r: Index, p: Index) -> None:
    """Note that nobody is with ``p`` in round ``r``."""
    edges.place[r, p] = edges.number[0]
    edges.slots[edges.number[0]] = r * edges.place.shape[1] + p
    edges.number[0] += 1


@compiled(VOID(EDGES, I64, I64), allocates=False)
def close_slot(edges: Edges, r: Index, p: Index) -> None:
    """Note that somebody is with ``p`` in round ``r`` again."""
    place = edges.place
    edges.number[0] -= 1
    last, at = edges.slots[edges.number[0]], place[r, p]
    edges.slots[at] = last
    place[last // place.shape[1], last % place.shape[1]] = at
    place[r, p] = -1


@compiled(VOID(EDGES, I64, I64, I64), allocates=False)
def join(edges: Edges, r: Index, a: Index, b: Index) -> None:
    """Let two people meet in a round."""
    edges.mate[r, a], edges.mate[r, b] = b, a
    edges.colour[a, b], edges.colour[b, a] = r, r


@compiled(BOOL(EDGES, I64, I64, I64, I64), allocates=False)
def may_flip(edges: Edges, start: Index, r: Index, s: Index, avoid: Index) -> bool:
    """Say whether the chain from ``start``, whose first edge is of round ``r``, may be flipped.

    Not where its end is away in the other round, nor where it ends at ``avoid``.
    """
    mate = edges.mate
    p, a, b = start, r, s
    while mate[a, p] >= 0:
        p = mate[a, p]
        a, b = b, a
    return bool(mate[a, p] == FREE and p != avoid)


@compiled(VOID(EDGES, I64, I64, I64), allocates=False)
def flip(edges: Edges, start: Index, r: Index, s: Index) -> None:
    """Let rounds ``r`` and ``s`` change places along the chain from ``start``.

    It has an edge of round r, which becomes one of round s, and a slot in s, which moves to r.
    """
    mate = edges.mate
    p, a, b = start, r, s
    following = mate[a, p]
    close_slot(edges, s, p)
    open_slot(edges, r, p)
    mate[r, p] = FREE
    while following >= 0:
        q, after = following, mate[b, following]
        join(edges, b, p, q)
        p, following = q, after
        a, b = b, a
    # The last edge was of round b and is now of round a.
    mate[b, p] = FREE
    close_slot(edges, a, p)
    open_slot(edges, b, p)


@compiled(I64(EDGES, I64, I64), allocates=False)
def free_round_of(edges: Edges, p: Index, first: Index) -> int:
    """Return a round in which nobody is with ``p``, looking from ``first`` on, or -1."""
    rounds = edges.mate.shape[0]
    for step in range(rounds):
        r = (first + step) % rounds
        if edges.mate[r, p] == FREE:
            return int(r)
    return -1


@compiled(I64(EDGES, PARTNERS, I64, I64, I64, RANDOM), allocates=False)
def walk_colourings(
    edges: Edges, partners: Partners, steps: Index, score: Index, target: Index, state: Array
) -> int:
    """Take ``steps`` steps or stop at ``target`` edges; return the number of edges."""
    mate, colour = edges.mate, edges.colour
    people = mate.shape[1]
    for _ in range(steps):
        if score >= target or edges.number[0] == 0:
            break
        slot = edges.slots[below(state, edges.number[0])]
        r, u = slot // people, slot % people
        if partners.degree[u] == 0:
            continue
        v = partners.known[u, below(state, partners.degree[u])]
        s = colour[u, v]
        if s != NONE:
            if chance(state) < _RECOLOUR and may_flip(edges, u, s, r, -1):
                flip(edges, u, s, r)
            continue
        w = mate[r, v]
        if w == GONE:
            continue
        if w != FREE:
            s = free_round_of(edges, v, below(state, mate.shape[0]))
            if s >= 0 and may_flip(edges, v, r, s, u):
                flip(edges, v, r, s)
                w = FREE
        if w == FREE:
            close_slot(edges, r, v)
            score += 1
        else:
            colour[v, w] = colour[w, v] = NONE
            mate[r, w] = FREE
            open_slot(edges, r, w)
        close_slot(edges, r, u)
        join(edges, r, u, v)
    return int(score)
