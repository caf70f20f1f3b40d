"""One byte says all the search must know about a pair of people.

The byte is a class and, above the class's first value, how often the pair meets:

====== ============================================================================
0      a new cross-sector pair: the first meeting gains one
64     neutral: one sector, or met at an earlier event; meetings gain nothing
128    apart: every meeting breaks a rule
160    a person and the bench: the steps below 176 are free, those above break a rule
192    must meet, and a new cross-sector pair
224    must meet, and neutral
====== ============================================================================

Two tables of 256 entries then give what one more or one fewer meeting is worth, so that a
swap costs 4(k - 1) look-ups at tables of k.
"""

import numpy as np

COUNTS, NEUTRAL, APART, BENCH, MUST_COUNTS, MUST_NEUTRAL = 0, 64, 128, 160, 192, 224
BENCH_FULL = 176
RULE = 1000
"""What one broken rule costs, in pairs: more than any swap can gain."""

LONGEST, LONGEST_MUST = 60, 28
"""Rounds whose meetings one byte can count, without and with pairs who must meet."""


def _first_of_class() -> np.ndarray:
    starts = np.array([COUNTS, NEUTRAL, APART, BENCH, MUST_COUNTS, MUST_NEUTRAL])
    return starts[np.searchsorted(starts, np.arange(256), side="right") - 1]


FIRST = _first_of_class().astype(np.int64)
MET = (np.arange(256) - FIRST).astype(np.uint8)
"""How often a pair with this byte meets (meaningless for the bench)."""


def _worth() -> np.ndarray:
    """The worth of a pair with this byte: pairs gained, less RULE for each broken rule."""
    worth = np.zeros(257, dtype=np.int32)
    for byte in range(256):
        met = int(MET[byte])
        match int(FIRST[byte]):
            case 0:
                worth[byte] = met > 0
            case 128:
                worth[byte] = -RULE * met
            case 160:
                worth[byte] = -RULE * max(0, byte - BENCH_FULL)
            case 192:
                worth[byte] = 1 if met else -RULE
            case 224:
                worth[byte] = 0 if met else -RULE
    return worth


def steps_of(worth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What one more and one fewer meeting adds to the worth of a byte: int32[256] each."""
    add, remove = np.zeros((2, 256), dtype=np.int32)
    add[:-1] = worth[1:] - worth[:-1]
    remove[1:] = worth[:-1] - worth[1:]
    return add, remove


WORTH = _worth()[:256].copy()
ADD, REMOVE = steps_of(WORTH)
