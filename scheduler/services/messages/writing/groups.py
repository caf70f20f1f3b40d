"""Writing to a group of an event's people in one's own words: who gets it, a test, sending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import ColumnElement, delete, func, select

from scheduler.domain.messages.first_table import FirstTable
from scheduler.domain.messages.own_words import GROUPS, OWNERS, check_placeholders
from scheduler.domain.states import LET_IN, MailState, RegistrationState
from scheduler.domain.text import one_line, paragraph
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.mail.letters import Letter
from scheduler.models import Attendee, Event, GroupMessage, OutgoingMail, User, db, transaction
from scheduler.models.clock import database_now
from scheduler.models.database import changed_rows
from scheduler.services.afterwards.commitments import owner_ids
from scheduler.services.afterwards.touch import has_not_answered
from scheduler.services.messages import attendee_mail, outbox
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.people import inviting
from scheduler.services.people.presence import was_there
from scheduler.services.registration.places import lock_event

STOPPABLE: Final = timedelta(minutes=1)
"""How long the emails wait, so that they can be stopped."""

CHOSEN: Final = "chosen"
CHOSEN_WORDS: Final = "the people you chose"
INVITED: Final = "invite"
INVITED_WORDS: Final = "people of earlier events, to invite them"

Starts = Mapping[int, FirstTable]
"""The table at which each person starts, by id, where an email tells it."""

log = structlog.get_logger("crosstalk")


@dataclass(frozen=True, slots=True)
class Words:
    """What is written, before each reader's facts are filled in."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a group is, by name: those who get the email, and those without an address."""

    words: str
    people: tuple[Attendee, ...]
    unreachable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A message to a group with how many of its emails are in each state."""

    message: GroupMessage
    states: dict[MailState, int]


def audiences_of(event: Event) -> dict[str, str]:
    """Return each group that can be written to, with its words: the usual ones, and each sector."""
    sectors = {f"sector-{sector.id}": f"the sector {sector.name}" for sector in event.sectors}
    return {**GROUPS, **sectors}


def audience_of(event: Event, group: str) -> Audience:
    """Return who would get an email to the group now. Raises InvalidInput for an unknown one."""
    if ids := _ids(group, INVITED):
        return Audience(INVITED_WORDS, tuple(inviting.invited(event, ids)), ())
    groups = audiences_of(event) | ({group: CHOSEN_WORDS} if _chosen(group) else {})
    if group not in groups:
        raise InvalidInput("Choose whom to write to.", field="group")
    belongs = [Attendee.id.in_(_chosen(group))] if _chosen(group) else _belongs(event, group)
    found = db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, *belongs)
        .order_by(func.lower(Attendee.name), Attendee.id)
    ).all()
    return Audience(
        groups[group],
        tuple(person for person in found if person.email),
        tuple(person.name for person in found if not person.email),
    )


def _chosen(group: str) -> list[int]:
    """The ids in a group such as "chosen-3-15"; none for another group."""
    return _ids(group, CHOSEN)


def _ids(group: str, wanted: str) -> list[int]:
    kind, *ids = group.split("-")
    return [int(i) for i in ids if i.isdecimal() and len(i) < 10] if kind == wanted else []


def checked_message(subject: str, text: str) -> Words:
    """Return what was written, tidied. Raises InvalidInput, with the field, for what is missing
    or holds a placeholder that stands for nothing.
    """
    words = Words(one_line(subject), paragraph(text))
    for field, value in (("subject", words.subject), ("text", words.text)):
        if not value:
            raise InvalidInput(f"Write the {field} of the email.", field=field)
        check_placeholders(value, field)
    return words


def letter_for(
    event: Event,
    person: Attendee,
    words: Words,
    now: datetime,
    starts: Starts | None = None,
    to: str | None = None,
) -> Letter:
    """Return the email about the event as that person would get it, or another reader at ``to``."""
    start = (starts or {}).get(person.id)
    return attendee_mail.own_words_letter(
        person, event, words.subject, words.text, now, to=to, start=start
    )


def send_test(
    event: Event, person: Attendee, words: Words, actor: User, now: datetime, starts: Starts
) -> int:
    """Send the person's email to the organiser alone; their personal link is left out of it."""
    from_them = letter_for(event, person, words, now, starts, actor.email)
    with transaction():
        outbox.post(from_them, now, body_id=event.body_id, event_id=event.id)
    return 1


