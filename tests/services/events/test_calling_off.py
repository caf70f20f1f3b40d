"""Calling an event off, and holding it after all."""

import re
from datetime import timedelta

import pytest

from scheduler.domain.registration.sign_up import CALLED_OFF
from scheduler.errors import RuleBroken
from scheduler.models import Event, OutgoingMail
from scheduler.services.events import calling_off
from scheduler.services.events import settings as events
from scheduler.services.messages.calendars import public_download
from scheduler.services.people import mailing
from scheduler.services.people import person as people
from scheduler.services.planning import publishing
from scheduler.services.registration import cancelling, own_address
from scheduler.services.registration import own_sign_up as signups_own
from tests.applications import MAIL
from tests.builders import (
    NOW,
    ORGANISER,
    SECOND,
    Account,
    mails,
    make_attendee,
    make_event,
    make_plan,
    posted,
)
from tests.builders.sign_ups import ANN, sign_up, taken, the_attendee


@pytest.fixture
def full(owner: Account) -> Event:
    """Ann has a place, Bob waits, Cy cancelled, and Di was imported and knows nothing."""
    event = make_event(owner.body_id, capacity=1)
    for name in ("Ann Lee", "Bob Ray", "Cy Poe"):
        sign_up(event, f"{name[:2]}@example.org", name=name)
    signups_own.cancel_own(the_attendee("Cy@example.org"), NOW)
    make_attendee(event, "Di Fox", state="waiting", waiting_since=NOW + SECOND)
    return event


def numbers_of(mail: OutgoingMail) -> list[bytes]:
    return re.findall(rb"^(METHOD:\w+|SEQUENCE:\d+)", mail.message, re.MULTILINE)[:2]


def test_who_knows_of_it_is_told_and_the_calendar_entry_goes(full: Event, owner: Account) -> None:
    before = len(mails())
    assert calling_off.call_off(full, " Snow.\r\n ", owner.user, NOW) == 2
    assert mails()[before:] == [("called_off", "An@example.org"), ("called_off", "Bo@example.org")]
    told = posted()[-2:]
    assert [numbers_of(mail) for mail in told] == [[b"METHOD:CANCEL", b"SEQUENCE:1"], []]
    assert (full.called_off_at, full.called_off_words, taken(full)) == (NOW, "Snow.", 1)
    assert calling_off.call_off(full, "", owner.user, NOW) == 0


def test_holding_it_after_all_brings_the_entry_back(full: Event, owner: Account) -> None:
    calling_off.call_off(full, "Snow.", owner.user, NOW)
    assert calling_off.hold_after_all(full, owner.user, NOW) == 2
    assert calling_off.hold_after_all(full, owner.user, NOW) == 0
    told = posted()[-2:]
    assert [(mail.kind, numbers_of(mail)) for mail in told] == [
        ("event_changed", [b"METHOD:REQUEST", b"SEQUENCE:2"]), ("event_changed", [])
    ]  # fmt: skip
    assert calling_off.AFTER_ALL.encode() in told[0].message
    assert (full.called_off_at, full.called_off_words) == (None, "")
    assert sign_up(full, "new@example.org", name="New").state == "waiting"


def test_nobody_hears_that_what_is_over_takes_place_after_all(full: Event, owner: Account) -> None:
    calling_off.call_off(full, "Snow.", owner.user, NOW)
    before = len(mails())
    assert calling_off.hold_after_all(full, owner.user, full.ends_at) == 0
    assert (full.called_off_at, len(mails())) == (None, before)


def test_attendees_can_change_nothing_meanwhile(full: Event, owner: Account) -> None:
    calling_off.call_off(full, "", owner.user, NOW)
    ann = the_attendee("An@example.org")
    for attempt in (
        lambda: sign_up(full, "new@example.org", name="New"),
        lambda: signups_own.cancel_own(ann, NOW),
        lambda: signups_own.change_details(ann, ANN, NOW),
        lambda: own_address.ask_new_address(ann, "a@b.example", NOW),
    ):
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert refused.value.sentence == CALLED_OFF
    assert signups_own.rejoin_option(ann, NOW) is None


def test_organisers_mail_nobody_a_place_meanwhile(full: Event, owner: Account) -> None:
    plan = make_plan(full, [{1: [the_attendee("An@example.org")]}])
    publishing.withdraw_plan(plan, owner.user, NOW)
    calling_off.call_off(full, "", owner.user, NOW)
    before = len(mails())
    bob, cy = the_attendee("Bo@example.org"), the_attendee("Cy@example.org")
    for attempt in (
        lambda: publishing.publish(plan, owner.user, NOW),
        lambda: mailing.send_links(full, NOW),
        lambda: people.give_place(bob, ORGANISER, NOW),
        lambda: people.restore_person(cy, ORGANISER, NOW),
    ):
        with pytest.raises(RuleBroken, match="This event is called off"):
            attempt()
    assert mailing.unanswered(full, NOW + timedelta(days=2)) == []
    details = events.EventDetails(
        full.title, "Elsewhere", full.timezone, full.starts_at, full.ends_at, full.summary
    )
    assert events.save_details(full, details, NOW, tell=True) == 0
    cancelling.cancel_person(the_attendee("An@example.org"), ORGANISER, NOW, tell=False)
    assert the_attendee("Bo@example.org").state == "waiting"
    assert len(mails()) == before


def test_what_is_over_is_not_called_off(full: Event, owner: Account) -> None:
    with pytest.raises(RuleBroken):
        calling_off.call_off(full, "", owner.user, full.ends_at)
    assert full.called_off_at is None


def test_a_download_says_that_it_is_cancelled(full: Event, owner: Account) -> None:
    assert b"STATUS:CONFIRMED" in public_download(full, MAIL.links)
    calling_off.call_off(full, "", owner.user, NOW)
    assert b"STATUS:CANCELLED" in public_download(full, MAIL.links)
