"""The round table on paper: black on white, from the geometry the pages draw from."""

from collections.abc import Sequence
from itertools import repeat

from scheduler.domain.events.sectors import style_of
from scheduler.domain.paper.sheet_data import Shape, SheetPerson
from scheduler.domain.planning.round_table import RoundTable, Sitter, draw

_SIZE = 48
_INK = "#000"
_STYLES = {shape: style for style, shape in enumerate(Shape, start=1)}


def sheet_table(number: int, people: Sequence[SheetPerson]) -> RoundTable:
    """One table in one round, shapes only.

    Who hosts the table sits at twelve o'clock in the dark chair, the others follow clockwise.
    """
    sitters = [
        Sitter(
            person.name, person.printed_sector, _STYLES[person.shape], person.host_table == number
        )
        for person in people
    ]
    return draw(number, sitters, _SIZE)


def table_drawing(number: int, people: Sequence[SheetPerson]) -> dict[str, str]:
    """The same for a template: ``drawing`` as SVG without its number, and ``words`` for it.

    In the language spoken.
    """
    table = sheet_table(number, people)
    return {"drawing": _svg(table), "words": table.label}


def table_in_colour(styles: Sequence[int]) -> str:
    """A table that seats nobody in particular, as SVG: of each place its sector's style."""
    sitters = [Sitter("", "", style) for style in styles]
    return _svg(draw("", sitters, _SIZE), [style_of(style).colour for style in styles])


def _svg(table: RoundTable, colours: Sequence[str] = ()) -> str:
    middle = table.measures.size / 2
    shapes = "".join(
        f'<path transform="translate({seat.spot.x} {seat.spot.y})" d="{seat.outline}" '
        f'fill="{colour}"/>'
        for seat, colour in zip(table.seats, colours or repeat(_INK), strict=False)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {_SIZE + 2} {_SIZE + 2}">'
        f'<g fill="none" stroke="#000">'
        f'<circle cx="{middle:g}" cy="{middle:g}" r="{table.measures.top}"/>'
        f'<path d="{table.host_chair}" stroke-width="2"/></g>'
        f"{shapes}</svg>"
    )
