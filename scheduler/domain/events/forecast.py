"""What the rounds can reach if everybody comes, if as many stay away as usual, and with more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

USUAL_ABSENT: Final = 25
"""Percent of those with a place who do not come, as long as no earlier event says otherwise."""
MORE: Final = 6
"""How many more sign-ups of the short sector the forecast tries."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Ceilings of links between sectors: ``expected`` ± ``spread`` with ``absent`` percent away.

    ``short``: the sector with the fewest people, and how many links MORE of them would add. Nine
    mornings of ten end within ``spread`` of what is expected.
    """

    everybody: int
    expected: int
    spread: int
    absent: int
    short: str
    more: int


def absent_percent(earlier: Mapping[int, tuple[int, int]]) -> int | None:
    """Return what percent stayed away of the earlier events; None where nobody was checked in.

    ``earlier``: for each event how many had a place and how many of them came.
    """
    placed = sum(expected for expected, _ in earlier.values())
    came = sum(came for _, came in earlier.values())
    return round(100 * (placed - came) / placed) if placed else None


def short_sector(sectors: Mapping[str, int]) -> str:
    """Return the sector with the fewest people, the first of several; "" without sectors."""
    return min(sectors, key=lambda name: sectors[name], default="")
