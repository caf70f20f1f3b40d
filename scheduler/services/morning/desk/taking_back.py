"""Undo at the desk: what a press noted is taken back, and nothing that was noted since."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from scheduler.domain.morning.noted import Noted
from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.states import Presence, RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendance, Attendee, Event, HandOver, db, transaction
from scheduler.services.morning.attendance import locked_person, note_presence
from scheduler.services.morning.chairs import hand_over_seats, leave_seats
from scheduler.services.people.presence import who_came_instead
from scheduler.services.people.removing import take_off_the_list
from scheduler.services.planning.rules.pair_rules import forget_rules_of
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import lock_event

AWAY = (Presence.OUT, Presence.LEFT)


def take_back(event: Event, noted: Noted, desk: str, actor: Actor, now: datetime) -> str:
    """Take back what was noted of one person; returns what is true of them now, in words.

    Whoever stepped out or left is here again. Whom that press put on the list leaves it, with
    their seats of the rounds to come: those of a colleague go back to whom they replace. Raises
    RuleBroken, in words for the desk, where something else has been noted since, and NotFound for
    who is not on the list.
    """
    with transaction():
        return taken_back(event, noted, desk, actor, now)


def taken_back(event: Event, noted: Noted, desk: str, actor: Actor, now: datetime) -> str:
    """What :func:`take_back` does, in the caller's transaction."""
    person = locked_person(event, noted.who)
    row = db.session.get(Attendance, person.id, populate_existing=True)
    if row is None:
        return f"{person.name} is expected already."
    if not _still(row, noted):
        raise RuleBroken(f"{known_words(event, person, row)}: nothing was taken back.", Rule.STALE)
    if row.state in AWAY and row.came_at and row.came_at < row.noted_at:
        spans = row.away[:-1]
        note_presence(person, Presence.HERE, desk, now).away = spans
        return f"{person.name} is here."
    if twin := who_came_instead(person.id):
        return _leave_to(event, person, twin, row, desk, now)
    if row.added_places is None or row.came_at != row.noted_at:
        db.session.delete(row)
        return f"{person.name} is expected again."
    return _off_the_list(lock_event(event.id), person, row, actor, now)


def expect_again(event: Event, marked: Sequence[Noted]) -> tuple[int, list[str]]:
    """Forget what one press noted of many people.

    Returns of how many, and of each of whom something else was noted since, what that is.
    """
    number, left_alone = 0, []
    with transaction():
        lock_event(event.id)
        for noted in marked:
            row = db.session.get(Attendance, noted.who, populate_existing=True)
            if row is None or row.event_id != event.id:
                continue
            if _still(row, noted):
                db.session.delete(row)
                number += 1
            else:
                person = db.session.get_one(Attendee, noted.who)
                left_alone.append(known_words(event, person, row))
    return number, left_alone


def _still(row: Attendance, noted: Noted) -> bool:
    return (row.state, row.noted_at) == (noted.state, noted.at)


def known_words(event: Event, person: Attendee, row: Attendance) -> str:
    """What is known of a person by now, as a sentence without its end."""
    if twin := who_came_instead(person.id):
        return f"{twin} has come instead of {person.name}"
    since = "since" if row.state is Presence.HERE else "as was noted at"
    at = row.noted_at.astimezone(ZoneInfo(event.timezone))
    return f"{person.name} {row.state.words} {since} {at:%H:%M}"


def _leave_to(
    event: Event, person: Attendee, twin: str, row: Attendance, desk: str, now: datetime
) -> str:
    """Take back that somebody is here too whom a colleague replaces."""
    if row.state is Presence.ABSENT:
        sentence = f"{twin} has come instead of {person.name}. If that is wrong, press Undo there."
        raise RuleBroken(sentence, Rule.TAKEN)
    leave_seats(event, person, now)
    note_presence(person, Presence.ABSENT, desk, now)
    return f"{person.name} does not come: {twin} has come instead."


def _off_the_list(
    event: Event, person: Attendee, row: Attendance, actor: Actor, now: datetime
) -> str:
    """Take off the list whom the desk put there; the places are as many as before."""
    said = f"{person.name} is off the list"
    replaced = db.session.get(Attendee, row.instead_of_id) if row.instead_of_id else None
    if replaced is not None and replaced.state is RegistrationState.PLACED:
        hand_over_seats(event, person, replaced, now)
        noted = db.session.get(Attendance, replaced.id)
        if noted is not None and noted.state is Presence.ABSENT:
            db.session.delete(noted)
        said += f"; {replaced.name} has the place and the seats again"
    leave_seats(event, person, now)
    forget_rules_of(person)
    lifecycle.change(
        [person],
        RegistrationState.CANCELLED,
        actor=actor,
        reason=Reason.CANCELLED,
        now=now,
        tell=False,
    )
    event.capacity = max(event.capacity - (row.added_places or 0), event.places_taken)
    # The same page may be sent once more, and adds them again then.
    person.submission = None
    take_off_the_list(event, [person], now)
    db.session.execute(delete(HandOver).where(HandOver.attendee_id == person.id))
    db.session.delete(row)
    return f"{said}."
