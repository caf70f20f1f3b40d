"""The desk at a glance: who has arrived, who is missing at which table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, select

from scheduler.domain.events.online import joins
from scheduler.domain.morning.away import away_words
from scheduler.domain.morning.noted import Noted
from scheduler.domain.paper.sheet_data import NO_SECTOR
from scheduler.domain.people.fields import NEEDS
from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw
from scheduler.domain.states import CAME, Presence, RegistrationState
from scheduler.models import Attendance, Attendee, Event, Seat, Sector, db
from scheduler.services.people.presence import colleagues_instead
from scheduler.services.planning.rounds.clock import stored_clock
from scheduler.services.planning.rounds.published import published_plan

MOST_LATEST: Final = 3
_NEEDS: Final = tuple((field.name, field.label) for field in NEEDS)
_LISTED: Final = (
    select(
        *(Attendee.id, Attendee.name, Attendee.organisation, Attendee.state),
        *(Attendee.host_table, Attendee.joins_online),
        *(getattr(Attendee, name) for name, _ in _NEEDS),
        *(Sector.name.label("sector"), Sector.style),
        *(Attendance.state.label("presence"), Attendance.noted_at, Attendance.desk),
        *(Attendance.away, Attendance.note),
    )
    .outerjoin(Sector, Sector.id == Attendee.sector_id)
    .outerjoin(Attendance, Attendance.attendee_id == Attendee.id)
    .where(Attendee.removed_at.is_(None))
    .order_by(Attendee.name, Attendee.id)
)
"""What a desk shows of everybody on a list: read often, and not as a whole."""
Listed = Row[Any]


@dataclass(frozen=True, slots=True)
class SectorArrivals:
    """How many of a sector have arrived, of how many who are expected."""

    name: str
    style: int
    here: int
    expected: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody on the list, for the desk: no address, no link.

    ``away``: what is said of the rounds they miss; ``note``: what desks that disagreed must know.
    ``state`` None: nothing is known yet. ``table`` is the one of the next round, None without.
    ``online``: they join so, past every desk. ``instead``: the colleague who came in their place.
    """

    id: int
    name: str
    organisation: str
    sector: str
    style: int
    registration: RegistrationState
    state: Presence | None
    noted_at: datetime | None
    desk: str
    away: str
    note: str
    needs: tuple[str, ...]
    table: int | None
    host: bool
    partners: tuple[str, ...]
    online: bool = False
    instead: str = ""

    @property
    def noted(self) -> str:
        """What an undo of their state takes back, for a form; "" while nothing is known."""
        if self.state is None or self.noted_at is None:
            return ""
        return Noted(self.id, self.state, self.noted_at).packed


@dataclass(frozen=True, slots=True)
class GuestList:
    """Everybody on the list of an event, by name, with their tables in the round ``round``."""

    event: Event
    round: int
    guests: tuple[Guest, ...]

    def of(self, attendee_id: int) -> Guest | None:
        """The guest of that id."""
        return next((guest for guest in self.guests if guest.id == attendee_id), None)

    def around(self, guest: Guest) -> RoundTable | None:
        """The guest's table with everybody's initials and a ring at their seat; None without."""
        if guest.table is None:
            return None
        at = [
            other
            for other in self.guests
            if other.table == guest.table and other.registration is RegistrationState.PLACED
        ]
        return draw(guest.table, [_sitter(other, other is guest) for other in at])


