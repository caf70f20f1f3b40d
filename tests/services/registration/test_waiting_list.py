"""Places offered to the waiting list: taken, declined, run out."""

from datetime import timedelta

import pytest

from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.events.waiting_list_settings import keep_up
from scheduler.services.registration import cancelling, own_sign_up
from scheduler.services.registration.waiting_list import reasons
from tests.builders import NOW, ORGANISER, Account, mails, make_attendee, make_event

HOUR = timedelta(hours=1)


@pytest.fixture
def room(owner: Account) -> tuple[Event, Attendee, Attendee, Attendee]:
    """Ann has the one place; Bob and Cy wait; offers stand for six hours."""
    event = make_event(owner.body_id, capacity=1, offer_hours=6)
    ann = make_attendee(event, "Ann Ali")
    bob, cy = (
        make_attendee(
            event, name, state="waiting", waiting_since=NOW - minutes * timedelta(minutes=1)
        )
        for name, minutes in (("Bob Bay", 2), ("Cy Cole", 1))
    )
    return event, ann, bob, cy


Room = tuple[Event, Attendee, Attendee, Attendee]


def states(*people: Attendee) -> list[str]:
    db.session.commit()
    for person in people:
        db.session.refresh(person)
    return [str(person.state) for person in people]


def test_a_free_place_is_held_for_the_next_person_until_the_offer_ends(room: Room) -> None:
    event, ann, bob, cy = room
    own_sign_up.cancel_own(ann, NOW)
    assert states(ann, bob, cy) == ["cancelled", "offered", "waiting"]
    assert (bob.offered_until, event.places_taken) == (NOW + 6 * HOUR, 1)
    assert mails() == [("cancelled", "ann.ali@example.org"), ("offer", "bob.bay@example.org")]


def test_who_takes_the_place_has_said_that_they_come(room: Room) -> None:
    event, ann, bob, cy = room
    own_sign_up.cancel_own(ann, NOW)
    own_sign_up.accept_own_offer(bob, NOW + HOUR)
    own_sign_up.accept_own_offer(bob, NOW + 2 * HOUR)
    assert states(bob, cy) == ["placed", "waiting"]
    assert (bob.confirmed_at, bob.offered_until, event.places_taken) == (NOW + HOUR, None, 1)
    assert mails()[2:] == [("signed_up", "bob.bay@example.org")]


def test_who_declines_goes_to_the_end_and_the_next_is_asked(room: Room) -> None:
    event, ann, bob, cy = room
    own_sign_up.cancel_own(ann, NOW)
    own_sign_up.decline_own_offer(bob, NOW + HOUR)
    assert states(bob, cy) == ["waiting", "offered"]
    own_sign_up.decline_own_offer(cy, NOW + 2 * HOUR)
    assert states(bob, cy) == ["waiting", "waiting"]
    assert reasons(event, NOW + 2 * HOUR) == [
        "1 place is free, but Bob Bay and Cy Cole let an offer pass and are offered no other "
        "until they ask for it. You can give them a place yourself."
    ]
    own_sign_up.want_offers_again(cy, NOW + 3 * HOUR)
    assert states(bob, cy) == ["waiting", "offered"]


def test_an_offer_that_runs_out_goes_to_the_next_without_anybody_doing_anything(
    room: Room,
) -> None:
    _event, ann, bob, cy = room
    own_sign_up.cancel_own(ann, NOW)
    keep_up(NOW + 6 * HOUR - timedelta(seconds=1))
    assert states(bob, cy) == ["offered", "waiting"]
    keep_up(NOW + 6 * HOUR)
    assert states(bob, cy) == ["waiting", "offered"]
    with pytest.raises(RuleBroken):
        own_sign_up.accept_own_offer(bob, NOW + 7 * HOUR)
    assert mails()[2:] == [("offer_over", "bob.bay@example.org"), ("offer", "cy.cole@example.org")]


def test_undoing_a_cancellation_takes_an_offer_back_to_the_same_place_in_the_queue(
    room: Room,
) -> None:
    _event, ann, bob, cy = room
    since = bob.waiting_since
    made = cancelling.cancel_person(ann, ORGANISER, NOW, tell=False)
    assert made is not None
    cancelling.undo_cancellation(made, ORGANISER, NOW + HOUR)
    assert states(ann, bob, cy) == ["placed", "waiting", "waiting"]
    assert (bob.waiting_since, bob.let_pass_at) == (since, None)


def test_cancelling_an_offer_frees_its_place_and_undo_gives_the_offer_back(room: Room) -> None:
    _event, ann, bob, cy = room
    own_sign_up.cancel_own(ann, NOW)
    made = cancelling.cancel_person(bob, ORGANISER, NOW + HOUR, tell=False)
    assert made is not None
    assert states(bob, cy) == ["cancelled", "offered"]
    cancelling.undo_cancellation(made, ORGANISER, NOW + 2 * HOUR)
    assert states(bob, cy) == ["offered", "waiting"]
    assert bob.offered_until == NOW + 6 * HOUR


def test_who_has_no_address_is_given_the_place_itself(room: Room) -> None:
    _event, ann, bob, _cy = room
    bob.email = bob.email_key = None
    db.session.commit()
    own_sign_up.cancel_own(ann, NOW)
    assert states(bob) == ["placed"]
