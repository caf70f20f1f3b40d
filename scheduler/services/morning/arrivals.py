"""The desk at a glance: who has arrived, who is missing at which table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from scheduler.domain.planning.room_so_far import room_so_far
from scheduler.domain.planning.round_table import RoundTable, draw
from scheduler.domain.states import Presence, RegistrationState
from scheduler.models import Attendee, Seat, db
from scheduler.services.morning.desk.guests import (
    Guest,
    GuestList,
    Listed,
    is_here,
    sector_of,
)
from scheduler.services.people.presence import is_coming
from scheduler.services.planning.rounds.published import published_plan

MOST_LATEST: Final = 3
MOST_NAMED: Final = 150
"""Of more people who are missing nobody reads the names: their tables say how many."""


@dataclass(frozen=True, slots=True)
class SectorArrivals:
    """How many of a sector have arrived, of how many who are expected."""

    name: str
    style: int
    here: int
    expected: int


@dataclass(frozen=True, slots=True)
class MissingTable:
    """A table of the next round at which people are missing; number None: without a table.

    ``missing`` names them and ``drawing`` shows them, unless too many are missing in all.
    """

    number: int | None
    expected: int
    count: int
    drawing: RoundTable | None
    missing: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Everything that the desk shows, at the tables of ``round``.

    ``expected``: everybody with a place, but for those whom a colleague replaces. ``not_here``: of
    how many nothing is known; who joins online is not waited for at a desk. None waits for the
    ``absent``; they are ``stay_away`` in number, and named unless that is too many. Of the
    ``noted`` a desk has sent something that somebody has to look at.
    """

    here: int
    expected: int
    not_here: int
    stay_away: int
    absent: tuple[Guest, ...]
    sectors: tuple[SectorArrivals, ...]
    round: int
    missing: tuple[MissingTable, ...]
    complete: int
    latest: tuple[Guest, ...]
    noted: tuple[Guest, ...]


def arrivals_of(listed: GuestList) -> Arrivals:
    """The desk as it stands."""
    placed = [row for row in listed.rows if row.registration is RegistrationState.PLACED]
    away = [row for row in placed if row.state is Presence.ABSENT and not listed.replaced(row)]
    coming = [row for row in placed if row.state is not Presence.ABSENT]
    expected = coming + away
    here = [row for row in placed if is_here(row)]
    tables = {
        number: [row for row in rows if row.state is not Presence.ABSENT]
        for number, rows in sorted(listed.tables.items(), key=lambda item: item[0] or 10**6)
    }
    named = len(coming) - len(here) <= MOST_NAMED
    return Arrivals(
        here=len(here),
        expected=len(expected),
        not_here=sum(row.state is None and not listed.online(row) for row in coming),
        stay_away=len(away),
        absent=tuple(map(listed.guest, away)) if len(away) <= MOST_NAMED else (),
        sectors=_sectors(expected),
        round=listed.round,
        missing=tuple(
            _missing(listed, number, rows, named)
            for number, rows in tables.items()
            if not all(map(is_here, rows))
        ),
        complete=sum(bool(rows) and all(map(is_here, rows)) for n, rows in tables.items() if n),
        latest=tuple(map(listed.guest, _latest(here))),
        noted=tuple(listed.guest(row) for row in listed.rows if row.note),
    )


def room_in_the_end(sectors: Sequence[SectorArrivals], tables: int) -> tuple[RoundTable, ...]:
    """The room by sector at so many tables, those who stayed away drawn empty."""
    counts = [(one.name, one.style, one.expected) for one in sectors]
    away = {one.name: one.expected - one.here for one in sectors}
    return room_so_far(counts, tables, sum(one.expected for one in sectors), 48, away=away)


def table_mates(person: Attendee, number: int, table: int) -> tuple[str, ...]:
    """The names of who else is to sit at that table of the published plan in round ``number``; not
    of who is noted as not coming.

    Reads that table alone: a desk that says where to go keeps nobody else waiting.
    """
    plan = published_plan(person.event)
    if plan is None:
        return ()
    others = (
        select(Attendee.name)
        .join(Seat, Seat.attendee_id == Attendee.id)
        .where(Seat.plan_id == plan.id, Seat.round == number, Seat.table == table)
        .where(Attendee.id != person.id, is_coming())
        .order_by(Attendee.name, Attendee.id)
    )
    return tuple(db.session.scalars(others))


def _missing(
    listed: GuestList, number: int | None, rows: Sequence[Listed], named: bool
) -> MissingTable:
    """The table in small, if people are ``named``; who is not here is drawn empty."""
    away = [row for row in rows if not is_here(row)]
    drawing = draw(number, list(map(listed.sitter, rows)), 48) if named and number else None
    guests = tuple(map(listed.guest, away)) if named else ()
    return MissingTable(number, len(rows), len(away), drawing, guests)


def _latest(here: Sequence[Listed]) -> Sequence[Listed]:
    """Who came last, the last first."""
    noted = sorted(here, key=lambda row: row.noted_at.timestamp(), reverse=True)
    return noted[:MOST_LATEST]


def _sectors(expected: Sequence[Listed]) -> tuple[SectorArrivals, ...]:
    of = Counter((row.style or 99, sector_of(row)) for row in expected)
    came = Counter((row.style or 99, sector_of(row)) for row in expected if is_here(row))
    return tuple(
        SectorArrivals(name, style % 99, came[style, name], number)
        for (style, name), number in sorted(of.items())
    )
