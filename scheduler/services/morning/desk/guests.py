"""The list that a desk works with: everybody, with their table in the round that comes next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select

from scheduler.domain.events.online import joins
from scheduler.domain.morning.away import away_words
from scheduler.domain.morning.namesakes import offices_of_namesakes, with_office
from scheduler.domain.morning.noted import Noted
from scheduler.domain.paper.sheet_data import NO_SECTOR
from scheduler.domain.people.fields import NEEDS
from scheduler.domain.people.organisations import Spellings, spellings
from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw
from scheduler.domain.states import CAME, Presence, RegistrationState
from scheduler.models import Attendance, Attendee, Event, Seat, Sector, db
from scheduler.services.people.presence import colleagues_instead
from scheduler.services.planning.rounds.clock import stored_clock
from scheduler.services.planning.rounds.published import published_plan

_NEEDS: Final = tuple((field.name, field.label) for field in NEEDS)
_LISTED: Final = (
    select(
        *(Attendee.id, Attendee.name, Attendee.organisation, Attendee.state.label("registration")),
        *(Attendee.host_table, Attendee.joins_online, Attendee.arrives_round),
        Attendee.cancelled_at,
        *(getattr(Attendee, name) for name, _ in _NEEDS),
        *(Sector.name.label("sector"), Sector.style),
        *(Attendance.state, Attendance.noted_at, Attendance.desk, Attendance.away, Attendance.note),
    )
    .outerjoin(Sector, Sector.id == Attendee.sector_id)
    .outerjoin(Attendance, Attendance.attendee_id == Attendee.id)
    .where(Attendee.removed_at.is_(None))
    .order_by(Attendee.name, Attendee.id)
)
"""What a desk shows of everybody on a list: read often, and not as a whole."""
Listed = Row[Any]
"""One row of it."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody on the list, for the desk: no address, no link.

    ``away``: what is said of the rounds they miss; ``note``: what desks that disagreed must know.
    ``state`` None: nothing is known yet. ``table`` is the one of the next round, None without.
    ``online``: they join so, past every desk. ``instead``: the colleague who came in their place.
    ``office``: their organisation, where somebody else on the list has their name too.
    ``standing``: for who has no place, what they have instead.
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
    office: str = ""
    standing: str = ""

    @property
    def told(self) -> str:
        """Their name, with where they come from if somebody else has it too."""
        return with_office(self.name, self.office)

    @property
    def noted(self) -> str:
        """What an undo of their state takes back, for a form; "" while nothing is known."""
        if self.state is None or self.noted_at is None:
            return ""
        return Noted(self.id, self.state, self.noted_at).packed


class GuestList:
    """Everybody on the list of an event, by name, with their tables in the round ``round``.

    ``begun``: how many rounds have begun. ``rows`` are as they were read. A :class:`Guest` is made
    of one when it is asked for: of a thousand people a desk shows a few, and is looked at after
    every check-in.
    """

    def __init__(
        self,
        event: Event,
        number: int,
        begun: int,
        rows: Sequence[Listed],
        seats: Mapping[int, int | None],
        instead: Mapping[int, str],
    ) -> None:
        self.event, self.round, self.begun, self.rows = event, number, begun, rows
        self._seats, self._instead = seats, instead
        self._at: defaultdict[int | None, list[Listed]] = defaultdict(list)
        for row in rows:
            if row.registration is RegistrationState.PLACED:
                self._at[seats.get(row.id)].append(row)

    @cached_property
    def _spelt(self) -> Spellings:
        return spellings((row.organisation, 1) for row in self.rows)

    @cached_property
    def _offices(self) -> Mapping[int, str]:
        return offices_of_namesakes((row.id, row.name, row.organisation) for row in self.rows)

    @cached_property
    def guests(self) -> tuple[Guest, ...]:
        """All of them."""
        return tuple([self.guest(row) for row in self.rows])

    @property
    def tables(self) -> Mapping[int | None, Sequence[Listed]]:
        """Who has a place, by the table of the round; those without one under None."""
        return self._at

    def of(self, attendee_id: int) -> Guest | None:
        """The guest of that id."""
        return next((self.guest(row) for row in self.rows if row.id == attendee_id), None)

    def around(self, guest: Guest) -> RoundTable | None:
        """The guest's table with everybody's initials and a ring at their seat; None without."""
        if guest.table is None:
            return None
        at = self._at[guest.table]
        return draw(guest.table, [self.sitter(row, row.id == guest.id) for row in at])

    def sitter(self, row: Listed, followed: bool = False) -> Sitter:
        """Somebody at a table that is drawn; ``followed`` has a ring."""
        marks = {Mark.FOLLOWED} if followed else set()
        if not is_here(row):
            marks.add(Mark.ABSENT)
        return Sitter(
            row.name,
            sector_of(row),
            row.style or 0,
            host=self._hosts(row),
            marks=frozenset(marks),
        )

    def online(self, row: Listed) -> bool:
        """Whether they join online, past every desk."""
        return joins(self.event.venue, row.joins_online)

    def replaced(self, row: Listed) -> bool:
        """Whether a colleague came in their place."""
        return row.id in self._instead

    def guest(self, row: Listed) -> Guest:
        """Everything that a desk shows of one of the rows."""
        table = self._seats.get(row.id)
        return Guest(
            id=row.id,
            name=row.name,
            organisation=self._spelt.of(row.organisation),
            sector=sector_of(row),
            style=row.style or 0,
            registration=row.registration,
            state=row.state,
            noted_at=row.noted_at,
            desk=row.desk or "",
            away=_away(row),
            note=row.note or "",
            needs=_needs(row),
            table=table,
            host=self._hosts(row),
            partners=self._partners(row, table),
            online=self.online(row),
            instead=self._instead.get(row.id, ""),
            office=self._offices.get(row.id, ""),
            standing=_standing(row, self.event.timezone),
        )

    def _partners(self, row: Listed, table: int | None) -> tuple[str, ...]:
        """Who else is to sit there, but for those who are noted as not coming."""
        others = self._at[table] if table else ()
        coming = (other for other in others if other.state is not Presence.ABSENT)
        return tuple([self._told(other) for other in coming if other is not row])

    def _told(self, row: Listed) -> str:
        return with_office(row.name, self._offices.get(row.id))

    def _hosts(self, row: Listed) -> bool:
        table = self._seats.get(row.id)
        return table is not None and row.host_table == table


