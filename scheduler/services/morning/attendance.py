"""Who is there: checked in, not coming, gone, walked in, come instead.

Nothing here emails anybody, and nothing changes a registration that was there before.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.states import Presence, RegistrationState
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendance, Attendee, Event, Plan, Seat, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.morning.clock import rounds_begun
from scheduler.services.morning.presence import not_here
from scheduler.services.people.person import PersonEdit, new_attendee, write_person
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import check_held, lock_event

PLACED = RegistrationState.PLACED


def check_in(event: Event, attendee_id: int, desk: str, now: datetime) -> Attendee:
    """Note that a person is here; whoever was said not to come, or to have left, is back.

    Raises RuleBroken, in words for the desk, for who is here already, has cancelled or waits for a
    place, and NotFound for who is not of this event.
    """
    with transaction():
        person = _lock(event, attendee_id)
        noted = db.session.get(Attendance, person.id)
        if noted is not None and noted.state is Presence.HERE:
            by = f" by {noted.desk}" if noted.desk else ""
            at = noted.noted_at.astimezone(ZoneInfo(event.timezone))
            raise RuleBroken(f"{person.name} is in already, since {at:%H:%M}{by}.", Rule.TAKEN)
        if person.state is RegistrationState.CANCELLED:
            when = (person.cancelled_at or now).astimezone(ZoneInfo(event.timezone))
            raise RuleBroken(
                f"{person.name} cancelled on {when:%A} {when.day} {when:%B}. To let them in after "
                "all, restore them on the People page.",
                Rule.CANCELLED,
            )
        if person.state is RegistrationState.WAITING:
            raise RuleBroken(
                f"{person.name} is on the waiting list. Give them a place on the People page, or "
                "let them in instead of somebody who does not come.",
            )
        _note(person, Presence.HERE, desk, now)
    return person


def take_back(event: Event, attendee_ids: Iterable[int]) -> int:
    """Forget what was noted of these people; returns of how many. A walk-in stays on the list."""
    ids = list(attendee_ids)
    with transaction():
        lock_event(event.id)
        rows = db.session.scalars(
            select(Attendance).where(
                Attendance.event_id == event.id, Attendance.attendee_id.in_(ids)
            )
        ).all()
        for row in rows:
            db.session.delete(row)
    return len(rows)


def mark_absent(event: Event, attendee_id: int, desk: str, now: datetime) -> Attendee:
    """Note that a person does not come. Their sign-up stays as it is, and nobody is emailed."""
    with transaction():
        person = _lock(event, attendee_id)
        _note(person, Presence.ABSENT, desk, now)
    return person


def mark_all_absent(event: Event, desk: str, now: datetime) -> list[int]:
    """Note that nobody else comes: everybody with a place of whom nothing is known yet.

    Returns their ids, for :func:`take_back`.
    """
    with transaction():
        lock_event(event.id)
        people = not_here(event)
        for person in people:
            _note(person, Presence.ABSENT, desk, now)
    return [person.id for person in people]


def mark_left(
    event: Event, attendee_id: int, from_round: int, desk: str, now: datetime
) -> Attendee:
    """Note that a person is gone from a round on. Raises InvalidInput for a round there is not."""
    if not 1 <= from_round <= event.rounds:
        raise InvalidInput(f"Choose a round from 1 to {event.rounds}.", field="from_round")
    with transaction():
        person = _lock(event, attendee_id)
        if from_round == 1:
            _note(person, Presence.ABSENT, desk, now)
        else:
            _note(person, Presence.LEFT, desk, now).left_from = from_round
    return person


def walk_in(
    event: Event, edit: PersonEdit, submission: str, desk: str, actor: Actor, now: datetime
) -> Attendee:
    """Put somebody who was not expected on the list, with a place, and check them in.

    A full event grows by their place. The same ``submission`` adds them once. Raises InvalidInput
    for what cannot be kept of a person, RuleBroken while the event is called off.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        twin = db.session.scalar(
            select(Attendee).where(Attendee.event_id == event.id, Attendee.submission == submission)
        )
        if submission and twin:
            return twin
        person = _add(event, edit, actor, now)
        person.submission = submission or None
        _note(person, Presence.HERE, desk, now)
    return person


def come_instead(
    event: Event,
    attendee_id: int,
    name: str,
    organisation: str,
    desk: str,
    actor: Actor,
    now: datetime,
) -> Attendee:
    """A colleague comes instead: they take over the seats of the rounds that have not begun.

    The person replaced is noted as not coming; what they did before stays theirs. Raises
    InvalidInput for an empty name, RuleBroken when the person is here already.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        person = _lock(event, attendee_id)
        noted = db.session.get(Attendance, person.id)
        if noted is not None and noted.state is Presence.HERE:
            raise RuleBroken(f"{person.name} is here already: take that back first.", Rule.TAKEN)
        edit = PersonEdit(
            name=name,
            organisation=organisation or person.organisation,
            sector_id=person.sector_id,
            host_table=person.host_table,
        )
        other = _add(event, edit, actor, now)
        _move_seats(event, person, other, now)
        _note(person, Presence.ABSENT, desk, now)
        _note(other, Presence.HERE, desk, now).instead_of_id = person.id
    return other


def _lock(event: Event, attendee_id: int) -> Attendee:
    """The person as they are now, while nobody else notes anything of the event."""
    lock_event(event.id)
    person = db.session.get(Attendee, attendee_id, populate_existing=True)
    if person is None or person.event_id != event.id:
        raise NotFound("That person is not on the list of this event.")
    return person


def _note(person: Attendee, state: Presence, desk: str, now: datetime) -> Attendance:
    noted = db.session.get(Attendance, person.id)
    if noted is None:
        noted = Attendance(attendee_id=person.id, event_id=person.event_id)
        db.session.add(noted)
    noted.state, noted.desk, noted.noted_at, noted.left_from = state, desk[:80], now, None
    return noted


def _add(event: Event, edit: PersonEdit, actor: Actor, now: datetime) -> Attendee:
    person = new_attendee(event, now)
    write_person(person, edit, event, now)
    event.capacity = max(event.capacity, event.places_taken + 1)
    db.session.flush()
    lifecycle.change([person], PLACED, actor=actor, reason=Reason.ADDED, now=now, tell=False)
    return person


def _move_seats(event: Event, person: Attendee, other: Attendee, now: datetime) -> None:
    """Give the seats of the rounds to come to the other, in every plan: one of them may be taken
    up, or gone back to, any minute."""
    plans = select(Plan.id).where(Plan.event_id == event.id)
    changed_rows(
        update(Seat)
        .where(
            Seat.plan_id.in_(plans),
            Seat.attendee_id == person.id,
            Seat.round > rounds_begun(event, now),
        )
        .values(attendee_id=other.id)
    )
