"""An event's own wording reaches the emails that it is for, and no other."""

import pytest

from scheduler.domain.messages.email_kinds import KINDS, Wording
from scheduler.models import Event
from scheduler.services.messages import attendee_mail
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.messages.writing import wording as wordings
from tests.builders import NOW, Account, make_attendee, posted

WORDS = Wording("{first name}, see you on {day}", "Bring a mug.\n\n{organiser} at {place}.")


def test_emails_have_the_events_own_words_from_then_on(event: Event) -> None:
    ann = make_attendee(event, "Ann Muir")
    wordings.save(event, "signed_up", WORDS, NOW)
    letter = attendee_mail.standing_letter(ann, NOW, None)
    assert letter.subject == "Ann, see you on 4 December"
    opening = f"Hello Ann,\n\nBring a mug.\n\n{event.body.name} at {event.place}.\n\nYou:"
    assert plain_text(letter.content).replace("\r\n", "\n").startswith(opening)
    assert attendee_mail.reminder_letter(ann, NOW).subject.startswith("Are you coming? ")


def test_what_stands_for_a_placeholder_is_of_this_event(event: Event) -> None:
    nobody = wordings.example_facts(event)
    make_attendee(event, "Cy Ross", organisation="Hub")
    somebody = wordings.example_facts(event)
    assert (nobody["name"], somebody["name"], somebody["organisation"]) == (
        "Ann Muir", "Cy Ross", "Hub",
    )  # fmt: skip
    assert {key: nobody[key] for key in ("event", "when", "place", "organiser")} == {
        "event": event.title,
        "when": "Friday 4 December 2026, 08:30 to 10:30 (London time)",
        "place": event.place,
        "organiser": event.body.name,
    }
    about_it = ("event", "when", "day", "place", "organiser")
    assert [somebody[key] for key in about_it] == [nobody[key] for key in about_it]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_seen_as_a_real_person_gets_it(event: Event, kind: str) -> None:
    ann = make_attendee(event, "Ann Muir")
    letter = wordings.sample(kind, WORDS, ann, NOW)
    assert (letter.recipient, letter.subject) == (ann.email, "Ann, see you on 4 December")
    assert "Bring a mug." in plain_text(letter.content)
    standard = wordings.sample(kind, KINDS[kind].standard, ann, NOW)
    assert "{" not in standard.subject + plain_text(standard.content)


@pytest.mark.parametrize("kind", KINDS)
def test_a_test_has_neither_the_persons_link_nor_their_calendar_entry(
    event: Event, owner: Account, kind: str
) -> None:
    ann = make_attendee(event, "Ann Muir")
    wordings.send_test_wording(event, kind, WORDS, ann, owner.user, NOW)
    (mail,) = posted()
    assert mail.recipient == "olwen@example.org"
    assert ann.token.encode() not in mail.message
    assert b"BEGIN:VCALENDAR" not in mail.message
