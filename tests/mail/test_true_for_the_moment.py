"""What is said of rounds, of shared mailboxes and of calendars is true for whoever reads it."""

from dataclasses import replace

import pytest

from scheduler.mail import attendee_messages as messages
from scheduler.mail import link_messages
from scheduler.mail.group_messages import GroupAsked, working_group
from tests.builders import NOW
from tests.mail import every_message
from tests.mail.every_message import BOOKING, EACH, GONE, ICS, part, read

NO_IN_THE_CALENDAR = (
    "in your calendar does not give your place back: please cancel on your personal page."
)


@pytest.mark.parametrize("kind", EACH)
def test_where_the_entry_comes_first_no_in_the_calendar_is_explained(kind: str) -> None:
    message = read(EACH[kind][0]())
    first = kind in ("signed_up", "place_offered")
    assert not first or any(p.get_param("method") == "REQUEST" for p in message.walk())
    for text in (part(message, "plain"), part(message, "html")):
        assert text.count(NO_IN_THE_CALENDAR) == first


def test_an_entry_that_goes_away_needs_no_answer() -> None:
    for letter in (
        messages.cancelled(BOOKING, NOW, calendar=GONE),
        messages.called_off(BOOKING, NOW, words="", calendar=GONE),
    ):
        assert NO_IN_THE_CALENDAR not in part(read(letter), "plain")


@pytest.mark.parametrize("kind", EACH)
def test_in_a_shared_mailbox_the_subject_says_for_whom_the_email_is(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = EACH[kind][0]()
    monkeypatch.setattr(every_message, "BOOKING", replace(BOOKING, shared=True))
    shared = EACH[kind][0]()
    assert shared.subject == f"For Ann Łee: {alone.subject}"
    assert read(shared)["Subject"] == shared.subject


SEATED: dict[bool | None, str] = {
    None: "Before the event your page shows your rounds",
    True: "Your page shows your rounds",
    False: "The tables were planned before you had your place",
}


@pytest.mark.parametrize("seated", SEATED)
def test_what_is_said_of_the_rounds_is_true_for_the_moment(seated: bool | None) -> None:
    message = read(messages.signed_up(BOOKING, NOW, calendar=ICS, seated=seated))
    for text in (part(message, "plain"), part(message, "html")):
        assert [case for case, words in SEATED.items() if words in text] == [seated]
    assert "\n\n\n" not in part(message, "plain")
    offered = part(read(messages.place_offered(BOOKING, NOW, calendar=ICS, seated=seated)), "plain")
    assert (SEATED[False] in offered) == (seated is False)
    assert "\n\n\n" not in offered


@pytest.mark.parametrize("added", [True, False])
def test_who_was_added_learns_by_whom_and_how_to_get_off(added: bool) -> None:
    booking = replace(BOOKING, added=added)
    for letter in (
        messages.signed_up(booking, NOW, calendar=ICS),
        messages.waiting(booking, NOW, number=3),
        messages.reminder(booking, NOW),
        messages.own_words(booking, NOW, subject="Lunch", text="There will be lunch."),
    ):
        message = read(letter)
        for text in (part(message, "plain"), part(message, "html")):
            assert ("Paisley Breakfasts put you on the list" in text) == added
            assert ("To get off it, cancel on your personal page" in text) == added
        assert "\n\n\n" not in part(message, "plain")


@pytest.mark.parametrize("past", [True, False])
def test_an_email_after_the_event_does_not_read_like_an_invitation_to_it(past: bool) -> None:
    now = BOOKING.ends if past else NOW
    for letter in (
        messages.own_words(BOOKING, now, subject="Thank you", text="It was good."),
        working_group(BOOKING, now, asked=GroupAsked("Sleep", 8, ["Public"], False)),
    ):
        message = read(letter)
        for text in (part(message, "plain"), part(message, "html")):
            assert (BOOKING.place in text) == (not past)
        assert "\n\n\n" not in part(message, "plain")


@pytest.mark.parametrize("asked", [True, False])
def test_a_link_that_the_organiser_sends_was_asked_for_by_nobody(asked: bool) -> None:
    message = read(link_messages.link_again(BOOKING, NOW, state="placed", number=None, asked=asked))
    for text in (part(message, "plain"), part(message, "html")):
        assert ("You asked for your personal link" in text) == asked
        assert ("sent by Paisley Breakfasts" in text) == (not asked)
    assert "\n\n\n" not in part(message, "plain")
