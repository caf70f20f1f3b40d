"""Who came while a desk had no network, and was on no list: added when the desk sends them.

Nobody is lost: where a question would have been asked at the desk, the person is added and a note
says what to look at.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.morning.chairs import no_table_yet
from scheduler.domain.morning.noted import Noted
from scheduler.domain.people.names import as_name
from scheduler.domain.registration.transitions import Actor
from scheduler.domain.states import Presence
from scheduler.errors import RuleBroken
from scheduler.models import Attendance, Attendee, Event, SentCheckIn, db
from scheduler.services.morning.chairs import rounds_without_table
from scheduler.services.morning.desk.guests import rounds_now
from scheduler.services.morning.desk.handing_over import DeskOf, tables_from
from scheduler.services.morning.desk.joining import (
    check_is_away,
    check_namesakes,
    put_on_list,
    take_place_of,
)
from scheduler.services.morning.desk.taking_back import taken_back
from scheduler.services.people.person import PersonEdit
from scheduler.services.registration.places import check_held

LONGEST_NOTE = 200
NO_TABLE = "No table yet: ask them to wait near the screen."


@dataclass(frozen=True, slots=True)
class SentNewcomer:
    """Somebody whom a desk let in and wrote down itself; ``instead_of``: the id of the person in
    whose place they came, if any."""

    key: str
    made_at: datetime
    edit: PersonEdit
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class SendingDesk:
    """Whose desk sends: its name, who acts there, and what its codes are shown by."""

    name: str
    actor: Actor
    of: DeskOf


def take_in_newcomer(
    event: Event, newcomer: SentNewcomer, known: bool, sender: SendingDesk, now: datetime
) -> str:
    """Put them on the list, unless their key is ``known``; returns what to tell of them.

    In the caller's transaction, with the event locked.
    """
    name = newcomer.edit.name
    if known:
        person = _of_key(event, newcomer.key)
        return _here(event, person, now) if person else f"{name} is off the list again."
    made_at = min(newcomer.made_at, now)
    db.session.add(
        SentCheckIn(event_id=event.id, key=newcomer.key, made_at=made_at, desk=sender.name[:80])
    )
    if not as_name(name):
        return "Nobody was added: a name was missing."
    try:
        check_held(event)
    except RuleBroken as error:
        return f"{name} was not added: write them down. {error.sentence}"
    person, note = _added(event, newcomer, made_at, sender, now)
    person.submission = newcomer.key
    db.session.get_one(Attendance, person.id).note = note[:LONGEST_NOTE]
    return f"{_here(event, person, now)} {note}".strip()


def _here(event: Event, person: Attendee, now: datetime) -> str:
    lacking = table_lacking(event, person, now)
    if not lacking and not tables_from(event, person.id, rounds_now(event, now)[0]):
        lacking = NO_TABLE
    return f"{person.name} is here. {lacking}".strip()


def table_lacking(event: Event, person: Attendee, now: datetime) -> str:
    """That a person has no table in the published plan, or in which rounds to come; "" where they
    have one in each, and where no plan is published."""
    number, begun = rounds_now(event, now)
    without = rounds_without_table(person, begun)
    if without and not tables_from(event, person.id, number):
        return NO_TABLE
    return no_table_yet(without)


def take_back_newcomer(
    event: Event, key: str, undone: str, made_at: datetime, sender: SendingDesk, now: datetime
) -> str:
    """Take off the list whom the desk sent with the key ``undone``, unless more was noted of them.

    In the caller's transaction; ``key`` is that of the undo.
    """
    row = SentCheckIn(event_id=event.id, key=key, made_at=min(made_at, now), desk=sender.name[:80])
    db.session.add(row)
    person = _of_key(event, undone)
    sent = select(SentCheckIn.made_at).where(
        SentCheckIn.event_id == event.id, SentCheckIn.key == undone
    )
    added_at = db.session.scalar(sent)
    if person is None or added_at is None:
        return "They are off the list again."
    try:
        noted = Noted(person.id, Presence.HERE, added_at)
        return taken_back(event, noted, sender.name, sender.actor, now)
    except RuleBroken as error:
        return error.sentence


def _of_key(event: Event, key: str) -> Attendee | None:
    """Whom the desk put on the list with that key, while they are on it."""
    return db.session.scalar(
        select(Attendee).where(
            Attendee.event_id == event.id,
            Attendee.submission == key,
            Attendee.removed_at.is_(None),
        )
    )


def _added(
    event: Event, newcomer: SentNewcomer, made_at: datetime, sender: SendingDesk, now: datetime
) -> tuple[Attendee, str]:
    """The person, now on the list, and what somebody has to look at."""
    edit, of, notes = newcomer.edit, sender.of, []
    replaced = _replaced(event, newcomer)
    if replaced is not None:
        try:
            check_is_away(replaced)
        except RuleBroken:
            edit = replace(edit, sector_id=replaced.sector_id)
            notes.append(f"Came instead of {replaced.name}, who is not away: see who is here.")
        else:
            person = take_place_of(
                event, replaced, edit, sender.name, sender.actor, now, of, made_at
            )
            return person, ""
    elif newcomer.instead_of is not None:
        notes.append("Came instead of somebody who is no longer on the list.")
    if edit.sector_id not in {None, *(sector.id for sector in event.sectors)}:
        edit = replace(edit, sector_id=None)
        notes.append("Choose their sector on the People page.")
    try:
        check_namesakes(event, edit, newcomer.key)
    except RuleBroken:
        notes.append("The name was on the list: see whether this is the same person.")
    person = put_on_list(
        event, edit, newcomer.key, sender.name, sender.actor, now, of, came_at=made_at
    )
    return person, " ".join(notes)


def _replaced(event: Event, newcomer: SentNewcomer) -> Attendee | None:
    if newcomer.instead_of is None:
        return None
    person = db.session.get(Attendee, newcomer.instead_of, populate_existing=True)
    if person is None or person.event_id != event.id or person.removed_at is not None:
        return None
    return person
