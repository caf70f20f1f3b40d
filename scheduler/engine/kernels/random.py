"""Random numbers for kernels: one word of state, the same on every machine."""

from typing import Any

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.tuples import F64, I64, RANDOM, Array, Index

_A, _B, _C = np.uint64(12), np.uint64(25), np.uint64(27)
_MULTIPLY = np.uint64(2685821657736338717)
_HALF, _MANTISSA = np.uint64(32), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0


@compiled("uint64(uint64[::1])")
def random_bits(state: Array) -> Any:
    """Advance an xorshift64* generator (Vigna 2016); 64 random bits."""
    x = state[0]
    x ^= x >> _A
    x ^= x << _B
    x ^= x >> _C
    state[0] = x
    return x * _MULTIPLY


@compiled(I64(RANDOM, I64))
def below(state: Array, limit: Index) -> Index:
    """Return a number from 0 to ``limit`` - 1."""
    return np.int64(((random_bits(state) >> _HALF) * np.uint64(limit)) >> _HALF)


@compiled(F64(RANDOM))
def chance(state: Array) -> float:
    """Return a number from 0 to 1, 1 excluded."""
    return np.float64(random_bits(state) >> _MANTISSA) * _UNIT
