"""Who sat with whom among many organisations: what is between two sectors runs together.

Up to some hundreds of pairs it is a bundle of lines, and otherwise a band as wide as there were
pairs, with a bar for each organisation. Its number says how many pairs there were.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from scheduler.domain.afterwards.figures.impact import Line
from scheduler.domain.afterwards.small_groups import FEWEST, kept_back
from scheduler.domain.languages import ngettext

_INK: Final = "#1F2328"
_FONT: Final = "Atkinson Hyperlegible Next"
_LONGEST_BAR: Final = 46.0
_EDGE: Final = 18.0
"""From the middle of an organisation's shape to its bar."""
_WIDEST: Final = 64.0
_NUMBERED: Final = 6
"""With more sectors the numbers of the bands would lie on each other: the table has them."""


_Point = tuple[float, float]
_Curve = tuple[_Point, _Point, _Point, _Point]


@dataclass(frozen=True, slots=True)
class OrganisationRing:
    """Organisations around 0, 0, by sector, and the lines between those that sat together.

    ``groups[n]`` is the place of the sector of organisation ``n`` among ``sectors``, ``angles[n]``
    its angle from twelve o'clock, clockwise and growing with ``n``. In what is ``shared`` small
    numbers are not told.
    """

    sectors: Sequence[str]
    groups: Sequence[int]
    angles: Sequence[float]
    lines: Sequence[Line]
    radius: float
    shared: bool


def sector_bands(ring: OrganisationRing) -> list[str]:
    """The bands and then the bars, as parts of an SVG.

    In what is shared small numbers are not written, nor shown by the length of a bar.
    """
    outer, lines = ring.radius - _EDGE, ring.lines
    runs = list(_runs(ring, outer - _LONGEST_BAR - 8))
    highest = max((run.number for run in runs), default=1)
    drawn = []
    for run in runs:
        wide = _WIDEST * max(run.number, FEWEST if run.hidden else 0) / highest
        drawn.append(_band(run.curve, wide))
    met = Counter(place for line in lines for place in (line.one, line.other))
    least, most = FEWEST if ring.shared else 0, max(met.values(), default=1)
    bars = [
        _bar(angle, outer, _LONGEST_BAR * min(1, max(met[place], least) / most))
        for place, angle in enumerate(ring.angles)
        if met[place] or ring.shared
    ]
    return drawn + _numbers(ring, runs) + bars


def sector_bundles(ring: OrganisationRing) -> list[str]:
    """A line for each pair, those between two sectors drawn together, with their number.

    In what is shared a band stands for the lines whose number is not told.
    """
    outer, angles = ring.radius - _EDGE, ring.angles
    runs, drawn = list(_runs(ring, outer)), []
    for run in runs:
        if run.hidden:
            drawn.append(_band(run.curve, 8))
            continue
        drawn += [
            _bundled(_at(angles[one], outer), _at(angles[other], outer), run.curve)
            for one, other in (_in_order(line, ring.groups) for line in ring.lines)
            if (ring.groups[one], ring.groups[other]) == run.two
        ]
    return drawn + _numbers(ring, runs)


@dataclass(frozen=True, slots=True)
class _Run:
    """What runs between two sectors: of how many pairs, and whether that is ``hidden``."""

    two: tuple[int, int]
    number: int
    hidden: bool
    curve: _Curve


def _runs(ring: OrganisationRing, inner: float) -> Iterator[_Run]:
    """What runs between every two sectors that sat together, to ``inner`` from the middle."""
    pairs = _pairs(ring.groups, ring.lines)
    ends = _ends(ring.groups, ring.angles, pairs)
    kept = kept_back(list(pairs.values())) if ring.shared else [False] * len(pairs)
    for (two, number), hidden in zip(pairs.items(), kept, strict=True):
        yield _Run(two, number, hidden, _curve(ends[two], ends[two[::-1]], inner))


def _numbers(ring: OrganisationRing, runs: Sequence[_Run]) -> list[str]:
    if len(ring.sectors) > _NUMBERED:
        return []
    return [
        _words(run.curve, run.number, [ring.sectors[place] for place in run.two])
        for run in runs
        if not run.hidden
    ]


def _pairs(groups: Sequence[int], lines: Sequence[Line]) -> Counter[tuple[int, int]]:
    """How many lines there are between two sectors."""
    both = ((groups[one], groups[other]) for one, other in (_in_order(x, groups) for x in lines))
    return Counter(two for two in both if two[0] != two[1])


def _in_order(line: Line, groups: Sequence[int]) -> tuple[int, int]:
    """Both ends of the line, the one of the earlier sector first."""
    ends = (line.one, line.other)
    return ends if groups[line.one] <= groups[line.other] else ends[::-1]


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


def _curve(one: float, other: float, inner: float) -> _Curve:
    """Both ends of what runs between two angles, and between them what bends it to the middle."""
    return _at(one, inner), _at(one, inner * 0.42), _at(other, inner * 0.42), _at(other, inner)


def _band(curve: _Curve, width: float) -> str:
    (x1, y1), (ax, ay), (bx, by), (x2, y2) = curve
    return (
        f'<path class="band" d="M{x1:.1f} {y1:.1f}C{ax:.1f} {ay:.1f} {bx:.1f} {by:.1f} {x2:.1f} '
        f'{y2:.1f}" fill="none" stroke="{_INK}" stroke-opacity="0.16" '
        f'stroke-width="{max(width, 2):.1f}"/>'
    )


def _bundled(one: _Point, other: _Point, curve: _Curve) -> str:
    (x1, y1), (x2, y2) = one, other
    _, (ax, ay), (bx, by), _ = curve
    return (
        f'<path class="line thin" d="M{x1:.1f} {y1:.1f}C{ax:.1f} {ay:.1f} {bx:.1f} {by:.1f} '
        f'{x2:.1f} {y2:.1f}" fill="none" stroke="{_INK}" stroke-width="0.9" stroke-opacity="0.4"/>'
    )


def _words(curve: _Curve, number: int, sectors: Sequence[str]) -> str:
    """How many pairs of which sectors, in the middle of what is drawn between them."""
    x, y = ((a + 3 * b + 3 * c + d) / 8 for a, b, c, d in zip(*curve, strict=True))
    pairs = ngettext("%(number)s pair", "%(number)s pairs", number)
    common = (
        f'text-anchor="middle" fill="{_INK}" stroke="#FFFFFF" stroke-width="5" '
        'paint-order="stroke" stroke-linejoin="round"'
    )
    return (
        f'<text class="band-number" x="{x:.1f}" y="{y:.1f}" font-family="{_FONT}" font-size="17" '
        f'font-weight="700" {common}>{pairs}</text>'
        f'<text class="band-words" x="{x:.1f}" y="{y + 15:.1f}" font-family="{_FONT}" '
        f'font-size="12" {common}>{escape(" – ".join(sectors))}</text>'
    )


def _bar(angle: float, outer: float, length: float) -> str:
    (x1, y1), (x2, y2) = _at(angle, outer), _at(angle, outer - length)
    return (
        f'<path class="bar" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" '
        f'stroke="{_INK}" stroke-width="5"/>'
    )


def _at(angle: float, radius: float) -> tuple[float, float]:
    return radius * math.sin(angle), -radius * math.cos(angle)