def guests_of(event: Event, now: datetime) -> GuestList:
    """Read the list, once for everything that a page of the desk shows of it."""
    number, begun = rounds_now(event, now)
    # Columns, not objects: three desks and a page of the day read a thousand people at each news.
    rows = db.session.execute(_LISTED.where(Attendee.event_id == event.id)).all()
    seats, instead = _seats(event, number), colleagues_instead(event.id)
    return GuestList(event, number, begun, rows, seats, instead)


def told_name(person: Attendee) -> str:
    """Their name, with their organisation if somebody else on the list has the name too."""
    twin = select(Attendee.id).where(
        Attendee.event_id == person.event_id,
        Attendee.id != person.id,
        Attendee.removed_at.is_(None),
        func.lower(Attendee.name) == func.lower(person.name),
    )
    shared = db.session.scalar(twin.limit(1)) is not None
    return with_office(person.name, person.organisation if shared else None)


def round_now(event: Event, now: datetime) -> int:
    """The round whose tables a desk names: the one that is on or comes next."""
    return rounds_now(event, now)[0]


def rounds_now(event: Event, now: datetime) -> tuple[int, int]:
    """The round that is on or comes next, and how many have begun."""
    room = stored_clock(event)
    if room is None:
        return 1, 0
    clock = room.at(now)
    return clock.round, clock.rounds_begun


def is_here(guest: Guest | Listed) -> bool:
    """Whether they have checked in, late or not."""
    return guest.state in CAME


def sector_of(row: Listed) -> str:
    """The name of the sector, or the word for having none."""
    return row.sector or NO_SECTOR


def _seats(event: Event, number: int) -> dict[int, int | None]:
    plan = published_plan(event)
    if plan is None:
        return {}
    rows = db.session.execute(
        select(Seat.attendee_id, Seat.table).where(Seat.plan_id == plan.id, Seat.round == number)
    )
    return {row.attendee_id: row.table for row in rows}


def _away(row: Listed) -> str:
    """What is said of the rounds that somebody misses: as was noted, or as they signed up."""
    if row.state is None:
        later = (row.arrives_round or 1) > 1
        return f"comes for round {row.arrives_round}" if later else ""
    return away_words(row.state, row.away)


def _standing(row: Listed, timezone: str) -> str:
    """Such as "Cancelled on Tuesday 24 November"; "" for who has a place."""
    if row.registration is RegistrationState.PLACED:
        return ""
    words = row.registration.words
    if row.registration is RegistrationState.CANCELLED and row.cancelled_at:
        at = row.cancelled_at.astimezone(ZoneInfo(timezone))
        words = f"{words} on {at:%A} {at.day} {at:%B}"
    return words[:1].upper() + words[1:]


def _needs(row: Listed) -> tuple[str, ...]:
    told = ((label, getattr(row, name)) for name, label in _NEEDS)
    return tuple([label if need is True else need for label, need in told if need])
