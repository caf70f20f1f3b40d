"""The room as one drawing: every table where it stands, every seat a link to its person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from scheduler.domain.planning.room_plan import TABLE, WIDTH, Spot
from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw, initials
from scheduler.domain.words.plan_view import Member
from scheduler.services.planning.board.room import BoardRound, BoardTable
from scheduler.web.shared.formats import shape
from scheduler.web.shared.round_table_svg import drawn_parts

Address = Callable[[int], str]
"""The page about a person, or about a table, of the round."""
_SIZE = 160
_CURRENT = ' aria-current="true"'


@dataclass(frozen=True, slots=True)
class RoomLook:
    """How a room is looked at: who is ``chosen``, and which table is ``listed`` with its people.

    ``pills``: what a table says of whoever is chosen, as a class of board.css and words.
    ``person`` and ``place`` give the addresses behind a seat and behind a table.
    """

    chosen: int | None
    listed: int
    pills: Mapping[int, tuple[str, str]]
    person: Address
    place: Address


def board_drawing(table: BoardTable, size: int, chosen: int | None = None) -> RoundTable:
    """A table of the board; the person with the id ``chosen`` is ringed."""
    sitters: list[Sitter | None] = [_sitter(table, person, chosen) for person in table.people]
    return draw(table.number, sitters + [None] * table.free, size, locked=table.closed)


def room_svg(room: BoardRound, look: RoomLook) -> Markup:
    """The room with every table of a round."""
    tables = "".join(_table(table, look) for table in room.tables)
    return Markup(  # noqa: S704 -- names and notes are escaped, the rest is our own geometry
        f'<svg class="round-table size-160 room-plan" viewBox="0 0 {WIDTH} {room.depth}" '
        f'role="group" aria-label="The room in round {room.number}">{tables}</svg>'
    )


def plan_svg(
    spots: Mapping[int, Spot], seats: int, deep: int, chosen: int, place: Address
) -> Markup:
    """The room with tables of so many seats, ``place`` giving the address behind each."""

    def drawn(number: int) -> str:
        top, chairs = drawn_parts(draw(number, [None] * seats, _SIZE))
        return top + "".join(chairs)

    tables = "".join(
        f'<a class="plan-table{_quiet(spot)}" href="{escape(place(number))}" data-table="{number}" '
        f'data-x="{spot.x}" data-y="{spot.y}" data-note="{escape(spot.note)}" '
        f'transform="{_place(spot)}" aria-label="{number}, {"quiet " if spot.quiet else ""}table"'
        f"{_CURRENT if number == chosen else ''}>"
        f'<circle class="halo" cx="{_SIZE // 2}" cy="{_SIZE // 2}" r="{_SIZE // 2 + 4}"/>'
        f"{drawn(number)}{_note(spot)}</a>"
        for number, spot in spots.items()
    )
    return Markup(  # noqa: S704 -- notes are escaped, the rest is our own geometry
        f'<svg class="round-table size-160 room-plan" viewBox="0 0 {WIDTH} {deep}" role="group" '
        f'aria-label="The tables of the room">{tables}</svg>'
    )


def _place(spot: Spot) -> str:
    scale = TABLE / _SIZE
    return f"translate({spot.x - TABLE // 2} {spot.y - TABLE // 2}) scale({scale:g})"


def _note(spot: Spot) -> str:
    """The note above the table; that it is a quiet one stands inside, below its number."""
    middle = _SIZE // 2
    note = f'<text class="table-note" x="{middle}" y="-6">{escape(spot.note)}</text>'
    quiet = f'<text class="table-quiet" x="{middle}" y="{middle + 17}">quiet</text>'
    return (note if spot.note else "") + (quiet if spot.quiet else "")


def _quiet(spot: Spot) -> str:
    return " quiet-table" if spot.quiet else ""


def _table(table: BoardTable, look: RoomLook) -> str:
    drawn = board_drawing(table, _SIZE, look.chosen)
    top, seats = drawn_parts(drawn)
    links = "".join(
        _seat(table, someone, seat, look.person)
        for someone, seat in zip(table.people, seats, strict=False)
    )
    empty = "".join(seats[len(table.people) :])
    middle = _SIZE // 2
    listed = " listed" if table.number == look.listed else ""
    pill = look.pills.get(table.number)
    # The keyboard comes to a table by its people.
    return (
        f'<g class="room-table board-place{_quiet(table.spot)}{listed}" '
        f'data-place="{table.number}" transform="{_place(table.spot)}">'
        f'<circle class="halo" cx="{middle}" cy="{middle}" r="{middle + 4}"/>'
        f'<a class="board-top" href="{escape(look.place(table.number))}" tabindex="-1" '
        f'aria-label="{table.number}, table">{top}</a>'
        f"{empty}{links}{_note(table.spot)}{_pill(*pill) if pill else ''}</g>"
    )


def _pill(kind: str, words: str) -> str:
    """What the table says of whoever is chosen; static/js/board_effects.js draws the same."""
    middle, width = _SIZE // 2, 20 + 8.5 * len(words)
    return (
        f'<g class="pill {kind}"><rect x="{middle - width / 2:g}" y="152" width="{width:g}" '
        f'height="24" rx="12"/><text x="{middle}" y="169">{escape(words)}</text></g>'
    )


def _seat(table: BoardTable, someone: Member, seat: str, person: Address) -> str:
    held = ", locked" if table.closed or someone.id in table.held else ""
    # What is written in the seat is part of its name, for those who speak to their computer.
    written = initials(someone.name)
    label = f"{someone.name}, {written}, {someone.sector}, table {table.number}{held}"
    return (
        f"<g><title>{escape(someone.name)}</title>"
        f'<a class="board-seat" href="{escape(person(someone.id))}" data-person="{someone.id}" '
        f'data-name="{escape(someone.name)}" data-sector="{someone.style}" '
        f'data-shape="{shape(someone.style)}" '
        f'aria-label="{escape(label)}">'
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
