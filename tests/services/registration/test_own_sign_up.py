"""Confirming, changing, cancelling and coming back, as the services do it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.registration import own_sign_up as signups_own
from tests.builders import NOW, SECOND, Account, mails, make_event
from tests.builders.sign_ups import ANN, sign_up, standing, taken, the_attendee


def test_cancelling_gives_the_place_to_the_first_who_waits(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    for name in ("Ann", "Bob", "Cy"):
        sign_up(event, f"{name}@example.org", name=name)
    sent = signups_own.cancel_own(the_attendee("Ann@example.org"), NOW + SECOND)
    assert standing(event) == {
        "Ann": ("cancelled", None), "Bob": ("placed", None), "Cy": ("waiting", 1)
    }  # fmt: skip
    assert mails()[3:] == [("cancelled", "Ann@example.org"), ("place_offered", "Bob@example.org")]
    assert sent == 2
    assert taken(event) == 1


def test_two_who_share_an_address_cannot_take_one_name(event: Event) -> None:
    sign_up(event, "info@example.org", name="Ann Lee")
    sign_up(event, "info@example.org", name="Bob Ray", submission="other")
    bob = db.session.query(Attendee).filter_by(name="Bob Ray").one()
    with pytest.raises(InvalidInput) as refused:
        signups_own.change_details(bob, replace(ANN, name="ann lee"), NOW)
    assert refused.value.sentence == "Ann Lee is signed up with your address, too."
    signups_own.change_details(bob, replace(ANN, name="Bob  Ray"), NOW)
    assert bob.name == "Bob Ray"


def test_cancelling_twice_is_cancelling_once(event: Event) -> None:
    sign_up(event)
    ann = the_attendee("ann@example.org")
    assert signups_own.cancel_own(ann, NOW) == 1
    assert signups_own.cancel_own(ann, NOW) == 0
    assert taken(event) == 0


def test_leaving_the_waiting_list_moves_the_others_up_and_frees_no_place(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    for name in ("Ann", "Bob", "Cy"):
        sign_up(event, f"{name}@example.org", name=name)
    signups_own.cancel_own(the_attendee("Bob@example.org"), NOW)
    assert standing(event) == {
        "Ann": ("placed", None), "Bob": ("cancelled", None), "Cy": ("waiting", 1)
    }  # fmt: skip
    assert taken(event) == 1


def test_coming_back_takes_a_place_while_there_is_one(event: Event) -> None:
    sign_up(event)
    ann = the_attendee("ann@example.org")
    signups_own.cancel_own(ann, NOW)
    assert signups_own.rejoin_option(ann, NOW) == "place"
    assert signups_own.come_back(ann, NOW).state == "placed"
    assert ann.confirmed_at == NOW
    assert signups_own.come_back(ann, NOW).state == "placed"
    assert taken(event) == 1
    assert [kind for kind, _ in mails()] == ["signed_up", "cancelled", "signed_up"]


def test_coming_back_to_a_full_event_is_the_end_of_the_list(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    for name in ("Ann", "Bob", "Cy"):
        sign_up(event, f"{name}@example.org", name=name)
    ann = the_attendee("Ann@example.org")
    signups_own.cancel_own(ann, NOW)
    assert signups_own.rejoin_option(ann, NOW) == "waiting list"
    back = signups_own.come_back(ann, NOW)
    assert (back.state, back.number) == ("waiting", 2)


def test_there_is_no_way_back_into_a_full_and_closed_event(owner: Account) -> None:
    closes = NOW + timedelta(days=1)
    event = make_event(owner.body_id, capacity=1, signup_closes_at=closes)
    sign_up(event)
    sign_up(event, "bob@example.org")
    ann = the_attendee("ann@example.org")
    signups_own.cancel_own(ann, NOW)
    assert signups_own.rejoin_option(ann, closes) is None
    with pytest.raises(RuleBroken):
        signups_own.come_back(ann, closes)
    assert the_attendee("ann@example.org").state == "cancelled"


def test_nothing_changes_once_the_event_has_begun(event: Event) -> None:
    sign_up(event)
    ann = the_attendee("ann@example.org")
    for change in (
        lambda: signups_own.cancel_own(ann, event.starts_at),
        lambda: signups_own.change_details(ann, ANN, event.starts_at),
        lambda: signups_own.confirm(ann, event.starts_at),
        lambda: signups_own.accept_own_offer(ann, event.starts_at),
        lambda: signups_own.come_back(ann, event.starts_at),
    ):
        with pytest.raises(RuleBroken, match="Please tell Paisley Breakfasts"):
            change()
    assert standing(event) == {"Ann": ("placed", None)}


def test_confirming_twice_keeps_the_first_moment(event: Event) -> None:
    sign_up(event)
    ann = the_attendee("ann@example.org")
    signups_own.confirm(ann, NOW)
    signups_own.confirm(ann, NOW + SECOND)
    assert the_attendee("ann@example.org").confirmed_at == NOW


def test_who_waits_has_nothing_to_confirm(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=0)
    sign_up(event)
    with pytest.raises(RuleBroken):
        signups_own.confirm(the_attendee("ann@example.org"), NOW)


def test_a_language_that_there_is_not_is_not_kept(event: Event) -> None:
    sign_up(event)
    ann = db.session.query(Attendee).one()
    for tag in ("cy", "xx", ""):
        signups_own.choose_language(ann, tag, NOW)
    assert ann.language == "cy"
