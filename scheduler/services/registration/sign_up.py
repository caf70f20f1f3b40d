"""Signing up for an event, and asking for the personal link again."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from scheduler.domain.languages import gettext
from scheduler.domain.people.email_addresses import email_key, is_address, tidy_address
from scheduler.domain.people.names import as_name, name_key
from scheduler.domain.registration.consents import chosen_kinds
from scheduler.domain.registration.sign_up import SignUpDetails, refusal, sign_up_status
from scheduler.domain.registration.transitions import THEMSELVES, Reason
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.mail import made_ahead
from scheduler.mail.made_ahead import MadeAhead
from scheduler.models import Attendee, Consent, Event, OutgoingMail, db, transaction
from scheduler.services.messages import attendee_mail
from scheduler.services.registration import lifecycle
from scheduler.services.registration.answers.values import write_values
from scheduler.services.registration.places import (
    event_times,
    lock_event,
    next_waiting_number,
    waiting_number,
)
from scheduler.services.registration.recognition import recognise
from scheduler.services.registration.waiting_list import has_room

LINK_PAUSE: Final = timedelta(minutes=1)
"""How long a person gets no second mail with their link: forms are no way to flood a mailbox."""

MOST_AT_ONE_ADDRESS: Final = 10
"""How many people may sign themselves up with one address, for the same reason."""


@dataclass(frozen=True, slots=True)
class SignUpOutcome:
    """What a person is told. ``state``: placed, waiting as ``number``, or asked."""

    state: RegistrationState
    number: int | None


@dataclass(frozen=True, slots=True)
class SignUpAhead:
    """What a sign-up needs and others need not wait for: the secret of the personal link, and the
    email of who gets a place."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    letters: MadeAhead = field(default_factory=MadeAhead)


def prepare(
    event: Event, details: SignUpDetails, email: str, now: datetime, *, language: str | None = None
) -> SignUpAhead:
    """Make the email that :func:`add_signup` will most probably post for the same arguments.

    Stores nothing. Where it turns out otherwise than that they get a place, this was no use.
    """
    ahead, name = SignUpAhead(), as_name(details.name)
    free = event.places_taken < event.capacity and not event.approval
    if free and name and is_address(tidy_address(email)):
        newcomer = Attendee(
            event_id=event.id,
            name=name,
            organisation=as_name(details.organisation),
            email=tidy_address(email),
            email_key=email_key(email),
            joins_online=bool(details.values.get("joins_online")),
            language=language,
            submission="",
            token=ahead.token,
        )
        lifecycle.imagine_placed(newcomer, event)
        with made_ahead.using(ahead.letters):
            attendee_mail.standing_letter(newcomer, now, None)
    return ahead


def add_signup(
    event_id: int,
    details: SignUpDetails,
    email: str,
    submission: str,
    now: datetime,
    *,
    language: str | None = None,
    ahead: SignUpAhead | None = None,
) -> SignUpOutcome:
    """Sign a person up, as :func:`let_in` does.

    A person is an address and a name: colleagues may share a mailbox, and each gets a link. The
    same ``submission`` (the form's random key) of one person is one sign-up, however often it
    arrives. Who is signed up already is left as they are and gets their link by email; the outcome
    is what somebody new would be told, so that nobody learns of it, and where that is a place it
    is true of both: free places go to those who wait before anything else. Who had cancelled is
    signed up afresh. ``language``: the one in which they saw the page. ``ahead``: what
    :func:`prepare` made of the same arguments.

    Raises RuleBroken while the event takes no sign-ups and for an address that MOST_AT_ONE_ADDRESS
    people use, InvalidInput for details that do not fit the event.
    """
    ahead = ahead or SignUpAhead()
    with transaction(), made_ahead.using(ahead.letters):
        event = lock_event(event_id)
        sharing = sharing_address(event_id, email)
        known = next((p for p in sharing if p.name_key == name_key(details.name)), None)
        if known and known.state != RegistrationState.CANCELLED and known.submission == submission:
            return SignUpOutcome(known.state, waiting_number(known))
        lifecycle.fill_places(event, now)
        _check_open(event, now)
        if known and known.state != RegistrationState.CANCELLED:
            _post_link(known, now)
            return _as_somebody_new(event, details, now)
        if known is None and len(sharing) >= MOST_AT_ONE_ADDRESS:
            raise _too_many(event)
        attendee = known or _new(event, email, ahead.token)
        attendee.submission, attendee.language, attendee.signed_up_at = submission, language, now
        return _come_in(event, attendee, details, now)


def _come_in(
    event: Event, attendee: Attendee, details: SignUpDetails, now: datetime
) -> SignUpOutcome:
    write_details(attendee, details, event, now)
    _ask_or_enter(attendee, Reason.SIGNED_UP, now)
    recognise(event, [attendee], now)
    return SignUpOutcome(attendee.state, waiting_number(attendee))


