"""Who sat with whom among many organisations: a bar for each, and a band between two sectors.

A band is as wide as there were pairs of organisations, and its number says how many.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from scheduler.domain.afterwards.figures.impact import Line
from scheduler.domain.afterwards.small_groups import FEWEST, kept_back

_INK: Final = "#1F2328"
_LONGEST_BAR: Final = 46.0
_EDGE: Final = 18.0
"""From the middle of an organisation's shape to its bar."""
_WIDEST: Final = 64.0
_NUMBERED: Final = 6
"""With more sectors the numbers of the bands would lie on each other: the table has them."""


def sector_bands(
    groups: Sequence[int],
    angles: Sequence[float],
    lines: Sequence[Line],
    radius: float,
    shared: bool,
) -> list[str]:
    """The bands and then the bars, as parts of an SVG around 0, 0.

    ``groups[n]`` is the place of the sector of organisation ``n``, 0 for the first, ``angles[n]``
    its angle from twelve o'clock, clockwise and growing with ``n``. In what is ``shared`` small
    numbers are not written, nor shown by the length of a bar.
    """
    met = Counter(place for line in lines for place in (line.one, line.other))
    pairs = Counter(
        (min(two), max(two))
        for line in lines
        if (two := (groups[line.one], groups[line.other])) and two[0] != two[1]
    )
    inner = radius - _EDGE - _LONGEST_BAR - 8
    ends = _ends(groups, angles, pairs)
    kept = kept_back(list(pairs.values())) if shared else [False] * len(pairs)
    drawn, numbers = [], []
    for (two, number), hidden in zip(pairs.items(), kept, strict=True):
        wide = _WIDEST * max(number, FEWEST if hidden else 0) / max(pairs.values())
        path, words = _band(ends[two], ends[two[::-1]], inner, wide, number)
        drawn.append(path)
        if not hidden and len(set(groups)) <= _NUMBERED:
            numbers.append(words)
    least, most = FEWEST if shared else 0, max(met.values(), default=1)
    bars = [
        _bar(angle, radius - _EDGE, _LONGEST_BAR * min(1, max(met[place], least) / most))
        for place, angle in enumerate(angles)
        if met[place] or shared
    ]
    return drawn + numbers + bars


def _ends(
    groups: Sequence[int], angles: Sequence[float], pairs: Counter[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """The angle at which each sector's band to another begins.

    Bands of one sector leave it side by side, the one to the next sector clockwise last, so that
    they do not cross at its arc.
    """
    arcs: dict[int, list[float]] = {}
    for group, angle in zip(groups, angles, strict=True):
        arcs.setdefault(group, []).append(angle)
    middle = {group: sum(at) / len(at) for group, at in arcs.items()}
    found = {}
    for group, at in arcs.items():
        others = [other for other in arcs if tuple(sorted((group, other))) in pairs]
        others.sort(key=lambda other: -((middle[other] - middle[group]) % (2 * math.pi)))
        for place, other in enumerate(others, start=1):
            found[group, other] = at[0] + (at[-1] - at[0]) * place / (len(others) + 1)
    return found


def _band(one: float, other: float, inner: float, width: float, number: int) -> tuple[str, str]:
    """A band with its number in the middle."""
    (x1, y1), (x2, y2) = _at(one, inner), _at(other, inner)
    bend = ((x1 + x2) * 0.18, (y1 + y2) * 0.18)
    x, y = ((a + 2 * b + c) / 4 for a, b, c in zip((x1, y1), bend, (x2, y2), strict=True))
    path = (
        f'<path class="band" d="M{x1:.1f} {y1:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {x2:.1f} {y2:.1f}" '
        f'fill="none" stroke="{_INK}" stroke-opacity="0.16" stroke-width="{max(width, 2):.1f}"/>'
    )
    words = (
        f'<text class="band-number" x="{x:.1f}" y="{y + 7:.1f}" font-size="20" font-weight="700" '
        f'text-anchor="middle" fill="{_INK}">{number}</text>'
    )
    return path, words


def _bar(angle: float, outer: float, length: float) -> str:
    (x1, y1), (x2, y2) = _at(angle, outer), _at(angle, outer - length)
    return (
        f'<path class="bar" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" '
        f'stroke="{_INK}" stroke-width="5"/>'
    )


def _at(angle: float, radius: float) -> tuple[float, float]:
    return radius * math.sin(angle), -radius * math.cos(angle)