@letters_first
def send(
    event: Event,
    group: str,
    words: Words,
    *,
    number: int,
    submission: str,
    actor: User,
    now: datetime,
) -> GroupMessage:
    """Write the email to everybody of the group; it leaves after STOPPABLE.

    ``number`` is how many the organiser was told and agreed to. The same ``submission`` is sent
    once. Raises RuleBroken when the group has changed in number, InvalidInput as
    :func:`audience_of`.
    """
    with transaction():
        event = lock_event(event.id)
        there = db.session.scalar(
            select(GroupMessage).where(
                GroupMessage.submission == submission, GroupMessage.event_id == event.id
            )
        )
        if there is not None:
            return there
        people = audience_of(event, group).people
        if len(people) != number:
            raise RuleBroken(
                f"The group has changed since you looked: it was {number}, and now it is "
                f"{len(people)}. Nothing was sent: look again.",
                Rule.STALE,
            )
        if not people:
            raise RuleBroken("Nobody of this group has an email address.", Rule.TOO_FEW)
        message = _post(event, group, people, words, submission, now)
    log.info("group written to", event_id=event.id, by=actor.id, emails=len(people))
    return message


def write_to(
    event: Event, group: str, words: Words, *, submission: str, now: datetime, starts: Starts
) -> int:
    """Write what was agreed to earlier to everybody of the group as it is now; return how many.

    Part of the caller's transaction, which has locked the event; the emails leave after STOPPABLE.
    """
    people = audience_of(event, group).people
    _post(event, group, people, words, submission, now, starts=starts)
    return len(people)


def _post(
    event: Event,
    group: str,
    people: Sequence[Attendee],
    words: Words,
    submission: str,
    now: datetime,
    starts: Starts | None = None,
) -> GroupMessage:
    """Write the email to each of them, to leave after STOPPABLE, and keep what belongs together."""
    message = GroupMessage(
        event_id=event.id,
        submission=submission,
        audience=next((kind for kind in (CHOSEN, INVITED) if _ids(group, kind)), group),
        subject=words.subject,
        created_at=now,
    )
    db.session.add(message)
    db.session.flush()
    for person in people:
        letter = letter_for(event, person, words, now, starts)
        mail = outbox.post(
            letter, now, body_id=event.body_id, event_id=event.id, attendee_id=person.id
        )
        mail.group_message_id, mail.next_try_at = message.id, database_now(STOPPABLE)
    return message


def stop_message(event: Event, message_id: int, actor: User) -> int:
    """Take back those emails of the message that nobody has begun to send; return how many."""
    message = message_of(event, message_id)
    with transaction():
        stopped = changed_rows(
            delete(OutgoingMail).where(
                OutgoingMail.group_message_id == message.id,
                OutgoingMail.state == MailState.QUEUED,
                OutgoingMail.attempts == 0,
            )
        )
    log.info("group message stopped", event_id=event.id, by=actor.id, emails=stopped)
    return stopped


def message_of(event: Event, message_id: int) -> GroupMessage:
    """Return the event's message of that id. Raises NotFound."""
    message = db.session.scalar(
        select(GroupMessage).where(GroupMessage.id == message_id, GroupMessage.event_id == event.id)
    )
    if message is None:
        raise NotFound("There is no such message.")
    return message


def written_of(event: Event) -> Sequence[Written]:
    """Return what was written to groups of the event, the newest first."""
    counted = db.session.execute(
        select(OutgoingMail.group_message_id, OutgoingMail.state, func.count())
        .where(OutgoingMail.event_id == event.id, OutgoingMail.group_message_id.is_not(None))
        .group_by(OutgoingMail.group_message_id, OutgoingMail.state)
    ).all()
    messages = db.session.scalars(
        select(GroupMessage)
        .where(GroupMessage.event_id == event.id)
        .order_by(GroupMessage.id.desc())
    )
    return [
        Written(message, {state: n for id_, state, n in counted if id_ == message.id})
        for message in messages
    ]


def _belongs(event: Event, group: str) -> tuple[ColumnElement[bool], ...]:
    if group == OWNERS:
        return (Attendee.id.in_(owner_ids(event)),)
    placed = Attendee.state == RegistrationState.PLACED
    if group.startswith("sector-"):
        return (
            Attendee.sector_id == int(group.removeprefix("sector-")),
            Attendee.state.in_(LET_IN),
        )
    return {
        "everybody": (placed,),
        "confirmed": (placed, Attendee.confirmed_at.is_not(None)),
        "unconfirmed": (placed, Attendee.confirmed_at.is_(None)),
        "queue": (Attendee.state == RegistrationState.WAITING,),
        "asked": (Attendee.state == RegistrationState.ASKED,),
        "hosts": (placed, Attendee.host_table.is_not(None)),
        "came": (placed, was_there()),
        "silent": (placed, was_there(), has_not_answered()),
    }[group]
