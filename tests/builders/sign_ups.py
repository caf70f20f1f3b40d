"""What the tests of sign-ups share: one person's details, and looking at what came of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduler.domain.registration.sign_up import Details
from scheduler.models import Attendee, Event, OutgoingMail, db
from scheduler.services.registration import sign_up as signups
from scheduler.services.registration.places import waiting_number
from scheduler.services.registration.sign_up import Outcome

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANN = Details("Ann Lee", "Shopmobility", None)


def sign_up(event: Event, email: str = "ann@example.org", **changes: Any) -> Outcome:
    key = changes.pop("submission", f"key of {email}")
    now = changes.pop("now", NOW)
    return signups.add_signup(event.id, replace(ANN, **changes), email, key, now)


def the_attendee(email: str) -> Attendee:
    found = db.session.scalar(
        select(Attendee).where(Attendee.email == email).execution_options(populate_existing=True)
    )
    assert found is not None
    return found


def standing(event: Event) -> dict[str, tuple[str, int | None]]:
    rows = db.session.scalars(select(Attendee).where(Attendee.event_id == event.id))
    return {row.name.split()[0]: (row.state, waiting_number(row)) for row in rows}


def mails() -> list[tuple[str, str]]:
    rows = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
    return [(mail.kind, mail.recipient) for mail in rows]


def taken(event: Event) -> int:
    db.session.refresh(event)
    return event.places_taken
