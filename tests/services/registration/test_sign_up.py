"""Signing up, the waiting list and the lost link, as the services do it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, Event, OutgoingMail, db, transaction
from scheduler.services.messages.mail_context import (
    MailContext,
    reset_mail_context,
    set_mail_context,
)
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.registration import lifecycle
from scheduler.services.registration import own_sign_up as signups_own
from scheduler.services.registration import sign_up as signups
from tests.builders import NOW, SECOND, Account, mails, make_attendee, make_event, posted
from tests.builders.sign_ups import ANN, sign_up, standing, taken, the_attendee


def test_somebody_new_gets_a_place_and_a_mail(event: Event) -> None:
    public = event.sectors[1].id
    outcome = sign_up(event, " Ann@Example.ORG ", name=" Ann \t Lee ", sector_id=public)
    ann = the_attendee("Ann@example.org")
    assert (outcome.state, outcome.number) == ("placed", None)
    assert (ann.name, ann.state, ann.email_key) == ("Ann Lee", "placed", "ann@example.org")
    assert (ann.sector_id, ann.confirmed_at, ann.waiting_since) == (public, None, None)
    assert len(ann.token) >= 32
    assert taken(event) == 1
    assert mails() == [("signed_up", "Ann@example.org")]


def test_a_full_event_puts_people_on_the_waiting_list_in_order(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    told = [sign_up(event, f"{name}@example.org", name=name) for name in ("Ann", "Bob", "Cy")]
    assert [(o.state, o.number) for o in told] == [
        ("placed", None), ("waiting", 1), ("waiting", 2)
    ]  # fmt: skip
    assert taken(event) == 1
    assert [kind for kind, _ in mails()] == ["signed_up", "waiting", "waiting"]


def test_the_list_keeps_the_order_of_joining_when_clocks_differ(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=0)
    sign_up(event, "bob@example.org", name="Bob", now=NOW)
    late = sign_up(event, "ann@example.org", name="Ann", now=NOW - SECOND)
    assert late.number == 2
    assert standing(event) == {"Bob": ("waiting", 1), "Ann": ("waiting", 2)}


def test_a_double_submit_is_one_entry_and_one_mail(event: Event) -> None:
    first = sign_up(event)
    again = sign_up(event)
    assert again == first
    assert mails() == [("signed_up", "ann@example.org")]
    assert taken(event) == 1


def test_one_form_used_again_for_a_colleague_is_a_second_entry(event: Event) -> None:
    sign_up(event, submission="one form")
    sign_up(event, "bob@example.org", name="Bob", submission="one form")
    assert standing(event) == {"Ann": ("placed", None), "Bob": ("placed", None)}
    assert taken(event) == 2


def test_colleagues_who_share_a_mailbox_both_have_a_place(event: Event) -> None:
    sign_up(event, "info@example.org", name="Ann Lee")
    told = sign_up(event, "INFO@example.org", name="Bob Ray", submission="other")
    assert told.state == "placed"
    assert standing(event) == {"Ann": ("placed", None), "Bob": ("placed", None)}
    first, second = posted()
    words = [
        message_from_bytes(mail.message, policy=policy.default).get_body(("plain",)).get_content()
        for mail in (first, second)
    ]
    assert ["Ann Lee. Each has a link of their own." in text for text in words] == [False, True]


def test_one_name_spelled_otherwise_is_one_person(event: Event) -> None:
    sign_up(event, name="Zoë  O’Hara")
    sign_up(event, name="ZOË OHARA", submission="other", now=NOW + SECOND)
    assert taken(event) == 1
    assert [kind for kind, _ in mails()] == ["signed_up", "link_again"]


def test_everybody_at_a_shared_address_gets_their_link_again(event: Event) -> None:
    sign_up(event, "info@example.org", name="Ann Lee")
    sign_up(event, "info@example.org", name="Bob Ray", submission="other")
    later = NOW + signups.LINK_PAUSE + SECOND
    signups.send_link_again(event.id, "Info@example.org", later)
    signups.send_link_again(event.id, "info@example.org", later)
    (mail,) = db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "links_again"))
    assert mail.subject.startswith("Your personal links: ")
    text = plain_text(mail.message).replace("\r\n", "\n")
    assert text.startswith("Hello Ann and Bob,\n\n")
    people = db.session.scalars(select(Attendee).order_by(Attendee.id))
    for person in people:
        assert f"\n{person.name}: has a place\nhttp" in text
        assert f"/me/{person.token}\n" in text


def test_a_mailbox_is_not_flooded_under_ever_new_names(event: Event) -> None:
    for number in range(signups.MOST_AT_ONE_ADDRESS):
        sign_up(event, "info@example.org", name=f"Person {number}", submission=f"s{number}")
    with pytest.raises(RuleBroken) as refused:
        sign_up(event, "info@example.org", name="One more", submission="late")
    assert refused.value.sentence == (
        "This address cannot be used for one more sign-up. Use another one, or write to "
        f"{event.body.contact_email}."
    )
    assert taken(event) == signups.MOST_AT_ONE_ADDRESS


def test_a_known_address_changes_nothing_and_gets_its_link(event: Event) -> None:
    sign_up(event, organisation="Shopmobility")
    outcome = sign_up(
        event, "ANN@example.org", organisation="Elsewhere", submission="other", now=NOW + SECOND
    )
    assert (outcome.state, outcome.number) == ("placed", None)
    assert the_attendee("ann@example.org").organisation == "Shopmobility"
    assert mails() == [("signed_up", "ann@example.org"), ("link_again", "ann@example.org")]
    assert taken(event) == 1


def test_a_known_address_is_told_what_a_new_one_would_be(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    sign_up(event)
    sign_up(event, "bob@example.org")
    known = sign_up(event, submission="other")
    new = sign_up(event, "cy@example.org")
    assert (known.state, known.number) == (new.state, new.number) == ("waiting", 2)


def test_a_known_address_gets_no_flood_of_mails(event: Event) -> None:
    sign_up(event)
    for number in range(5):
        sign_up(event, submission=f"form {number}", now=NOW + number * SECOND)
    assert [kind for kind, _ in mails()] == ["signed_up", "link_again"]
    later = NOW + signups.LINK_PAUSE + 5 * SECOND
    sign_up(event, submission="late", now=later)
    assert [kind for kind, _ in mails()] == ["signed_up", "link_again", "link_again"]


def test_who_cancelled_signs_up_afresh_behind_those_who_wait(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    sign_up(event, consents=frozenset({"keep_in_touch"}))
    token = the_attendee("ann@example.org").token
    signups_own.confirm(the_attendee("ann@example.org"), NOW)
    sign_up(event, "bob@example.org", name="Bob")
    signups_own.cancel_own(the_attendee("ann@example.org"), NOW)
    outcome = sign_up(event, submission="new", organisation="New Trust", now=NOW + SECOND)
    ann = the_attendee("ann@example.org")
    assert (outcome.state, outcome.number) == ("waiting", 1)
    assert (ann.organisation, ann.token, ann.consents) == ("New Trust", token, [])
    assert (ann.confirmed_at, ann.cancelled_at) == (None, None)
    assert standing(event) == {"Ann": ("waiting", 1), "Bob": ("placed", None)}


def test_signing_up_afresh_brings_an_entry_newer_than_the_cancellation(event: Event) -> None:
    sign_up(event)
    signups_own.cancel_own(the_attendee("ann@example.org"), NOW)
    sign_up(event, submission="new", now=NOW + SECOND)
    sent = posted()
    numbers = [re.findall(rb"^SEQUENCE:([0-9]+)", mail.message, re.MULTILINE)[:1] for mail in sent]
    assert numbers == [[b"0"], [b"1"], [b"2"]]


@pytest.mark.parametrize(
    ("changes", "now", "sentence"),
    [
        ({"signup_opens_at": NOW + SECOND}, NOW, "Sign-up for this event has not opened yet."),
        ({"signup_closes_at": NOW}, NOW, "Sign-up for this event has closed."),
        ({}, datetime(2026, 12, 4, 8, 30, tzinfo=UTC), "Sign-up for this event has closed."),
        ({}, datetime(2026, 12, 4, 10, 30, tzinfo=UTC), "This event is over."),
    ],
)
def test_a_closed_door_stays_closed(
    owner: Account, changes: dict[str, Any], now: datetime, sentence: str
) -> None:
    event = make_event(owner.body_id, **changes)
    with pytest.raises(RuleBroken, match=sentence):
        sign_up(event, now=now)
    assert (standing(event), mails(), taken(event)) == ({}, [], 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " \x00 "},
        {"sector_id": 10_000},
        {"priorities": ("Nothing of the kind",)},
        {"email": "ann@example"},
    ],
)
def test_details_that_do_not_fit_are_refused_whole(event: Event, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        sign_up(event, **changes)
    assert (standing(event), mails(), taken(event)) == ({}, [], 0)


def test_consents_are_kept_in_the_words_that_were_shown(event: Event) -> None:
    sign_up(event, consents=frozenset({"future_events"}))
    ann = the_attendee("ann@example.org")
    assert [(c.kind, c.wording, c.given_at) for c in ann.consents] == [
        ("future_events", "Paisley Breakfasts may email me about future events like this one.", NOW)
    ]
    later = NOW + SECOND
    both = replace(ANN, consents=frozenset({"future_events", "keep_in_touch"}))
    signups_own.change_details(ann, both, later)
    given = {c.kind: c.given_at for c in the_attendee("ann@example.org").consents}
    assert given == {"future_events": NOW, "keep_in_touch": later}
    signups_own.change_details(ann, ANN, later)
    assert the_attendee("ann@example.org").consents == []


def test_more_capacity_lets_the_waiting_in_and_tells_them(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    for name in ("Ann", "Bob", "Cy", "Di"):
        sign_up(event, f"{name}@example.org", name=name)
    with transaction():
        event.capacity = 3
        assert lifecycle.fill_places(event, NOW) == 2
    assert mails()[4:] == [
        ("place_offered", "Bob@example.org"), ("place_offered", "Cy@example.org")
    ]  # fmt: skip
    assert standing(event)["Di"] == ("waiting", 1)
    assert taken(event) == 3


def test_less_capacity_takes_no_place_away(event: Event) -> None:
    sign_up(event)
    with transaction():
        event.capacity = 0
        assert lifecycle.fill_places(event, NOW) == 0
    assert standing(event) == {"Ann": ("placed", None)}


def test_nobody_moves_up_after_the_start(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=0)
    sign_up(event)
    with transaction():
        event.capacity = 5
        assert lifecycle.fill_places(event, event.starts_at) == 0
    assert standing(event) == {"Ann": ("waiting", 1)}


def test_the_lost_link_goes_to_who_signed_up_and_to_nobody_else(event: Event) -> None:
    sign_up(event)
    signups.send_link_again(event.id, " ANN@example.org", NOW)
    signups.send_link_again(event.id, "bob@example.org", NOW)
    assert mails()[1:] == [("link_again", "ann@example.org")]


def test_the_link_of_another_event_is_not_sent(event: Event, owner: Account) -> None:
    sign_up(event)
    other = make_event(owner.body_id)
    signups.send_link_again(other.id, "ann@example.org", NOW)


def test_an_attendee_without_an_address_moves_up_without_a_mail(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Ann Lee", state="waiting", waiting_since=NOW, email=None, email_key=None)
    with transaction():
        assert lifecycle.fill_places(event, NOW) == 0
    assert standing(event) == {"Ann": ("placed", None)}


def test_a_change_that_fails_leaves_nothing_behind(app: Flask, owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    bad = MailContext("crosstalk@example.org", None)
    token = set_mail_context(lambda: bad)
    with pytest.raises(AttributeError):
        signups.add_signup(event.id, ANN, "ann@example.org", "key", NOW)
    reset_mail_context(token)
    assert (standing(event), mails(), taken(event)) == ({}, [], 0)
