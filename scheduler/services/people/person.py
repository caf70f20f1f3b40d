"""What an organiser does to one person of an event. Every function is one transaction."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from scheduler.domain.people.email_addresses import email_key, is_address, tidy_address
from scheduler.domain.people.names import name_key
from scheduler.domain.registration.sign_up import one_line, paragraph
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendee, Event, OutgoingMail, db, transaction
from scheduler.services.messages import attendee_mail
from scheduler.services.messages.outbox import number_of
from scheduler.services.people.recognition import recognise
from scheduler.services.registration.places import (
    check_held,
    fill_places,
    give_back_place,
    join_queue,
    lock_attendee,
    lock_event,
    waiting_number,
)

Holders = Mapping[tuple[str, str], Attendee]
"""People by the keys of their address and their name."""


@dataclass(frozen=True, slots=True)
class PersonEdit:
    """Everything an organiser may write about a person. ``sector_id`` None: none yet."""

    name: str
    organisation: str = ""
    email: str = ""
    sector_id: int | None = None
    role: str = ""
    about: str = ""
    access: str = ""
    dietary: str = ""
    priorities: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    host_table: int | None = None
    stays: bool = False
    arrives_round: int | None = None
    leaves_after_round: int | None = None


def person_of(event: Event, attendee_id: int) -> Attendee:
    """Return the event's attendee of that id. Raises NotFound, another event's included."""
    attendee = db.session.scalar(
        select(Attendee).where(Attendee.id == attendee_id, Attendee.event_id == event.id)
    )
    if attendee is None:
        raise NotFound("There is no such person at this event.")
    return attendee


def add_person(
    event_id: int, edit: PersonEdit, submission: str, now: datetime, *, raise_capacity: bool
) -> Attendee:
    """Add a person by hand: they get a place, or go to the waiting list when it is full.

    With ``raise_capacity`` a full event grows by their place. The same ``submission`` (the
    form's random key) adds them once. Mails nothing. Raises InvalidInput as
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
        enter(attendee, event, now, raise_capacity=raise_capacity)
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


def cancel_person(attendee: Attendee, now: datetime, *, tell: bool = True) -> int:
    """Cancel a sign-up for its person; the place goes to the first on the waiting list.

    Unlike the person's own cancelling this works at any time. ``tell``: mail them. Returns how
    many emails were written. Cancelling twice changes and sends nothing.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state == RegistrationState.CANCELLED:
            return 0
        had_place = attendee.state == RegistrationState.PLACED
        attendee.state = RegistrationState.CANCELLED
        attendee.waiting_since = attendee.confirmed_at = None
        attendee.cancelled_at = attendee.updated_at = now
        db.session.flush()
        mails = [attendee_mail.post_cancelled(attendee, had_place, now)] if tell else []
        if had_place:
            give_back_place(attendee.event)
            mails += fill_places(attendee.event_id, now)
        return number_of(mails)


def restore_person(attendee: Attendee, now: datetime, *, tell: bool = True) -> Attendee:
    """Undo a cancellation: a place while there is one, else the end of the waiting list.

    Who is not cancelled stays as they are. With ``tell`` they are mailed what they got. Raises
    RuleBroken while the event is called off.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state != RegistrationState.CANCELLED:
            return attendee
        check_held(attendee.event)
        # The cancellation went out with a higher number; a new invite must be higher still.
        attendee.calendar_sequence += 1
        enter(attendee, attendee.event, now)
        if tell:
            post_standing(attendee, now)
    return attendee


def give_place(attendee: Attendee, now: datetime) -> int:
    """Move a person up from the waiting list past the others; a full event grows by their place.

    Mails them what a place from the waiting list brings. Who does not wait stays as they are.
    Raises RuleBroken while the event is called off.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state != RegistrationState.WAITING:
            return 0
        check_held(attendee.event)
        enter(attendee, attendee.event, now, raise_capacity=True)
        return number_of([attendee_mail.post_place_offered(attendee, now)])


def send_link(attendee: Attendee, now: datetime) -> None:
    """Mail a person their personal link. Raises RuleBroken for who has no address."""
    if not attendee.email:
        raise RuleBroken(
            f"{attendee.name} has no email address: add one first.", Rule.NO_ADDRESS, field="email"
        )
    with transaction():
        attendee_mail.post_link_again(attendee, waiting_number(attendee), now)


def new_attendee(event: Event, now: datetime) -> Attendee:
    """Return a blank attendee of the event, not yet in the session."""
    return Attendee(
        event=event,
        state=RegistrationState.WAITING,
        token=secrets.token_urlsafe(24),
        calendar_sequence=0,
        signed_up_at=now,
        consents=[],
    )


def enter(attendee: Attendee, event: Event, now: datetime, *, raise_capacity: bool = False) -> None:
    """Give the attendee a place, or the end of the waiting list. The event is locked."""
    event.capacity += raise_capacity and event.places_taken >= event.capacity
    db.session.flush()
    if take_places(event, 1):
        attendee.state, attendee.waiting_since = RegistrationState.PLACED, None
        attendee.cancelled_at, attendee.updated_at = None, now
    else:
        join_queue(attendee, event, now)
    db.session.add(attendee)
    db.session.flush()


def take_places(event: Event, number: int) -> bool:
    """Count that many places as taken if they are free. The event is locked."""
    free = update(Event).where(Event.id == event.id, Event.places_taken + number <= Event.capacity)
    taken = cast(
        CursorResult[Any],
        db.session.execute(
            free.values(places_taken=Event.places_taken + number),
            execution_options={"synchronize_session": False},
        ),
    )
    db.session.refresh(event, ["places_taken"])
    return taken.rowcount == 1


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
    values = asdict(edit)
    values["name"] = one_line(edit.name)
    if not values["name"]:
        raise InvalidInput("Enter a name.", field="name")
    if edit.sector_id not in {None, *(sector.id for sector in event.sectors)}:
        raise InvalidInput(
            "That sector is not one of this event: choose from the list.", field="sector"
        )
    arrives, leaves = edit.arrives_round or 1, edit.leaves_after_round
    if leaves is not None and leaves < arrives:
        raise InvalidInput(
            f"They cannot leave after round {leaves} when they arrive for round {arrives}.",
            field="leaves_after_round",
        )
    values["arrives_round"] = edit.arrives_round if arrives > 1 else None
    for name in ("organisation", "role"):
        values[name] = one_line(values[name])
    for name in ("about", "access", "dietary"):
        values[name] = paragraph(values[name])
    for name in ("priorities", "offers", "asks"):
        values[name] = list(values[name])
    values |= _address(attendee, values["name"], edit.email, event, holders)
    for name, value in values.items():
        setattr(attendee, name, value)
    attendee.updated_at = now


def _address(
    attendee: Attendee, name: str, given: str, event: Event, holders: Holders | None
) -> dict[str, str | None]:
    address = tidy_address(given)
    if not address:
        return {"email": None, "email_key": None}
    if not is_address(address):
        raise InvalidInput("Enter an email address such as name@example.org.", field="email")
    keys = email_key(address), name_key(name)
    holder = holder_of(event.id, *keys) if holders is None else holders.get(keys)
    if holder is not None and holder is not attendee:
        raise InvalidInput(f"{holder.name} is signed up with this address already.", field="email")
    return {"email": address, "email_key": keys[0]}


def holder_of(event_id: int, address: str, name: str) -> Attendee | None:
    """Return who has that address key and name key at the event. Writes nothing pending."""
    with db.session.no_autoflush:
        return db.session.scalar(
            select(Attendee).where(
                Attendee.event_id == event_id,
                Attendee.email_key == address,
                Attendee.name_key == name,
            )
        )


def post_standing(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """Post the mail that says where the person stands: their place, or their number waiting."""
    if attendee.state == RegistrationState.PLACED:
        return attendee_mail.post_signed_up(attendee, now)
    return attendee_mail.post_waiting(attendee, waiting_number(attendee) or 1, now)
