"""Removing sign-ups from an event: out of every list at once, deleted for good a day later."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from scheduler.domain.accounts.audit import LoggedWords, Topic
from scheduler.domain.people.email_addresses import email_key
from scheduler.domain.registration.cancellation import Cancellation
from scheduler.domain.registration.transitions import Actor
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, db, transaction
from scheduler.services.accounts.audit import note_statement
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.people.chosen import MOST_CANCELLED, cancel_those, chosen_people
from scheduler.services.registration import cancelling
from scheduler.services.registration.places import lock_event

KEPT: Final = timedelta(days=1)
"""How long the rows stay, so that removing can be undone."""


@letters_first
def remove_chosen(
    event: Event, ids: Collection[int], actor: Actor, now: datetime, *, expected: Collection[int]
) -> tuple[list[Cancellation], list[int]]:
    """Take the chosen off the list of people, as though they had never been there.

    Nobody of them is written to; whose place that frees moves up. Returns what :func:`undo_removal`
    needs: the cancellations that it made, and the ids of all who are removed. Raises as
    ``chosen.cancel_chosen``.
    """
    if len(ids) > MOST_CANCELLED:
        raise InvalidInput(f"Remove at most {MOST_CANCELLED} sign-ups at once: Undo keeps those.")
    with transaction():
        event = lock_event(event.id)
        made = cancel_those(event, ids, actor, now, tell=False, expected=expected)
        people = chosen_people(event, ids)
        take_off_the_list(event, people, now)
    return made, [person.id for person in people]


def take_off_the_list(event: Event, people: Iterable[Attendee], now: datetime) -> None:
    """Let these sign-ups stand in no list, in the caller's transaction; they hold no place."""
    for person in people:
        # Without its key the address can be signed up again meanwhile.
        person.removed_at, person.email_key = now, None
        _note(event, person, "removed")


@letters_first
def undo_removal(
    event: Event, made: Sequence[Cancellation], ids: Collection[int], actor: Actor, now: datetime
) -> tuple[int, int]:
    """Put them back where they were, seats and rules included; the last first.

    Returns how many people, and how many emails were written to those who had moved up. Raises as
    ``cancelling.undo_cancellation``, and RuleBroken, rule TAKEN, for somebody who has been signed
    up anew: then nothing is undone.
    """
    with transaction():
        event = lock_event(event.id)
        people = db.session.scalars(
            select(Attendee).where(
                Attendee.event_id == event.id,
                Attendee.id.in_(ids),
                Attendee.removed_at.is_not(None),
            )
        ).all()
        for person in people:
            _put_back(event, person)
        db.session.flush()
        written = sum(cancelling.undo_one(each, actor, now)[1] for each in reversed(made))
    return len(people), written


def _put_back(event: Event, person: Attendee) -> None:
    key = email_key(person.email) if person.email else None
    again = select(Attendee.id).where(
        Attendee.event_id == event.id,
        Attendee.email_key == key,
        Attendee.name_key == person.name_key,
        Attendee.id != person.id,
    )
    if key and db.session.scalar(again) is not None:
        raise RuleBroken(f"{person.name} has been signed up again since.", Rule.TAKEN)
    person.removed_at, person.email_key = None, key
    _note(event, person, "put back")


def _note(event: Event, person: Attendee, verb: str) -> None:
    said = LoggedWords(Topic.PEOPLE, verb, "on the list" if verb == "put back" else "", person.id)
    note_statement(said, body_id=event.body_id, event_id=event.id)