def _check_open(event: Event, now: datetime) -> None:
    state = sign_up_status(event_times(event), event.capacity, event.places_taken, now)
    if not state.takes_signups:
        raise RuleBroken(refusal(state), Rule.CLOSED)


def _as_somebody_new(event: Event, details: SignUpDetails, now: datetime) -> SignUpOutcome:
    """What is told to who is signed up already: as much as to everybody else."""
    if event.approval:
        return SignUpOutcome(RegistrationState.ASKED, None)
    if has_room(event, details.sector_id, now):
        return SignUpOutcome(RegistrationState.PLACED, None)
    return SignUpOutcome(RegistrationState.WAITING, next_waiting_number(event.id))


def _too_many(event: Event) -> RuleBroken:
    sentence = gettext(
        "This address cannot be used for one more sign-up. Use another one, or write "
        "to %(contact)s.",
        contact=event.body.contact_email,
    )
    return RuleBroken(sentence, Rule.TOO_MANY, field="email")


def let_in(attendee: Attendee, reason: Reason, now: datetime) -> int:
    """Let a person in by themselves: a place, or the end of the queue after everybody who waits.

    Where sign-ups are approved they only ask, which takes no place. The event is locked. Returns
    how many emails were written, to them and to those who moved up.
    """
    return lifecycle.fill_places(attendee.event, now) + _ask_or_enter(attendee, reason, now)


def _ask_or_enter(attendee: Attendee, reason: Reason, now: datetime) -> int:
    if attendee.event.approval:
        return lifecycle.change(
            [attendee], RegistrationState.ASKED, actor=THEMSELVES, reason=reason, now=now, tell=True
        )
    return lifecycle.give_place_or_queue(
        attendee, actor=THEMSELVES, reason=reason, now=now, tell=True
    )


def send_link_again(event_id: int, address: str, now: datetime) -> None:
    """Email everybody who is signed up with the address their personal link, in one email.

    Callers answer alike whether or not there was anything to send.
    """
    with transaction():
        people = sharing_address(event_id, address)
        if len(people) == 1:
            _post_link(people[0], now)
        elif people and not _sent_lately(people, "links_again", now):
            numbered = [(person, waiting_number(person)) for person in people]
            attendee_mail.post_links_again(numbered, now)


def write_details(attendee: Attendee, details: SignUpDetails, event: Event, now: datetime) -> None:
    """Put what a person told into their row, in the caller's transaction.

    Consents given before keep their date and wording; withdrawn ones are removed. What was not
    asked stays as it is: priorities while the event has no areas to choose from. Raises
    InvalidInput for an empty name, or a sector or priority that the event does not have.
    """
    name = as_name(details.name)
    if not name:
        raise InvalidInput(gettext("A sign-up needs a name."), field="name")
    if details.sector_id not in {None, *(sector.id for sector in event.sectors)}:
        raise InvalidInput(
            gettext("That sector is not one of this event: choose from the list."), field="sector"
        )
    chosen = details.values.get("priorities")
    if isinstance(chosen, tuple) and not set(chosen) <= set(event.priority_areas):
        raise InvalidInput(
            gettext("That priority is not one of this event: choose from the list."),
            field="priorities",
        )
    attendee.name, attendee.organisation = name, as_name(details.organisation)
    attendee.sector_id = details.sector_id
    write_values(attendee, details.values, now)
    attendee.updated_at = now
    wanted = chosen_kinds(details.consents)
    given = {consent.kind: consent for consent in attendee.consents}
    attendee.consents = [
        given.get(kind.key)
        or Consent(kind=kind.key, wording=kind.words(event.body.name), given_at=now)
        for kind in wanted
    ]


def _new(event: Event, email: str, token: str) -> Attendee:
    address = tidy_address(email)
    if not is_address(address):
        raise InvalidInput(
            gettext("Enter an email address such as name@example.org."), field="email"
        )
    return Attendee(
        event=event,
        email=address,
        email_key=email_key(address),
        token=token,
        contact_id=None,
        consents=[],
    )


def sharing_address(event_id: int, address: str) -> list[Attendee]:
    """Return everybody at the event who uses that address, first signed up first."""
    found = db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event_id, Attendee.email_key == email_key(address))
        .order_by(Attendee.signed_up_at, Attendee.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


def _post_link(attendee: Attendee, now: datetime) -> None:
    if not _sent_lately([attendee], "link_again", now):
        letter = attendee_mail.link_again_letter
        attendee_mail.post_to(letter, attendee, now, waiting_number(attendee))


def _sent_lately(people: Sequence[Attendee], kind: str, now: datetime) -> bool:
    """Whether such an email to one of them was written within LINK_PAUSE."""
    recent = db.session.scalar(
        select(OutgoingMail.id)
        .where(
            OutgoingMail.attendee_id.in_([person.id for person in people]),
            OutgoingMail.kind == kind,
            OutgoingMail.created_at > now - LINK_PAUSE,
        )
        .limit(1)
    )
    return recent is not None
