"""What hosts do at their tables: say who is missing, ask for help, run the clock if they may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from scheduler.domain.events.online import joins
from scheduler.domain.languages import gettext
from scheduler.domain.morning.away import rounds_away
from scheduler.domain.morning.clock import Clock
from scheduler.domain.states import Presence, RegistrationState
from scheduler.domain.text import one_line
from scheduler.errors import NoRight, NotFound, RuleBroken
from scheduler.models import (
    Attendance,
    Attendee,
    ClockRight,
    Event,
    HelpCall,
    Missing,
    Seat,
    db,
    transaction,
)
from scheduler.models.database import changed_rows
from scheduler.services.messages.meetings import meeting_of
from scheduler.services.people.presence import is_coming, was_checked
from scheduler.services.planning.rounds.clock import StoredClock, stored_clock
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.registration.places import lock_event

SEEN_FOR: Final = timedelta(minutes=10)
"""So long a host reads that somebody has seen their call for help."""


@dataclass(frozen=True, slots=True)
class AtTable:
    """Somebody with a seat at the host's table in the round.

    ``missing``: the host sees them nowhere. ``noted``: what the desk knows of them, None while
    that is nothing. ``away``: by that they are not there in this round. ``door``: they pass it.
    """

    person: Attendee
    missing: bool
    noted: Attendance | None
    away: bool
    door: bool = True


@dataclass(frozen=True, slots=True)
class HostsTable:
    """The host's table in the round that is on or comes next, with those who should be there.

    ``room`` and ``clock`` are None before the room's clock is ready; ``runs_clock``: the host may
    press its buttons; ``asked``: they have asked for help and nobody has seen to it. ``join``: the
    link of the table's online meeting, "" where it meets in the room alone. ``checked``: anybody
    was checked in at the door. ``sits``: where the host sits in that round, as nobody sits at the
    table; else None. ``guest_from``: the first later round in which they sit elsewhere, and where.
    ``seen``: their last call, for some minutes after somebody has seen to it.
    """

    number: int
    round: int
    people: tuple[AtTable, ...]
    room: StoredClock | None
    clock: Clock | None
    runs_clock: bool
    asked: HelpCall | None
    join: str = ""
    checked: bool = False
    sits: int | None = None
    guest_from: tuple[int, int] | None = None
    seen: HelpCall | None = None


def hosted_table(host: Attendee, now: datetime) -> HostsTable:
    """The table as its host sees it. Raises NotFound for who hosts none."""
    number = _hosts(host)
    room = stored_clock(host.event)
    clock = room.at(now) if room else None
    round_ = clock.round if clock else 1
    missing = {
        row.attendee_id
        for row in db.session.scalars(
            select(Missing).where(Missing.event_id == host.event_id, Missing.round == round_)
        )
    }
    others = [
        AtTable(
            person,
            person.id in missing,
            noted,
            _is_away(noted, round_),
            door=not joins(host.event.venue, person.joins_online),
        )
        for person, noted in _seated(host.event, number, round_)
        if person.id != host.id
    ]
    there = [at.person for at in others if not at.away]
    elsewhere = _elsewhere(host, number)
    return HostsTable(
        number,
        round_,
        tuple(sorted(others, key=lambda at: at.away)),
        room,
        clock,
        may_run_clock(host),
        _open_call(host),
        _join(host, there, number, round_),
        was_checked(host.event),
        None if others else elsewhere.get(round_),
        next((pair for pair in elsewhere.items() if pair[0] > round_), None),
        _seen_call(host, now),
    )


def _elsewhere(host: Attendee, number: int) -> dict[int, int]:
    """The rounds in which the host sits at another table than theirs, in order, and at which."""
    plan = published_plan(host.event)
    seats = select(Seat.round, Seat.table).where(
        Seat.plan_id == (plan.id if plan else None),
        Seat.attendee_id == host.id,
        Seat.table != number,
    )
    return {row.round: row.table for row in db.session.execute(seats.order_by(Seat.round))}


def _join(host: Attendee, others: Sequence[Attendee], table: int, round_: int) -> str:
    meeting = meeting_of(host.event)
    online = any(person.joins_online for person in (host, *others))
    return meeting.link(table, round_) if meeting.is_online(table, online) else ""


def note_missing(
    host: Attendee, attendee_id: int, round_: int, missing: bool, now: datetime
) -> str:
    """Note that somebody is missing at the host's table in a round, or is there after all.

    Returns their name. It says nothing of other rounds, and nobody is emailed. Raises NotFound
    for who has no seat there.
    """
    with transaction():
        event, number = lock_event(host.event_id), _hosts(host)
        seated = _seated(event, number, round_)
        person = next((p for p, _noted in seated if p.id == attendee_id), None)
        if person is None:
            raise NotFound(gettext("That person has another table now: load the page again."))
        this = (Missing.attendee_id == person.id, Missing.round == round_)
        db.session.execute(delete(Missing).where(*this))
        if missing:
            db.session.add(
                Missing(
                    event_id=event.id,
                    attendee_id=person.id,
                    round=round_,
                    table=number,
                    noted_at=now,
                )
            )
    return person.name


def ask_for_help(host: Attendee, words: str, now: datetime) -> None:
    """Ask the organisers to come to where the host sits; asking again changes the words alone."""
    number, words = _hosts(host), one_line(words)[:200]
    room = stored_clock(host.event)
    table = _elsewhere(host, number).get(room.at(now).round if room else 1, number)
    with transaction():
        lock_event(host.event_id)
        if call := _open_call(host):
            call.words = words or call.words
            return
        call = HelpCall(
            event_id=host.event_id, host_id=host.id, table=table, words=words, asked_at=now
        )
        db.session.add(call)


def see_to(event: Event, call_id: int, now: datetime) -> None:
    """Note that somebody has seen to a call for help; once is enough."""
    with transaction():
        changed_rows(
            update(HelpCall)
            .where(
                HelpCall.id == call_id,
                HelpCall.event_id == event.id,
                HelpCall.answered_at.is_(None),
            )
            .values(answered_at=now)
        )


def open_calls(event_id: int) -> Sequence[HelpCall]:
    """The calls for help that nobody has seen to, the oldest first."""
    return db.session.scalars(
        select(HelpCall)
        .where(HelpCall.event_id == event_id, HelpCall.answered_at.is_(None))
        .options(joinedload(HelpCall.host))
        .order_by(HelpCall.id)
    ).all()


def missing_in(event_id: int, round_: int) -> Sequence[Missing]:
    """Whom hosts miss in a round, by table; who is noted as not coming is missed by nobody."""
    return db.session.scalars(
        select(Missing)
        .join(Attendee, Attendee.id == Missing.attendee_id)
        .where(Missing.event_id == event_id, Missing.round == round_, is_coming())
        .options(joinedload(Missing.attendee))
        .order_by(Missing.table, Missing.id)
    ).all()


def may_run_clock(host: Attendee) -> bool:
    """Whether the host may run the room's clock."""
    return db.session.get(ClockRight, host.id) is not None


