"""The room as the big screen draws it: every table with its people's shapes around it."""

from collections.abc import Sequence
from itertools import combinations
from math import ceil, dist
from textwrap import wrap
from typing import Final

from markupsafe import Markup, escape

from scheduler.domain.english import count
from scheduler.domain.planning.room_plan import TABLE, WIDTH, Spot, depth
from scheduler.domain.planning.round_table import Sitter, draw
from scheduler.services.planning.rounds.room_of_round import TableOfRound
from scheduler.web.shared.round_table_svg import drawn_parts

_SIZE: Final = 48
_PITCH: Final = 166
"""From the middle of a table to that of the next, where nobody has placed them."""
_WIDE: Final = 1.5
"""How much wider than high the drawing may be."""
_NEAR: Final = 152
"""Tables whose middles are nearer to each other are drawn smaller, so that none covers another."""
_SMALLEST: Final = 0.4
_NOTE_LETTERS: Final = 18
_NOTE_LINE: Final = 26
_NOTE_LINES: Final = 2


def room_drawing(tables: Sequence[TableOfRound]) -> Markup:
    """The tables where they stand; in plain rows where nobody has said where that is."""
    placed = [table.spot for table in tables if table.spot]
    spots = placed if len(placed) == len(tables) else _in_rows(len(tables))
    if not spots:
        return Markup("")
    size = TABLE * max(_SMALLEST, min(1, _nearest(spots) / _NEAR))
    drawn = "".join(_table(table, spot, size) for table, spot in zip(tables, spots, strict=True))
    if placed:
        left, top, wide, high = -8, -28, WIDTH + 16, depth(placed) + 28
        drawn = f'<rect class="wall" x="{left}" y="{top}" width="{wide}" height="{high}"/>{drawn}'
    else:
        left = top = 0
        wide, high = (max(way) + _PITCH // 2 for way in zip(*_places(spots), strict=True))
    return Markup(  # noqa: S704 -- notes are escaped, the rest is our own geometry
        f'<svg class="round-table size-48 room-now" viewBox="{left} {top} {wide} {high}" '
        f'role="img" aria-label="The room, with {count(len(tables), "table")}">{drawn}</svg>'
    )


def _in_rows(tables: int) -> list[Spot]:
    """As many in a row as make them largest."""
    across = min(range(1, tables + 1), key=lambda row: max(row, ceil(tables / row) * _WIDE))
    return [
        Spot(_PITCH // 2 + _PITCH * (place % across), _PITCH // 2 + _PITCH * (place // across))
        for place in range(tables)
    ]


def _places(spots: Sequence[Spot]) -> list[tuple[int, int]]:
    return [(spot.x, spot.y) for spot in spots]


def _nearest(spots: Sequence[Spot]) -> float:
    """How near to each other the middles of two tables come."""
    return min((dist(*pair) for pair in combinations(_places(spots), 2)), default=_NEAR)


def _table(table: TableOfRound, spot: Spot, size: float) -> str:
    people = [Sitter("", "", style) for style in table.styles]
    top, seats = drawn_parts(draw(table.number, people, _SIZE))
    half = size / 2
    lines = wrap(spot.words, _NOTE_LETTERS, max_lines=_NOTE_LINES, placeholder=" …")
    foot = spot.y - half - 4
    note = "".join(
        f'<text class="note" x="{spot.x}" y="{foot - _NOTE_LINE * after:g}">{escape(line)}</text>'
        for after, line in enumerate(reversed(lines))
    )
    return (
        f'<g transform="translate({spot.x - half:g} {spot.y - half:g}) scale({size / _SIZE:.4g})">'
        f"{top}{''.join(seats)}</g>{note}"
    )
