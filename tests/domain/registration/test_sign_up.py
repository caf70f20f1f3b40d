"""When people can sign up, and how what they type is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.events.event_state import EventTimes
from scheduler.domain.registration.consents import KINDS, chosen_kinds
from scheduler.domain.registration.sign_up import SignUpStatus, may_change, refusal, sign_up_status
from scheduler.domain.text import one_line, paragraph

STARTS = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=2)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def times(opens: datetime | None = None, closes: datetime | None = None) -> EventTimes:
    return EventTimes(STARTS, ENDS, "Europe/London", opens, closes)


@pytest.mark.parametrize(
    ("now", "opens", "closes", "taken", "expected"),
    [
        (STARTS - 9 * DAY, None, None, 0, SignUpStatus.OPEN),
        (STARTS - 9 * DAY, None, None, 40, SignUpStatus.FULL),
        (STARTS - 9 * DAY, None, None, 41, SignUpStatus.FULL),
        (STARTS - 9 * DAY, STARTS - 8 * DAY, None, 0, SignUpStatus.NOT_YET),
        (STARTS - 8 * DAY, STARTS - 8 * DAY, None, 0, SignUpStatus.OPEN),
        (STARTS - DAY - MINUTE, None, STARTS - DAY, 0, SignUpStatus.OPEN),
        (STARTS - DAY, None, STARTS - DAY, 0, SignUpStatus.CLOSED),
        (STARTS - MINUTE, None, None, 0, SignUpStatus.OPEN),
        (STARTS, None, None, 0, SignUpStatus.CLOSED),
        (STARTS + MINUTE, None, ENDS, 0, SignUpStatus.CLOSED),
        (ENDS, None, None, 0, SignUpStatus.PAST),
        (ENDS, ENDS + DAY, None, 0, SignUpStatus.PAST),
    ],
)
def test_the_door(
    now: datetime,
    opens: datetime | None,
    closes: datetime | None,
    taken: int,
    expected: SignUpStatus,
) -> None:
    assert sign_up_status(times(opens, closes), 40, taken, now) is expected


def test_only_an_open_or_full_event_takes_signups() -> None:
    assert [state for state in SignUpStatus if state.takes_signups] == [
        SignUpStatus.OPEN,
        SignUpStatus.FULL,
    ]


def test_changes_are_possible_until_the_start_even_when_signup_has_closed() -> None:
    closed = times(closes=STARTS - DAY)
    assert may_change(closed, STARTS - MINUTE)
    assert not may_change(closed, STARTS)


@pytest.mark.parametrize("now", [STARTS - DAY, STARTS + MINUTE, ENDS])
def test_called_off_the_door_is_shut_and_nothing_changes(now: datetime) -> None:
    off = replace(times(), called_off=True)
    assert sign_up_status(off, 40, 0, now) is SignUpStatus.CALLED_OFF
    assert refusal(SignUpStatus.CALLED_OFF) == "This event has been called off."
    assert not may_change(off, now)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann   Lee ", "Ann Lee"),
        ("Ann\tLee\r\nJones", "Ann Lee Jones"),
        ("Ann\x00 \x1bLee", "Ann Lee"),
        ("Ann \u202eeeL", "Ann eeL"),
        ("Zoe\u0308", "Zoë"),
        ("क्‍ष", "क्‍ष"),
    ],
)
def test_a_name_is_one_clean_line(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_a_paragraph_keeps_its_lines() -> None:
    assert paragraph(" one  two \r\n\r\n three\x07 \n ") == "one two\n\nthree"


def test_each_consent_names_who_it_is_given_to() -> None:
    given = chosen_kinds({"future_events", "other"})
    assert [kind.words("Paisley Breakfasts") for kind in given] == [
        "Paisley Breakfasts may email me about future events like this one."
    ]
    assert len({kind.key for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    "text", ["\u200b", "\ufeff", "\u2060 \u200b", "\u00ad", "\u3164", "\u200d", "\u0301", "\u2800"]
)
def test_what_cannot_be_seen_is_no_name(text: str) -> None:
    assert one_line(text) == ""


@pytest.mark.parametrize(
    "text", ["🌼", "کتاب\u200cخانه", "🏴\U000e0067\U000e0062\U000e007f", "-", "कमला"]
)
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert one_line(text) == text


def test_no_width_between_letters_is_no_difference() -> None:
    assert one_line("An\u200bn Lee") == "Ann Lee"