def let_run_clock(event: Event, attendee_id: int, allowed: bool) -> Attendee:
    """Give a host the right to run the clock, or take it back. Raises NotFound, and RuleBroken
    for who hosts no table."""
    with transaction():
        lock_event(event.id)
        host = db.session.get(Attendee, attendee_id)
        if host is None or host.event_id != event.id:
            raise NotFound("That person is not on the list of this event.")
        db.session.execute(delete(ClockRight).where(ClockRight.host_id == host.id))
        if allowed and host.host_table is None:
            raise RuleBroken(f"{host.name} hosts no table.")
        if allowed:
            db.session.add(ClockRight(host_id=host.id, event_id=event.id))
    return host


def clock_runners(event_id: int) -> frozenset[int]:
    """The ids of the hosts who may run the clock."""
    return frozenset(
        db.session.scalars(select(ClockRight.host_id).where(ClockRight.event_id == event_id))
    )


def check_runs_clock(host: Attendee) -> None:
    """Raise NoRight unless the host may run the clock."""
    if not may_run_clock(host):
        raise NoRight(gettext("The organisers run the clock. Ask them for the right to do so."))


def _hosts(host: Attendee) -> int:
    if host.host_table is None:
        raise NotFound("You host no table at this event.")
    return host.host_table


def _open_call(host: Attendee) -> HelpCall | None:
    return db.session.scalar(
        select(HelpCall)
        .where(HelpCall.host_id == host.id, HelpCall.answered_at.is_(None))
        .order_by(HelpCall.id.desc())
        .limit(1)
    )


def _seen_call(host: Attendee, now: datetime) -> HelpCall | None:
    return db.session.scalar(
        select(HelpCall)
        .where(HelpCall.host_id == host.id, HelpCall.answered_at > now - SEEN_FOR)
        .order_by(HelpCall.id.desc())
        .limit(1)
    )


def _seated(event: Event, table: int, round_: int) -> list[tuple[Attendee, Attendance | None]]:
    """Who has a seat at the table in the round, by name, and what the desk knows of them."""
    plan = published_plan(event)
    if plan is None:
        return []
    rows = db.session.execute(
        select(Attendee, Attendance)
        .join(Seat, Seat.attendee_id == Attendee.id)
        .outerjoin(Attendance, Attendance.attendee_id == Attendee.id)
        .where(Seat.plan_id == plan.id, Seat.round == round_, Seat.table == table)
        .where(Attendee.state == RegistrationState.PLACED)
        .options(joinedload(Attendee.sector))
        .order_by(Attendee.name, Attendee.id)
    )
    return [(person, noted) for person, noted in rows]


def _is_away(noted: Attendance | None, round_: int) -> bool:
    """Whether the desk knows that somebody is not there in the round."""
    if noted is None:
        return False
    return noted.state is Presence.ABSENT or round_ in rounds_away(noted.away, round_)
