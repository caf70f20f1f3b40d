"""Finite rings with many units: fields GF(q) and direct products of them.

The ring of order T = q1·q2·… (coprime prime powers) is GF(q1) × GF(q2) × …; it has min(q)
elements whose pairwise differences are all units (MacNeish 1922). Those are what
:mod:`.differences` multiplies by. Elements are numbered 0..T-1, with 0 for zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

Elements = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Field:
    """GF(prime**degree): polynomials over Z_prime modulo a monic irreducible one.

    Row a of ``digits`` holds the coefficients of element a, constant term first, and
    ``powers[k][a]`` those of a·x^k.
    """

    prime: int
    degree: int
    digits: Elements
    powers: Elements

    @property
    def order(self) -> int:
        """How many elements there are."""
        return int(self.prime**self.degree)

    def _number(self, digits: Elements) -> Elements:
        weights = self.prime ** np.arange(self.degree)
        return np.asarray(digits % self.prime @ weights)

    def add(self, a: Elements, b: Elements) -> Elements:
        """Return a + b, element by element."""
        return self._number(self.digits[a] + self.digits[b])

    def multiply(self, a: Elements, b: Elements) -> Elements:
        """Return a · b, element by element."""
        a, b = np.broadcast_arrays(a, b)
        factors = self.digits[b]
        return self._number(sum(factors[..., k, None] * p[a] for k, p in enumerate(self.powers)))


@dataclass(frozen=True, eq=False)
class Ring:
    """The direct product of fields of coprime orders."""

    fields: tuple[Field, ...]

    @property
    def order(self) -> int:
        """How many elements there are."""
        return int(np.prod([f.order for f in self.fields], dtype=np.int64))

    @property
    def spread(self) -> Elements:
        """The most elements that differ pairwise by units: (i, i, …) for i below every q."""
        fewest = min((f.order for f in self.fields), default=1)
        return self._join([np.arange(fewest) for _ in self.fields])

    def add(self, a: ArrayLike, b: ArrayLike) -> Elements:
        """Return a + b, element by element, broadcasting."""
        return self._each("add", a, b)

    def multiply(self, a: ArrayLike, b: ArrayLike) -> Elements:
        """Return a · b, element by element, broadcasting."""
        return self._each("multiply", a, b)

    def _each(self, operation: str, a: ArrayLike, b: ArrayLike) -> Elements:
        pairs = zip(self.fields, self._split(a), self._split(b), strict=True)
        if not self.fields:
            return np.zeros(np.broadcast_shapes(np.shape(a), np.shape(b)), dtype=np.int64)
        return self._join([getattr(f, operation)(x, y) for f, x, y in pairs])

    def _split(self, a: ArrayLike) -> list[Elements]:
        rest, parts = np.asarray(a, dtype=np.int64), []
        for f in self.fields:
            parts.append(rest % f.order)
            rest = rest // f.order
        return parts

    def _join(self, parts: Sequence[Elements]) -> Elements:
        total = np.zeros(parts[0].shape if parts else (1,), dtype=np.int64)
        for f, part in zip(self.fields[::-1], parts[::-1], strict=True):
            total = total * f.order + part
        return total


def prime_powers(n: int) -> list[tuple[int, int]]:
    """Return the factorisation of ``n`` as (prime, exponent), primes rising."""
    factors = []
    prime = 2
    while prime * prime <= n:
        exponent = 0
        while n % prime == 0:
            n, exponent = n // prime, exponent + 1
        if exponent:
            factors.append((prime, exponent))
        prime += 1
    return [*factors, (n, 1)] if n > 1 else factors


@lru_cache(maxsize=64)
def ring(order: int) -> Ring:
    """Return the product of the finite fields whose orders multiply to ``order``."""
    return Ring(tuple(_field(prime, exponent) for prime, exponent in prime_powers(order)))


def _field(prime: int, degree: int) -> Field:
    digits = np.array(list(product(range(prime), repeat=degree)), dtype=np.int64)[:, ::-1]
    modulus = _irreducible(prime, degree)
    powers = [digits]
    for _ in range(degree - 1):
        shifted = np.roll(powers[-1], 1, axis=1)
        top = shifted[:, :1].copy()
        shifted[:, 0] = 0
        powers.append((shifted - top * modulus) % prime)
    return Field(prime, degree, digits, np.stack(powers))


def _irreducible(prime: int, degree: int) -> Elements:
    """Return the lower coefficients of the first monic irreducible polynomial."""
    reducible = {
        tuple(np.convolve([*low, 1], [*high, 1]) % prime)
        for d in range(1, degree // 2 + 1)
        for low in product(range(prime), repeat=d)
        for high in product(range(prime), repeat=degree - d)
    }
    candidates = product(range(prime), repeat=degree)
    found = next(c for c in candidates if (*c, 1) not in reducible)
    return np.array(found, dtype=np.int64)
