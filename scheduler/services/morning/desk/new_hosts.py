"""Another host for a table whose host does not come, from those who are here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.morning.namesakes import offices_of_namesakes, with_office
from scheduler.domain.states import Presence, RegistrationState
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Attendance, Attendee, Event, Seat, db, transaction
from scheduler.services.people.presence import away_ids
from scheduler.services.planning.plans import comes
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.registration.places import lock_event


@dataclass(frozen=True, slots=True)
class MayHost:
    """Somebody who is here and hosts no table. ``told``: their name, with their organisation where
    it tells them apart; ``table``: where they sit in the round that is asked about."""

    id: int
    told: str
    table: int | None


def who_may_host(event: Event, number: int) -> tuple[MayHost, ...]:
    """Who is here and hosts no table, by name, with their tables in the round ``number``."""
    plan = published_plan(event)
    sits = (Seat.attendee_id == Attendee.id) & (Seat.round == number)
    rows = db.session.execute(
        select(Attendee.id, Attendee.name, Attendee.organisation, Seat.table)
        .join(Attendance, Attendance.attendee_id == Attendee.id)
        .outerjoin(Seat, sits & (Seat.plan_id == (plan.id if plan else 0)))
        .where(
            Attendee.event_id == event.id,
            Attendee.state == RegistrationState.PLACED,
            Attendance.state == Presence.HERE,
            Attendee.host_table.is_(None),
        )
        .order_by(Attendee.name, Attendee.id)
    ).all()
    offices = offices_of_namesakes((row.id, row.name, row.organisation) for row in rows)
    return tuple(
        MayHost(row.id, with_office(row.name, offices.get(row.id)), row.table) for row in rows
    )


def name_host(event: Event, table: int, attendee_id: int, now: datetime) -> Attendee:
    """Let somebody who is here host a table whose host does not come, who no longer hosts it.

    New tables seat them there; until then nobody moves. Raises NotFound for who is not of this
    event, RuleBroken for who is not here or hosts a table, and where the table has its host.
    """
    with transaction():
        event = lock_event(event.id)
        person = db.session.get(Attendee, attendee_id, populate_existing=True)
        if person is None or person.event_id != event.id:
            raise NotFound("That person is not on the list of this event.")
        noted = db.session.get(Attendance, person.id)
        if noted is None or noted.state is not Presence.HERE:
            raise RuleBroken(f"{person.name} is not here: check them in first.")
        if person.host_table is not None:
            raise RuleBroken(f"{person.name} hosts table {person.host_table} already.")
        mine = (Attendee.event_id == event.id, Attendee.host_table == table)
        before = db.session.scalars(select(Attendee).where(*mine)).all()
        away = away_ids(event.id)
        for host in before:
            if comes(host, away):
                raise RuleBroken(f"Table {table} has its host, {host.name}.")
            host.host_table, host.updated_at = None, now
        if not before:
            raise NotFound("That table has no host to take the place of.")
        person.host_table, person.updated_at = table, now
    return person
