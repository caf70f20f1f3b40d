"""How attendees change the address that their mails go to: only who reads the new one can."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from scheduler.domain.languages import gettext
from scheduler.domain.people.email_addresses import email_key, is_address, tidy_address
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, db, transaction
from scheduler.services.messages import attendee_mail
from scheduler.services.registration import lifecycle
from scheduler.services.registration.letters import post_standing
from scheduler.services.registration.places import check_changeable, holder_of, lock_attendee
from scheduler.services.registration.recognition import recognise

VALID_FOR: Final = timedelta(hours=48)
"""How long the link in the email to the new address works."""

CORRECTED_WITHIN: Final = timedelta(hours=1)
"""How long a mistyped address can be corrected on the page that follows the sign-up."""

OVER: Final = "This link has been used or is too old. Ask for a new one on your personal page."

PAUSE: Final = timedelta(minutes=1)
"""How long nothing more is sent: a personal page is no way to flood a mailbox."""


def ask_new_address(attendee: Attendee, address: str, now: datetime) -> None:
    """Mail a link to the new address; nothing changes before it is used.

    Raises InvalidInput for what is no address or is theirs already, RuleBroken once the event
    has begun, while cancelled, and within PAUSE of the last time.
    """
    address = tidy_address(address)
    if not is_address(address):
        raise InvalidInput(
            gettext("Enter an email address such as name@example.org."), field="email"
        )
    with transaction():
        attendee = lock_attendee(attendee.id)
        _check_changeable(attendee, now)
        if email_key(address) == attendee.email_key:
            raise InvalidInput(gettext("Our emails go to this address already."), field="email")
        until = attendee.new_email_until
        if until is not None and now < until - VALID_FOR + PAUSE:
            raise RuleBroken(
                gettext("An email is on its way already. Try again in a minute."), Rule.TOO_SOON
            )
        attendee.new_email, attendee.new_email_code = address, secrets.token_urlsafe(24)
        attendee.new_email_until = now + VALID_FOR
        attendee_mail.post_new_address(attendee, VALID_FOR, now)


def correct_address(event_id: int, submission: str, address: str, now: datetime) -> None:
    """Let the emails of a sign-up that was just made go to the right address instead.

    Only the sign-up that this form made, before it was confirmed and within CORRECTED_WITHIN;
    where it made none, because the person was signed up already, nothing changes. Raises
    InvalidInput for what is no address, RuleBroken once the event has begun.
    """
    address = tidy_address(address)
    if not is_address(address):
        raise InvalidInput(
            gettext("Enter an email address such as name@example.org."), field="email"
        )
    with transaction():
        found = db.session.scalar(
            select(Attendee).where(
                Attendee.event_id == event_id,
                Attendee.submission == submission,
                Attendee.confirmed_at.is_(None),
                Attendee.signed_up_at > now - CORRECTED_WITHIN,
            )
        )
        if found is None or email_key(address) == found.email_key:
            return
        attendee = lock_attendee(found.id)
        _check_changeable(attendee, now)
        if holder_of(event_id, email_key(address), attendee.name_key) is None:
            _move(attendee, address, now)


def waiting_for(code: str, now: datetime) -> Attendee | None:
    """Return whose new address the mailed code confirms, or None when the link is over."""
    return db.session.scalar(
        select(Attendee).where(Attendee.new_email_code == code, Attendee.new_email_until > now)
    )


def take_new_address(code: str, now: datetime) -> Attendee:
    """Let the mails go to the new address, and tell both. Returns whose it is.

    The old mailbox gets a cancellation of its calendar entry, the new one an entry of its own.
    Raises RuleBroken for a link that is over, once the event has begun, while cancelled, and
    when somebody of that name is signed up with the new address.
    """
    with transaction():
        waiting = waiting_for(code, now)
        attendee = lock_attendee(waiting.id) if waiting else None
        # Between looking and locking the link may have been used in another window.
        if attendee is None or attendee.new_email is None or attendee.new_email_code != code:
            raise RuleBroken(OVER, Rule.LINK_OVER)
        address = attendee.new_email
        _check_changeable(attendee, now)
        if holder_of(attendee.event_id, email_key(address), attendee.name_key):
            raise RuleBroken(
                gettext(
                    "%(name)s is signed up with %(address)s already.",
                    name=attendee.name,
                    address=address,
                ),
                Rule.TAKEN,
            )
        _move(attendee, address, now)
    return attendee


def _move(attendee: Attendee, address: str, now: datetime) -> None:
    """Use the new address, in the caller's transaction, and tell both mailboxes."""
    # The old mailbox is sent a cancellation, the new one an invitation: two steps.
    lifecycle.renew_entry(attendee)
    attendee_mail.post_to(attendee_mail.address_moved_letter, attendee, now)
    attendee.email, attendee.email_key = address, email_key(address)
    attendee.new_email = attendee.new_email_code = attendee.new_email_until = None
    lifecycle.renew_entry(attendee)
    attendee.updated_at = now
    recognise(attendee.event, [attendee], now)
    db.session.flush()
    post_standing(attendee, now)


def _check_changeable(attendee: Attendee, now: datetime) -> None:
    if attendee.state == RegistrationState.CANCELLED:
        raise RuleBroken(
            gettext("Your sign-up is cancelled. Take a place again first."), Rule.CANCELLED
        )
    check_changeable(attendee.event, now)
