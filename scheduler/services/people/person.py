"""What an organiser does to one person of an event."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.events.setting_up import MOST_PLACES
from scheduler.domain.people.email_addresses import email_key, is_address, tidy_address
from scheduler.domain.people.names import as_name, name_key
from scheduler.domain.people.questions.description import Value
from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.states import COMING, RegistrationState
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendee, Event, OutgoingMail, db, transaction
from scheduler.services.messages.attendee_mail import link_again_letter, post_to, standing_letter
from scheduler.services.registration import lifecycle
from scheduler.services.registration.answers.values import write_values
from scheduler.services.registration.places import (
    check_held,
    holder_of,
    lock_attendee,
    lock_event,
    make_room,
    waiting_number,
)
from scheduler.services.registration.recognition import recognise

Holders = Mapping[tuple[str, str], Attendee]
"""People by the keys of their address and their name."""


@dataclass(frozen=True, slots=True)
class PersonEdit:
    """Everything an organiser may write about a person. ``sector_id`` None: none yet.

    ``values``: the other fields (`domain.people.fields`) by name; one left out stays as it is.
    """

    name: str
    organisation: str = ""
    email: str = ""
    sector_id: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


def person_of(event: Event, attendee_id: int) -> Attendee:
    """Return the event's attendee of that id. Raises NotFound, another event's included."""
    attendee = db.session.scalar(
        select(Attendee).where(
            Attendee.id == attendee_id,
            Attendee.event_id == event.id,
            Attendee.removed_at.is_(None),
        )
    )
    if attendee is None:
        raise NotFound("There is no such person at this event.")
    return attendee


def add_person(
    event_id: int,
    edit: PersonEdit,
    submission: str,
    actor: Actor,
    now: datetime,
    *,
    raise_capacity: bool,
) -> Attendee:
    """Add a person by hand: they get a place, or go to the waiting list when it is full.

    With ``raise_capacity`` a full event grows by their place, to MOST_PLACES at most. The same
    ``submission`` (the form's random key) adds them once. Mails nothing. Raises InvalidInput as
    :func:`change_person`.
    """
    with transaction():
        event = lock_event(event_id)
        if submission and (
            twin := db.session.scalar(
                select(Attendee).where(
                    Attendee.event_id == event_id, Attendee.submission == submission
                )
            )
        ):
            return twin
        attendee = new_attendee(event, now)
        attendee.submission = submission or None
        write_person(attendee, edit, event, now)
        if raise_capacity:
            event.capacity = max(event.capacity, min(event.places_taken + 1, MOST_PLACES))
        lifecycle.give_place_or_queue(
            attendee, actor=actor, reason=Reason.ADDED, now=now, tell=False
        )
        recognise(event, [attendee], now)
    return attendee


def change_person(attendee: Attendee, edit: PersonEdit, now: datetime) -> None:
    """Replace what is known of a person; their state, consents and links stay.

    Raises InvalidInput, with one sentence, for an empty name, a malformed address, a name and
    address that are signed up already, a foreign sector, or leaving before arriving.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        write_person(attendee, edit, attendee.event, now)
        recognise(attendee.event, [attendee], now)


def restore_person(attendee: Attendee, actor: Actor, now: datetime, *, tell: bool = True) -> int:
    """Undo a cancellation: a place while there is one, else the end of the waiting list.

    Who is not cancelled stays as they are. With ``tell`` they are mailed what they got. Returns
    how many emails were written. Raises RuleBroken while the event is called off.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state != RegistrationState.CANCELLED:
            return 0
        check_held(attendee.event)
        return lifecycle.give_place_or_queue(
            attendee, actor=actor, reason=Reason.RESTORED, now=now, tell=tell
        )


def give_place(attendee: Attendee, actor: Actor, now: datetime) -> int:
    """Move a person up from the waiting list past the others; a full event grows by their place.

    Who has the offer of one gets that; others stay as they are. Mails them what it brings.
    Raises RuleBroken while the event is called off, and where it may not grow any more.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state not in (RegistrationState.WAITING, RegistrationState.OFFERED):
            return 0
        check_held(attendee.event)
        if attendee.state == RegistrationState.WAITING:
            make_room(attendee.event)
        return lifecycle.change(
            [attendee],
            RegistrationState.PLACED,
            actor=actor,
            reason=Reason.MOVED_PAST,
            now=now,
            tell=True,
        )


def send_link(attendee: Attendee, now: datetime) -> None:
    """Email a person their personal link, and how they got onto the list if it is the first.

    Raises RuleBroken for who has no address.
    """
    if not attendee.email:
        raise RuleBroken(
            f"{attendee.name} has no email address: add one first.", Rule.NO_ADDRESS, field="email"
        )
    with transaction():
        number = waiting_number(attendee)
        mailed = select(OutgoingMail.id).where(OutgoingMail.attendee_id == attendee.id).limit(1)
        if attendee.state in COMING and db.session.scalar(mailed) is None:
            post_to(standing_letter, attendee, now, number)
        else:
            post_to(link_again_letter, attendee, now, number, asked=False)


def new_attendee(event: Event, now: datetime) -> Attendee:
    """Return a blank attendee of the event, which the caller puts into the session."""
    return Attendee(
        event=event,
        token=secrets.token_urlsafe(24),
        signed_up_at=now,
        consents=[],
    )


def write_person(
    attendee: Attendee,
    edit: PersonEdit,
    event: Event,
    now: datetime,
    holders: Holders | None = None,
) -> None:
    """Put what is known of a person into their row, in the caller's transaction.

    ``holders``: everybody with an address, for callers that write many; else they are asked for.
    """
    name = as_name(edit.name)
    if not name:
        raise InvalidInput("Enter a name.", field="name")
    if edit.sector_id not in {None, *(sector.id for sector in event.sectors)}:
        raise InvalidInput(
            "That sector is not one of this event: choose from the list.", field="sector"
        )
    arrives, leaves = (edit.values.get(name) for name in ("arrives_round", "leaves_after_round"))
    if isinstance(arrives, int) and isinstance(leaves, int) and leaves < arrives:
        raise InvalidInput(
            f"They cannot leave after round {leaves} when they arrive for round {arrives}.",
            field="leaves_after_round",
        )
    address, key = _address(attendee, name, edit.email, event, holders)
    attendee.name, attendee.organisation = name, as_name(edit.organisation)
    attendee.sector_id, attendee.email, attendee.email_key = edit.sector_id, address, key
    write_values(attendee, edit.values, now)
    attendee.updated_at = now


def _address(
    attendee: Attendee, name: str, given: str, event: Event, holders: Holders | None
) -> tuple[str | None, str | None]:
    """The address and its key; None for who has none."""
    address = tidy_address(given)
    if not address:
        return None, None
    if not is_address(address):
        raise InvalidInput("Enter an email address such as name@example.org.", field="email")
    keys = email_key(address), name_key(name)
    holder = holder_of(event.id, *keys) if holders is None else holders.get(keys)
    if holder is not None and holder is not attendee:
        raise InvalidInput(f"{holder.name} is signed up with this address already.", field="email")
    return address, keys[0]
