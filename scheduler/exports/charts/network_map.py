"""The map of organisations: one circle, an arc for each sector, a line for each two that met.

Where everything stands follows from the list alone, so the same list gives the same drawing.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from scheduler.domain.afterwards.figures.impact import Line
from scheduler.domain.afterwards.figures.map_lines import MapKind, map_kind
from scheduler.domain.events.sectors import SECTOR_STYLES
from scheduler.domain.planning.sector_outline import outline
from scheduler.exports.charts.sector_bands import OrganisationRing, sector_bands, sector_bundles

_INK: Final = "#1F2328"
_FONT: Final = "Atkinson Hyperlegible Next"
_LEAST_RADIUS: Final = 215.0
_SLOT: Final = 17.0
"""The least width of an organisation on the circle, in units of the drawing."""
_GAP: Final = 1.6
"""The space between two sectors, in slots."""
_NAMES: Final = 230.0
"""The room for names around the circle."""
_LONGEST: Final = 27
_LOWER: Final = {"▲": 3.2, "▼": -3.2}
"""The middle of a triangle is not that of its height: how much lower its number stands."""


class Node(NamedTuple):
    """An organisation: ``style`` is its sector's, ``weight`` 0 to 1 how large its shape is."""

    name: str
    style: int
    weight: float
    sector: str = ""


class _Place(NamedTuple):
    angle: float
    x: float
    y: float


def network_map(
    nodes: Sequence[Node], lines: Sequence[Line], words: str, shared: bool = False
) -> str:
    """Draw the organisations, numbered from 1 in their order, which is by sector.

    ``words`` say what the drawing shows. Names are cut where they are long. ``shared``: it shows
    no small number.
    """
    radius, places = _places(nodes)
    half = radius + _NAMES
    parts = _between(nodes, places, lines, radius, shared)
    parts += [
        _node(number, node, place, radius, _width(nodes, radius))
        for number, (node, place) in enumerate(zip(nodes, places, strict=True), start=1)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="network" viewBox="{-half:.0f} {-half:.0f} '
        f'{2 * half:.0f} {2 * half:.0f}" role="img" aria-label={quoteattr(words)}>'
        f"{''.join(parts)}</svg>"
    )


def _between(
    nodes: Sequence[Node],
    places: Sequence[_Place],
    lines: Sequence[Line],
    radius: float,
    shared: bool,
) -> list[str]:
    """Who sat with whom, as far as it can be read."""
    kind = map_kind(len(nodes), lines)
    if kind in (MapKind.BANDS, MapKind.BUNDLES):
        draw = sector_bands if kind is MapKind.BANDS else sector_bundles
        groups, angles = _groups(nodes), [place.angle for place in places]
        sectors = [nodes[groups.index(group)].sector for group in range(groups[-1] + 1)]
        return draw(OrganisationRing(sectors, groups, angles, lines, radius, shared))
    drawn = [line for line in lines if line.strong or kind is MapKind.ALL]
    # A thick line says nothing where all would be thick.
    alike = kind is MapKind.ALL and all(line.strong for line in drawn)
    return [
        _line(line, places, radius, line.strong and not alike)
        for line in sorted(drawn, key=lambda line: line.strong)
    ]


def _groups(nodes: Sequence[Node]) -> list[int]:
    """The place of each organisation's sector, from 0: they stand by sector."""
    found: list[int] = []
    for place, node in enumerate(nodes):
        before = found[-1] if found else 0
        found.append(before + (place > 0 and node.style != nodes[place - 1].style))
    return found


def _places(nodes: Sequence[Node]) -> tuple[float, list[_Place]]:
    """The radius, and where each node stands; twelve o'clock is between the last and the first."""
    gaps = len({node.style for node in nodes})
    slots = len(nodes) + gaps * _GAP
    radius = max(_LEAST_RADIUS, slots * _SLOT / (2 * math.pi))
    at, places = _GAP / 2 + 0.5, []
    for place, node in enumerate(nodes):
        if place and node.style != nodes[place - 1].style:
            at += _GAP
        angle = 2 * math.pi * at / max(slots, 1)
        places.append(_Place(angle, radius * math.sin(angle), -radius * math.cos(angle)))
        at += 1
    return radius, places


def _width(nodes: Sequence[Node], radius: float) -> float:
    """How much of the circle one organisation has."""
    return 2 * math.pi * radius / (len(nodes) + _GAP * len({node.style for node in nodes}))


def _line(line: Line, places: Sequence[_Place], radius: float, thick: bool) -> str:
    inner = (radius - 17) / radius
    one, other = places[line.one], places[line.other]
    # Curves bend towards the middle, more so between places that are far apart.
    bend = 0.25 if abs(one.angle - other.angle) > 1 else 0.5
    middle = ((one.x + other.x) / 2 * bend, (one.y + other.y) / 2 * bend)
    kind, wide, opacity = ("strong", 2.2, 1) if thick else ("thin", 0.8, 0.35)
    return (
        f'<path class="line {kind}" d="M{one.x * inner:.1f} {one.y * inner:.1f}Q{middle[0]:.1f} '
        f'{middle[1]:.1f} {other.x * inner:.1f} {other.y * inner:.1f}" fill="none" '
        f'stroke="{_INK}" stroke-width="{wide}" stroke-opacity="{opacity}"/>'
    )


def _node(number: int, node: Node, place: _Place, radius: float, width: float) -> str:
    scale = min(1.0, width / 30) * (0.58 + 0.3 * node.weight)
    style = SECTOR_STYLES.get(node.style)
    colour = style.colour if style else _INK
    low = _LOWER.get(style.shape if style else "", 0)
    letters = max(6.0, 11 * min(1.0, width / 26))
    return (
        f'<g class="node sector-{node.style}"><path class="shape" '
        f'transform="translate({place.x:.1f} {place.y:.1f})" d="{outline(node.style, scale)}" '
        f'fill="{colour}"/><text class="number" x="{place.x:.1f}" '
        f'y="{place.y + letters * 0.35 + low:.1f}" font-family="{_FONT}" font-weight="700" '
        f'font-size="{letters:.1f}" text-anchor="middle" fill="#FFFFFF">{number}</text>'
        f"{_name(node.name, place, radius, width)}</g>"
    )


def _name(name: str, place: _Place, radius: float, width: float) -> str:
    """The name outside of the circle, along its radius and never upside down."""
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
    degrees = math.degrees(place.angle) - 90
    left = place.x < 0
    away = radius + 24
    turned = degrees + 180 if left else degrees
    return (
        f'<text class="name" transform="rotate({turned:.1f})" x="{-away if left else away:.1f}" '
        f'y="4.5" font-family="{_FONT}" font-size="{min(14.0, width * 0.8):.1f}" '
        f'text-anchor="{"end" if left else "start"}" fill="{_INK}">{escape(shown)}</text>'
    )
