"""The room as one drawing: every table where it stands, every seat a link to its person."""

from collections.abc import Callable

from markupsafe import Markup, escape

from scheduler.domain.planning.room_plan import TABLE, WIDTH
from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw, initials
from scheduler.domain.words.plan_view import Member
from scheduler.services.planning.board.room import BoardRound, BoardTable
from scheduler.web.shared.round_table_svg import drawn_parts

Address = Callable[[int], str]
"""The page about a person, or about a table, of the round."""
_SIZE = 160


def table_drawing(table: BoardTable, size: int, chosen: int | None = None) -> RoundTable:
    """A table of the board; the person with the id ``chosen`` is ringed."""
    sitters: list[Sitter | None] = [_sitter(table, person, chosen) for person in table.people]
    return draw(table.number, sitters + [None] * table.free, size, locked=table.closed)


def room_svg(room: BoardRound, chosen: int | None, person: Address) -> Markup:
    """The room with every table of a round, ``person`` giving the address behind a seat."""
    tables = "".join(_table(table, chosen, person) for table in room.tables)
    return Markup(  # noqa: S704 -- names and notes are escaped, the rest is our own geometry
        f'<svg class="round-table size-160 room-plan" viewBox="0 0 {WIDTH} {room.depth}" '
        f'role="group" aria-label="The room in round {room.number}">{tables}</svg>'
    )


def _table(table: BoardTable, chosen: int | None, person: Address) -> str:
    drawn = table_drawing(table, _SIZE, chosen)
    top, seats = drawn_parts(drawn)
    links = "".join(
        _seat(table, someone, seat, person)
        for someone, seat in zip(table.people, seats, strict=False)
    )
    empty = "".join(seats[len(table.people) :])
    spot, scale = table.spot, TABLE / _SIZE
    place = f"translate({spot.x - TABLE // 2} {spot.y - TABLE // 2}) scale({scale:g})"
    middle = _SIZE // 2
    note = f'<text class="table-note" x="{middle}" y="-8">{escape(spot.note)}</text>'
    return (
        f'<g class="room-table" data-table="{table.number}" transform="{place}">'
        f'<circle class="halo" cx="{middle}" cy="{middle}" r="{middle + 4}"/>'
        f"{top}{empty}{links}{note if spot.note else ''}</g>"
    )


def _seat(table: BoardTable, someone: Member, seat: str, person: Address) -> str:
    held = ", locked" if table.closed or someone.id in table.held else ""
    # What is written in the seat is part of its name, for those who speak to their computer.
    written = initials(someone.name)
    label = f"{someone.name}, {written}, {someone.sector}, table {table.number}{held}"
    return (
        f"<g><title>{escape(someone.name)}</title>"
        f'<a class="board-seat" href="{escape(person(someone.id))}" data-person="{someone.id}" '
        f'data-name="{escape(someone.name)}" aria-label="{escape(label)}">'
        f"{seat}</a></g>"
    )


def _sitter(table: BoardTable, person: Member, chosen: int | None) -> Sitter:
    marks = {Mark.FOLLOWED} if person.id == chosen else set()
    marks |= {Mark.LOCKED} if person.id in table.held and not table.closed else set()
    marks |= set() if person.here else {Mark.ABSENT}
    return Sitter(
        person.name,
        person.sector,
        person.style,
        host=person.host_table == table.number,
        marks=frozenset(marks),
    )
