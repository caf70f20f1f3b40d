"""When sign-up is open, and for how many."""

from datetime import datetime, timedelta

import pytest

from scheduler.errors import InvalidInput
from scheduler.models import Event, db
from scheduler.services.events import sign_up_settings as events_places
from tests.builders import NOW, make_attendee, posted


def save_signup(
    event: Event,
    capacity: int,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> int:
    settings = events_places.SignUpSettings(
        signup_opens_at=opens_at,
        signup_closes_at=closes_at,
        wishes_until=None,
        capacity=capacity,
        priority_areas=["Carers", "Carers"],
        prompts=["What do you bring?"],
        listed=False,
        language="en",
        approval=False,
    )
    return events_places.save_signup(event, settings, NOW)


def test_a_raised_capacity_goes_to_the_waiting_list(event: Event) -> None:
    save_signup(event, 1)
    make_attendee(event, "Ann")
    bo = make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    cy = make_attendee(event, "Cy", state="waiting", waiting_since=NOW + timedelta(1))
    assert save_signup(event, 2) == 1
    assert [mail.recipient for mail in posted()[-1:]] == ["bo@example.org"]
    db.session.expire_all()
    assert (bo.state, cy.state, event.places_taken) == ("placed", "waiting", 2)
    assert (event.priority_areas, event.prompts) == (["Carers"], ["What do you bring?"])


def test_a_lowered_capacity_cancels_nobody(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    make_attendee(event, "Bo")
    save_signup(event, 1)
    db.session.expire_all()
    assert (ann.state, event.places_taken, event.capacity) == ("placed", 2, 1)


def test_sign_up_cannot_close_before_it_opens(event: Event) -> None:
    with pytest.raises(InvalidInput):
        save_signup(event, 1, opens_at=NOW, closes_at=NOW)


def test_sign_up_closes_and_opens_again(event: Event) -> None:
    events_places.close_signup(event, NOW)
    assert event.signup_closes_at == NOW
    events_places.close_signup(event, NOW + timedelta(1))
    assert event.signup_closes_at == NOW
    events_places.open_signup(event, NOW + timedelta(1))
    assert event.signup_closes_at is None
