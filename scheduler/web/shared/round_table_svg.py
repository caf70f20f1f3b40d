"""The round table as SVG: the component that every page draws tables with.

Written as one string and not by a template, because a page may hold sixty tables of names. All
that is put in comes from our own geometry but for numbers, names and words, which are escaped.
"""

from functools import lru_cache

from markupsafe import Markup, escape

from scheduler.domain.people.names import without_title
from scheduler.domain.planning.round_table import (
    DrawingLengths,
    DrawnSeat,
    Mark,
    RoundTable,
    SeatSpot,
    outline,
)

_SIZES = {48: "round-table size-48", 160: "round-table size-160", 320: "round-table size-320"}
_PADLOCK = '<path class="padlock" d="M11-21a4 4 0 0 1 8 0v3h2v9H9v-9h2zm2 3h4v-3a2 2 0 0 0-4 0z"/>'
_ALERT = '<text class="alert" x="20" y="-12">!</text>'


def round_table_svg(
    table: RoundTable, beside: bool = False, width: int | None = None, links: bool = False
) -> Markup:
    """Return the drawing, ``width`` pixels wide. ``beside``: the names stand in text next to it.
    ``links``: lines between people of different sectors, over the table."""
    measures = table.measures
    seats = "".join([_seat(seat, measures, table.named) for seat in table.seats])
    return Markup(f"{_opening(table, beside, width)}{_table(table, links)}{seats}</svg>")  # noqa: S704


def shapes_svg(style: int, filled: int, of: int) -> Markup:
    """A sector's shape ``of`` times in a row that may wrap, ``filled`` of them filled."""
    opening, shape = '<svg viewBox="-22 -22 44 44" width="16" height="16">', outline(style, 1)
    kinds = ["in"] * filled + ["out"] * (of - filled)
    drawn = [f'{opening}<path class="{kind}" d="{shape}"/></svg>' for kind in kinds]
    return Markup("".join(drawn))  # noqa: S704


def drawn_parts(table: RoundTable) -> tuple[str, list[str]]:
    """The table itself and each of its seats, for a drawing that holds a whole room."""
    return _table(table), [_seat(seat, table.measures, table.named) for seat in table.seats]


def _opening(table: RoundTable, beside: bool, width: int | None) -> str:
    size = table.measures.size
    wide = width or size
    if beside:
        words = 'aria-hidden="true" focusable="false"'
    else:
        words = f'role="img" aria-label="{escape(table.label)}"'
    return (
        f'<svg class="{_SIZES[size]}" viewBox="0 0 {size} {size}" width="{wide}" '
        f'height="{wide}" {words}>'
    )


def _table(table: RoundTable, links: bool = False) -> str:
    """The top, the chairs and plates, the number, and the line between people who meet again."""
    measures = table.measures
    half = measures.size // 2
    host, chairs, rim = "", "", ""
    if table.host_chair:
        host = f'<path class="chair host" d="{table.host_chair}"/>'
    if measures.rim:
        chairs = f'<path class="chair" d="{table.chairs}"/>'
        rim = (
            f'<circle class="rim" cx="{half}" cy="{half}" r="{measures.rim}"/>'
            f'<path class="plates" d="{table.plates}"/>'
        )
    return (
        f'{host}{chairs}<circle class="top{" locked" if table.locked else ""}" cx="{half}" '
        f'cy="{half}" r="{measures.top}"/>{rim}{_links(table) if links else ""}'
        f"{_again(table.warned, half)}"
        f'<text class="number" x="{half}" y="{round(half + measures.number * 0.36, 1)}">'
        f"{escape(table.number)}</text>"
    )


def _links(table: RoundTable) -> str:
    lines = "".join([f"M{one.x} {one.y}L{two.x} {two.y}" for one, two in table.links])
    return f'<path class="links" d="{lines}"/>'


def _again(warned: tuple[SeatSpot, ...], half: int) -> str:
    if len(warned) < 2:
        return ""
    one, other = warned[:2]
    return f'<path class="again" d="M{one.x} {one.y}L{half} {half}L{other.x} {other.y}"/>'


def _seat(seat: DrawnSeat, measures: DrawingLengths, named: bool) -> str:
    spot, shape, letters_y, letters, sitter = seat
    place = f'transform="translate({spot.x} {spot.y})"'
    if sitter is None:
        return f'<path class="free" {place} d="{shape}"/>'
    classes, before, after = f"sector-{sitter.style}", "", ""
    if marks := sitter.marks:
        classes = " ".join([classes, *sorted(marks)])
        before = f'<circle class="ring" r="{measures.ring}"/>' if Mark.FOLLOWED in marks else ""
        after = _PADLOCK if Mark.LOCKED in marks else ""
        after += _ALERT if Mark.WARNED in marks and measures.letters else ""
    written = f'<text class="letters" y="{letters_y}">{_escaped(letters)}</text>' if letters else ""
    return (
        f'<g class="{classes}" {place}>{before}<path class="shape" d="{shape}"/>{written}{after}'
        f"</g>{_name(seat) if named else ''}"
    )


def _name(seat: DrawnSeat) -> str:
    """The first word of the name above the others, or that this is the reader's own seat."""
    assert seat.sitter is not None
    x, y = seat.spot.name
    if seat.sitter.you:
        return f'<text class="name you" x="{x}" y="{y}">You sit here</text>'
    first, _, others = " ".join(without_title(seat.sitter.name)).partition(" ")
    host = " · host" if seat.sitter.host else ""
    return (
        f'<text class="name" x="{x}" y="{y}"><tspan class="first">{_escaped(first)}</tspan>'
        f'<tspan x="{x}" dy="16">{_escaped(others)}{host}</tspan></text>'
    )


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return str(escape(text))
