"""What each message to an attendee says, in each of its parts."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest

from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.mail import attendee_messages as messages
from scheduler.mail.attendee_messages import Booking
from scheduler.mail.letters import CalendarPart, Letter
from tests.builders import NOW

LONDON = ZoneInfo("Europe/London")
BOOKING = Booking(
    recipient="ann@example.org",
    name="Ann Łee",
    title="Health & <em>networking</em> breakfast",
    place="Town Hall, Paisley",
    starts=datetime(2027, 6, 4, 8, 30, tzinfo=LONDON),
    ends=datetime(2027, 6, 4, 10, 30, tzinfo=LONDON),
    body="Paisley Breakfasts",
    contact="olwen@example.org",
    mail_from="crosstalk@example.org",
    personal_link="https://crosstalk.example.org/me/secret",
    event_link="https://crosstalk.example.org/e/breakfast",
)
ICS = CalendarPart(b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n", "REQUEST")
SLOTS = [
    RoundSlot(1, datetime(2027, 6, 4, 8, 0, tzinfo=UTC), datetime(2027, 6, 4, 8, 8, tzinfo=UTC), 4),
    RoundSlot(
        2, datetime(2027, 6, 4, 8, 10, tzinfo=UTC), datetime(2027, 6, 4, 8, 18, tzinfo=UTC), None
    ),
]
Make = Callable[[], Letter]
EACH: dict[str, tuple[Make, str, str]] = {
    "signed_up": (
        lambda: messages.signed_up(BOOKING, NOW, calendar=ICS),
        "You have a place: Health & <em>networking</em> breakfast, 4 June",
        "You have a place",
    ),
    "waiting": (
        lambda: messages.waiting(BOOKING, NOW, number=3),
        "Waiting list, number 3: Health & <em>networking</em> breakfast, 4 June",
        "number 3 on the waiting list",
    ),
    "place_offered": (
        lambda: messages.place_offered(BOOKING, NOW, calendar=ICS),
        "You have a place after all: Health & <em>networking</em> breakfast, 4 June",
        "come free, and as the first on the waiting list",
    ),
    "place_withdrawn": (
        lambda: messages.place_withdrawn(BOOKING, NOW, number=1, calendar=ICS),
        "Sorry, back on the waiting list: Health & <em>networking</em> breakfast, 4 June",
        "number 1 on the waiting list",
    ),
    "reminder": (
        lambda: messages.reminder(BOOKING, NOW),
        "Are you coming? Health & <em>networking</em> breakfast, 4 June",
        "we have not heard yet whether",
    ),
    "link_again placed": (
        lambda: messages.link_again(BOOKING, NOW, state="placed", number=None),
        "Your personal link: Health & <em>networking</em> breakfast, 4 June",
        "You have a place",
    ),
    "link_again waiting": (
        lambda: messages.link_again(BOOKING, NOW, state="waiting", number=2),
        "Your personal link: Health & <em>networking</em> breakfast, 4 June",
        "You are number 2 on the waiting list",
    ),
    "link_again cancelled": (
        lambda: messages.link_again(BOOKING, NOW, state="cancelled", number=None),
        "Your personal link: Health & <em>networking</em> breakfast, 4 June",
        "is cancelled.",
    ),
    "cancelled": (
        lambda: messages.cancelled(BOOKING, NOW, calendar=None),
        "Your sign-up is cancelled: Health & <em>networking</em> breakfast, 4 June",
        "is cancelled. Thank you for telling us",
    ),
    "rounds_published": (
        lambda: messages.rounds_published(BOOKING, NOW, rounds=SLOTS, calendar=ICS),
        "Your rounds: Health & <em>networking</em> breakfast, 4 June",
        "you sit out",
    ),
    "rounds_published unseated": (
        lambda: messages.rounds_published(BOOKING, NOW, rounds=[], calendar=ICS),
        "Your rounds: Health & <em>networking</em> breakfast, 4 June",
        "You are not in the rounds yet",
    ),
    "called_off": (
        lambda: messages.called_off(BOOKING, NOW, words="Snow. Stay warm.", calendar=ICS),
        "Called off: Health & <em>networking</em> breakfast, 4 June",
        "Snow. Stay warm.",
    ),
    "called_off waiting": (
        lambda: messages.called_off(BOOKING, NOW, words="", calendar=None),
        "Called off: Health & <em>networking</em> breakfast, 4 June",
        "You don’t need to do anything.",
    ),
    "event_changed": (
        lambda: messages.event_changed(BOOKING, NOW, changes=["It is in R&D."], calendar=None),
        "Changed: Health & <em>networking</em> breakfast, 4 June",
        "changed Health",
    ),
}


def read(letter: Letter) -> EmailMessage:
    message = message_from_bytes(letter.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("kind", EACH)
def test_every_message_says_what_when_where_and_how_to_answer(kind: str) -> None:
    make, subject, sentence = EACH[kind]
    letter = make()
    message = read(letter)
    assert (letter.kind, letter.recipient, letter.subject) == (
        kind.split()[0], "ann@example.org", subject
    )  # fmt: skip
    assert str(message["Subject"]).strip() == subject
    assert (message["To"], message["Reply-To"]) == ("ann@example.org", "olwen@example.org")
    assert message["From"] == "Paisley Breakfasts <crosstalk@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    for text in (part(message, "plain"), part(message, "html")):
        assert "Hello Ann Łee," in text
        assert "Friday 4 June 2027, 08:30 to 10:30 (London time)" in text
        assert "Town Hall, Paisley" in text
        assert "https://crosstalk.example.org/me/secret" in text
        assert "olwen@example.org" in text
        assert sentence in text


@pytest.mark.parametrize("kind", EACH)
def test_what_people_wrote_is_text_in_the_html_and_left_alone_in_the_plain_part(kind: str) -> None:
    message = read(EACH[kind][0]())
    html, plain = part(message, "html"), part(message, "plain")
    assert "<em>" not in html
    assert "Health &amp; &lt;em&gt;networking&lt;/em&gt; breakfast" in html
    assert "Health & <em>networking</em> breakfast" in plain
    assert "&amp;" not in plain


@pytest.mark.parametrize("kind", EACH)
def test_the_plain_part_has_paragraphs_and_no_gaps(kind: str) -> None:
    plain = part(read(EACH[kind][0]()), "plain")
    assert "\n\n\n" not in plain
    assert "\nWhere: Town Hall, Paisley\n\n" in plain
    assert plain.endswith("write to olwen@example.org.\n")


@pytest.mark.parametrize("kind", EACH)
def test_a_phone_shows_the_mail_in_readable_type(kind: str) -> None:
    html = part(read(EACH[kind][0]()), "html")
    assert html.count('<meta name="viewport" content="width=device-width, initial-scale=1">') == 1


@pytest.mark.parametrize("kind", EACH)
def test_the_list_of_mails_shows_when_and_where_before_anything_else(kind: str) -> None:
    html = part(read(EACH[kind][0]()), "html")
    body = re.sub(r"<[^>]+>", "\n", html.partition("<body")[2].partition(">")[2])
    first = next(line.strip() for line in body.splitlines() if line.strip())
    assert first == "Friday 4 June 2027, 08:30 to 10:30 (London time), Town Hall, Paisley"


@pytest.mark.parametrize("kind", EACH)
def test_one_button_and_one_headline(kind: str) -> None:
    html = part(read(EACH[kind][0]()), "html")
    assert html.count("<h1") == 1
    assert html.count('class="button"') <= 1
    assert html.count('<meta name="color-scheme" content="light dark">') == 1


@pytest.mark.parametrize("kind", EACH)
def test_nothing_is_fetched_when_the_mail_is_opened(kind: str) -> None:
    html = part(read(EACH[kind][0]()), "html")
    assert not {tag for tag in ("<img", "<link", "<script", "url(", "src=") if tag in html}


def test_the_rounds_stand_in_the_events_own_time() -> None:
    plain = part(read(EACH["rounds_published"][0]()), "plain")
    assert "\nRound 1, 09:00: table 4\nRound 2, 09:10: you sit out\n" in plain


def test_each_change_is_a_line() -> None:
    letter = messages.event_changed(
        BOOKING, NOW, changes=["It starts at 09:00.", "It is in R&D."], calendar=None
    )
    assert "\n- It starts at 09:00.\n- It is in R&D.\n" in part(read(letter), "plain")
    assert "<li>It is in R&amp;D.</li>" in part(read(letter), "html")


def test_an_invite_travels_as_an_alternative_and_as_a_file() -> None:
    message = read(messages.signed_up(BOOKING, NOW, calendar=ICS))
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    inline = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert (inline.get_param("method"), inline.get_param("charset")) == ("REQUEST", "utf-8")
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("invite.ics", ICS.content)


def test_the_calendar_in_the_mail_has_the_line_ends_of_the_file() -> None:
    message = read(messages.signed_up(BOOKING, NOW, calendar=ICS))
    inline = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert inline.get_payload(decode=True) == ICS.content


@pytest.mark.parametrize("kind", EACH)
def test_any_mail_server_can_carry_it(kind: str) -> None:
    content = EACH[kind][0]().content
    assert content.isascii()
    assert b"\r\r\n" not in content
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_name_with_line_breaks_cannot_add_headers() -> None:
    sly = replace(BOOKING, title="Breakfast\r\nBcc: all@example.org")
    message = read(messages.waiting(sly, NOW, number=1))
    assert message["Bcc"] is None
    assert "Breakfast Bcc: all@example.org" in str(message["Subject"])


def test_a_new_address_that_may_be_mistyped_is_not_told_the_personal_link() -> None:
    confirm = "https://crosstalk.example.org/address/code"
    message = read(messages.new_address(BOOKING, NOW, confirm_link=confirm, hours=48))
    for text in (part(message, "plain"), part(message, "html")):
        assert confirm in text
        assert "within 48 hours" in text
        assert "/me/secret" not in text
    assert "\n\n\n" not in part(message, "plain")


@pytest.mark.parametrize("calendar", [None, ICS])
def test_the_address_that_is_left_learns_of_it(calendar: CalendarPart | None) -> None:
    message = read(messages.address_moved(BOOKING, NOW, calendar=calendar))
    for text in (part(message, "plain"), part(message, "html")):
        assert "go to another address from now on" in text
        assert ("The attached entry" in text) == (calendar is not None)
        assert "/me/secret" not in text
    assert "\n\n\n" not in part(message, "plain")
