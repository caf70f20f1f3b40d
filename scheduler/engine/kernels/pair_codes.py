"""One byte says all the search must know about a pair of people.

The byte is a class and, above the class's first value, how often the pair meets:

============ ======================================================================
COUNTS       a new cross-sector pair: the first meeting gains one
NEUTRAL      one sector, or met at an earlier event; meetings gain nothing
APART        every meeting breaks a rule
SITS_OUT     a person and the place of whoever sits out: the steps below SAT_OUT are
             free, those above break a rule
MUST_COUNTS  must meet, and a new cross-sector pair
MUST_NEUTRAL must meet, and neutral
============ ======================================================================

Two tables of 256 entries then give what one more or one fewer meeting is worth, so that a
swap costs 4(k - 1) look-ups at tables of k. The first two classes count to 63, for a pair may
meet in each of 60 rounds; the others need fewer steps, since no swap takes a pair kept apart
together again, nor one that must meet to the end of its class.
"""

import numpy as np

COUNTS, NEUTRAL, APART, SITS_OUT, MUST_COUNTS, MUST_NEUTRAL = 0, 64, 128, 152, 168, 212
SAT_OUT = 160
RULE = 1000
"""What one broken rule costs, in pairs: more than any swap can gain."""


def _first_of_class() -> np.ndarray:
    starts = np.array([COUNTS, NEUTRAL, APART, SITS_OUT, MUST_COUNTS, MUST_NEUTRAL])
    return starts[np.searchsorted(starts, np.arange(256), side="right") - 1]


FIRST = _first_of_class().astype(np.int64)
MET = (np.arange(256) - FIRST).astype(np.uint8)
"""How often a pair with this byte meets (meaningless for SITS_OUT)."""


def _worth() -> np.ndarray:
    """The worth of a pair with this byte: pairs gained, less RULE for each broken rule."""
    met = MET.astype(np.int32)
    out = np.maximum(0, np.arange(256) - SAT_OUT)
    by_class = {
        COUNTS: np.minimum(1, met),
        NEUTRAL: 0 * met,
        APART: -RULE * met,
        SITS_OUT: -RULE * out,
        MUST_COUNTS: np.where(met > 0, 1, -RULE),
        MUST_NEUTRAL: np.where(met > 0, 0, -RULE),
    }
    worth = np.zeros(256, dtype=np.int32)
    for first, values in by_class.items():
        worth[first == FIRST] = values[first == FIRST]
    return worth


def worth_steps(worth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What one more and one fewer meeting adds to the worth of a byte: int32[256] each.

    There is no step beyond the last byte: it costs what a broken rule does.
    """
    add, remove = np.zeros((2, 256), dtype=np.int32)
    add[:-1] = worth[1:] - worth[:-1]
    add[-1] = -RULE
    remove[1:] = worth[:-1] - worth[1:]
    return add, remove


WORTH = _worth()
ADD, REMOVE = worth_steps(WORTH)
