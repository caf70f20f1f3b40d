"""Tuning constants with units, checked when they are set."""

from collections.abc import Iterator
from dataclasses import MISSING, field, fields
from typing import Any

_ENDLESS = float("inf")
COLDEST = 1e-6
"""The lowest temperature: annealing divides by it."""


def parameter(
    unit: str, default: Any = MISSING, *, least: float = 0.0, most: float = _ENDLESS
) -> Any:
    """A field for a number, or tuples of numbers, of ``unit`` from ``least`` to ``most``."""
    return field(default=default, metadata={"unit": unit, "least": least, "most": most})


def share_parameter(default: Any = MISSING) -> Any:
    """A field for a share, from 0 to 1."""
    return parameter("of the whole", default, most=1.0)


class Parameters:
    """Base of frozen dataclasses whose fields :func:`parameter` or :func:`share_parameter` made.

    Raises ValueError, which names the field and the bound, on a value out of bounds.
    """

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            if "unit" in each.metadata:
                _check(
                    f"{type(self).__name__}.{each.name}", getattr(self, each.name), each.metadata
                )


def _check(name: str, value: Any, bounds: Any) -> None:
    for one in _numbers(value):
        least, most, unit = bounds["least"], bounds["most"], bounds["unit"]
        if not least <= one <= most:
            wanted = f"at least {least:g}" if most == _ENDLESS else f"from {least:g} to {most:g}"
            raise ValueError(f"{name} must be {wanted} {unit}, not {one:g}.")


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, tuple):
        for each in value:
            yield from _numbers(each)
    else:
        yield value
