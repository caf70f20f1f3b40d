"""Changing the address that an attendee's mails go to."""

import re
from datetime import timedelta

import pytest

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.registration import own_address
from scheduler.services.registration import own_sign_up as signups_own
from tests.builders import NOW, SECOND, mails, posted
from tests.builders.sign_ups import sign_up, the_attendee

NEW = "ann@elsewhere.example"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ann(event: Event) -> Attendee:
    sign_up(event)
    return the_attendee("ann@example.org")


def ask(ann: Attendee, address: str = NEW) -> str:
    own_address.ask_new_address(ann, address, NOW)
    assert ann.new_email_code
    return ann.new_email_code


def test_asking_changes_nothing_and_mails_the_new_address_alone(ann: Attendee) -> None:
    code = ask(ann, " Ann@Elsewhere.example ")
    assert (ann.email, ann.email_key) == ("ann@example.org", "ann@example.org")
    assert mails() == [("signed_up", "ann@example.org"), ("new_address", "Ann@elsewhere.example")]
    assert code.encode() in posted()[-1].message.replace(b"=\r\n", b"")
    assert ann.token.encode() not in posted()[-1].message


def test_the_code_moves_mails_and_calendar_to_the_new_address(ann: Attendee) -> None:
    code = ask(ann)
    attendee = own_address.take_new_address(code, LATER)
    assert (attendee.id, attendee.email, attendee.email_key) == (ann.id, NEW, NEW)
    assert (attendee.new_email, attendee.new_email_code) == (None, None)
    assert mails()[2:] == [("address_moved", "ann@example.org"), ("signed_up", NEW)]
    sent = posted()
    told = [
        re.findall(rb"^(METHOD:\w+|SEQUENCE:\d+)", mail.message, re.MULTILINE)[:2] for mail in sent
    ]
    assert told == [
        [b"METHOD:REQUEST", b"SEQUENCE:0"],
        [],
        [b"METHOD:CANCEL", b"SEQUENCE:1"],
        [b"METHOD:REQUEST", b"SEQUENCE:2"],
    ]


def test_a_code_works_once_and_for_two_days(ann: Attendee) -> None:
    code = ask(ann)
    assert own_address.waiting_for(code, NOW + own_address.VALID_FOR) is None
    own_address.take_new_address(code, NOW + own_address.VALID_FOR - SECOND)
    for wrong in (code, "nonsense"):
        with pytest.raises(RuleBroken) as refused:
            own_address.take_new_address(wrong, LATER)
        assert refused.value.sentence == own_address.OVER


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nowhere", "Enter an email address such as name@example.org."),
        ("ANN@example.org", "Our emails go to this address already."),
    ],
)
def test_addresses_that_bring_nothing_are_refused(
    ann: Attendee, address: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        own_address.ask_new_address(ann, address, NOW)
    assert refused.value.sentence == sentence


def test_a_mailbox_is_not_flooded(ann: Attendee) -> None:
    ask(ann)
    with pytest.raises(RuleBroken):
        own_address.ask_new_address(ann, "b@example.org", NOW + 59 * SECOND)
    own_address.ask_new_address(ann, "b@example.org", NOW + 60 * SECOND)
    assert ann.new_email == "b@example.org"


def test_nobody_becomes_somebody_who_is_signed_up(event: Event, ann: Attendee) -> None:
    sign_up(event, NEW)
    with pytest.raises(RuleBroken) as refused:
        own_address.take_new_address(ask(ann), LATER)
    assert refused.value.sentence == f"Ann Lee is signed up with {NEW} already."
    assert ann.email == "ann@example.org"


def test_who_cancelled_or_is_too_late_changes_nothing(event: Event, ann: Attendee) -> None:
    code = ask(ann)
    with pytest.raises(RuleBroken):
        own_address.ask_new_address(ann, "b@example.org", event.starts_at)
    signups_own.cancel_own(ann, NOW)
    with pytest.raises(RuleBroken) as refused:
        own_address.take_new_address(code, LATER)
    assert refused.value.sentence == "Your sign-up is cancelled. Take a place again first."


def test_who_had_no_address_gives_one(event: Event, ann: Attendee) -> None:
    ann.email = ann.email_key = None
    db.session.commit()
    own_address.take_new_address(ask(ann), LATER)
    assert mails()[1:] == [("new_address", NEW), ("signed_up", NEW)]