@dataclass(frozen=True, slots=True)
class MissingTable:
    """A table of the next round and who is not at it yet; number None: without a table."""

    number: int | None
    drawing: RoundTable | None
    missing: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Everything that the desk shows, at the tables of ``round``; none waits for ``absent``."""

    here: int
    expected: int
    absent: tuple[Guest, ...]
    sectors: tuple[SectorArrivals, ...]
    round: int
    missing: tuple[MissingTable, ...]
    complete: int
    latest: tuple[Guest, ...]

    @property
    def not_here(self) -> int:
        """How many of whom nothing is known; who joins online is not waited for at a desk."""
        return sum(
            guest.state is None and not guest.online
            for table in self.missing
            for guest in table.missing
        )


def _sitter(guest: Guest, followed: bool) -> Sitter:
    marks = {Mark.FOLLOWED} if followed else set()
    if guest.state not in CAME:
        marks.add(Mark.ABSENT)
    return Sitter(guest.name, guest.sector, guest.style, host=guest.host, marks=frozenset(marks))


def guests_of(event: Event, now: datetime) -> GuestList:
    """Read the list, once for everything that a page of the desk shows of it."""
    number = _round(event, now)
    return GuestList(event, number, tuple(_guests(event, number)))


def seat_now(event: Event, attendee_id: int, now: datetime) -> tuple[int | None, tuple[str, ...]]:
    """The table of one person in the next round, None without one, and the names of who sits there.

    Reads that table alone: a desk that says where to go keeps nobody else waiting.
    """
    plan = published_plan(event)
    if plan is None:
        return None, ()
    number = _round(event, now)
    own = select(Seat.table).where(
        Seat.plan_id == plan.id, Seat.round == number, Seat.attendee_id == attendee_id
    )
    table = db.session.scalar(own)
    if table is None:
        return None, ()
    others = (
        select(Attendee.name)
        .join(Seat, Seat.attendee_id == Attendee.id)
        .where(Seat.plan_id == plan.id, Seat.round == number, Seat.table == table)
        .where(Attendee.id != attendee_id, Attendee.state == RegistrationState.PLACED)
        .order_by(Attendee.name, Attendee.id)
    )
    return table, tuple(db.session.scalars(others))


def arrivals_of(listed: GuestList) -> Arrivals:
    """The desk as it stands."""
    placed = [guest for guest in listed.guests if guest.registration is RegistrationState.PLACED]
    expected = [guest for guest in placed if guest.state is not Presence.ABSENT]
    here = [guest for guest in placed if is_here(guest)]
    tables: defaultdict[int | None, list[Guest]] = defaultdict(list)
    for guest in expected:
        tables[guest.table].append(guest)
    missing = [
        _missing(number, people)
        for number, people in sorted(tables.items(), key=lambda item: item[0] or 10**6)
        if not all(map(is_here, people))
    ]
    return Arrivals(
        here=len(here),
        expected=len(expected),
        absent=tuple(g for g in placed if g.state is Presence.ABSENT and not g.instead),
        sectors=_sectors(expected),
        round=listed.round,
        missing=tuple(missing),
        complete=sum(all(map(is_here, people)) for number, people in tables.items() if number),
        latest=tuple(
            sorted(here, key=lambda g: g.noted_at.timestamp() if g.noted_at else 0, reverse=True)
        )[:MOST_LATEST],
    )


def _missing(number: int | None, people: Sequence[Guest]) -> MissingTable:
    """The table in small; who is not here is drawn empty."""
    drawing = draw(number, [_sitter(guest, False) for guest in people], 48) if number else None
    return MissingTable(number, drawing, tuple(g for g in people if not is_here(g)))


def is_here(guest: Guest) -> bool:
    """Whether they have checked in, late or not."""
    return guest.state in CAME


def _sectors(expected: Sequence[Guest]) -> tuple[SectorArrivals, ...]:
    names = sorted({(guest.style or 99, guest.sector) for guest in expected})
    return tuple(
        SectorArrivals(
            name,
            style % 99,
            sum(is_here(g) for g in expected if g.sector == name),
            sum(g.sector == name for g in expected),
        )
        for style, name in names
    )


def _round(event: Event, now: datetime) -> int:
    room = stored_clock(event)
    return room.at(now).round if room else 1


def _guests(event: Event, number: int) -> list[Guest]:
    """Everybody on the list with their table in that round, by name."""
    # Columns, not objects: three desks and a page of the day read a thousand people at each news.
    people = db.session.execute(_LISTED.where(Attendee.event_id == event.id)).all()
    seats = _seats(event, number)
    by_table: defaultdict[int | None, list[Listed]] = defaultdict(list)
    for person in people:
        if person.state is RegistrationState.PLACED:
            by_table[seats.get(person.id)].append(person)
    instead = colleagues_instead(event.id)
    return [_guest(event, one, seats.get(one.id), by_table, instead) for one in people]


def _seats(event: Event, number: int) -> dict[int, int | None]:
    plan = published_plan(event)
    if plan is None:
        return {}
    rows = db.session.execute(
        select(Seat.attendee_id, Seat.table).where(Seat.plan_id == plan.id, Seat.round == number)
    )
    return {row.attendee_id: row.table for row in rows}


def _guest(
    event: Event,
    person: Listed,
    table: int | None,
    by_table: Mapping[int | None, list[Listed]],
    instead: Mapping[int, str],
) -> Guest:
    known = person.presence is not None
    return Guest(
        id=person.id,
        name=person.name,
        organisation=person.organisation,
        sector=person.sector or NO_SECTOR,
        style=person.style or 0,
        registration=person.state,
        state=person.presence,
        noted_at=person.noted_at,
        desk=person.desk or "",
        away=away_words(person.presence, person.away) if known else "",
        note=person.note or "",
        needs=tuple(
            [
                label if need is True else need
                for name, label in _NEEDS
                if (need := getattr(person, name))
            ]
        ),
        table=table,
        host=table is not None and person.host_table == table,
        partners=tuple([other.name for other in by_table[table] if other is not person])
        if table
        else (),
        online=joins(event.venue, person.joins_online),
        instead=instead.get(person.id, ""),
    )
