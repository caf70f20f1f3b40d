"""What is written to who asked to come: with a calendar entry, without one, or taking it away."""

import pytest

from scheduler.models import Event, transaction
from scheduler.services.messages.attendee_mail import post_to
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.messages.words import requests
from tests.builders import NOW, make_attendee, posted


def test_only_a_place_brings_a_calendar_entry(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", state="asked")
    subjects = [
        (letter.subject.partition(":")[0], b"text/calendar" in letter.content)
        for letter in (
            requests.approval_letter(ann, NOW, None),
            requests.approval_letter(ann, NOW, 4),
            requests.declined_letter(ann, NOW, "No more choirs."),
        )
    ]
    assert subjects == [
        ("You have a place", True), ("Waiting list, number 4", False), ("No place this time", False)
    ]  # fmt: skip


@pytest.mark.parametrize("had_place", [True, False])
def test_an_answer_taken_back_takes_the_entry_away(event: Event, had_place: bool) -> None:
    ann = make_attendee(event, "Ann Lee", state="asked")
    with transaction():
        post_to(requests.asked_again_letter, ann, NOW, had_place=had_place)
    (mail,) = posted()
    assert mail.subject == "Not decided yet, sorry: Health networking breakfast, 4 December"
    assert mail.message.count(b'method="CANCEL"') == had_place
    assert "You do not have a place yet." in plain_text(mail.message)


def test_nobody_without_an_address_is_written_to(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", state="asked", email=None)
    assert post_to(requests.declined_letter, ann, NOW) is None
    assert post_to(requests.asked_again_letter, ann, NOW, had_place=False) is None
