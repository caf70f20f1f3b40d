"""Sign-ups through the service: one person's details, and looking at what came of them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from scheduler.domain.people.fields import IDENTITY, LABELS
from scheduler.domain.registration.sign_up import SignUpDetails
from scheduler.models import Attendee, Event, db
from scheduler.services.registration import sign_up as signups
from scheduler.services.registration.places import waiting_number
from scheduler.services.registration.sign_up import SignUpOutcome
from tests.builders.times import NOW

ANN = SignUpDetails("Ann Lee", "Shopmobility", None)


def sign_up(event: Event, email: str = "ann@example.org", **changes: Any) -> SignUpOutcome:
    """Ann signs up as from the public page; ``changes`` of her details, ``submission``, ``now``."""
    key = changes.pop("submission", f"key of {email}")
    now = changes.pop("now", NOW)
    values = {
        name: changes.pop(name) for name in LABELS if name not in IDENTITY and name in changes
    }
    details = replace(ANN, values=values, **changes)
    return signups.add_signup(event.id, details, email, key, now)


def the_attendee(email: str) -> Attendee:
    """Who signed up with the address, as stored now."""
    found = db.session.scalar(
        select(Attendee).where(Attendee.email == email).execution_options(populate_existing=True)
    )
    assert found is not None
    return found


def standing(event: Event) -> dict[str, tuple[str, int | None]]:
    """For each first name the state, and the number on the waiting list."""
    rows = db.session.scalars(select(Attendee).where(Attendee.event_id == event.id))
    return {row.name.split()[0]: (row.state, waiting_number(row)) for row in rows}


def taken(event: Event) -> int:
    """How many places are taken, as stored now."""
    db.session.refresh(event)
    return event.places_taken
