"""Calendar files: what each kind holds, times through the year, and any text at all."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.domain.messages.calendar_data import CalendarEvent, FeedEntry, Mailbox, RoundSlot
from scheduler.errors import InvalidInput
from scheduler.exports.calendar.entries import (
    cancellation,
    download,
    feed,
    filename,
    invite,
    plain,
    round_entries,
)
from scheduler.exports.calendar.zones import timezone_component

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 21, 9, 30, 5, tzinfo=UTC)
OFFICE = Mailbox("Riverside Hub", "office@example.org")
ZOE = Mailbox("Zoë Kaczyńska", "zoe@example.org")


def an_event(**changes: object) -> CalendarEvent:
    values: dict[str, object] = {
        "uid": "event-7@example.org",
        "title": "Winter breakfast",
        "starts": datetime(2027, 2, 3, 8, 0, tzinfo=LONDON),
        "ends": datetime(2027, 2, 3, 10, 30, tzinfo=LONDON),
        "time_zone": "Europe/London",
        "organiser": OFFICE,
        "place": "Town Hall, 1 High Street",
        "description": "Two talks; then rounds.",
        "page_url": "https://example.org/e/winter",
    }
    return CalendarEvent(**{**values, **changes})


def vevents(content: bytes) -> list[Any]:
    return Calendar.from_ical(content).walk("VEVENT")


def only_event(content: bytes) -> Any:
    (event,) = vevents(content)
    return event


def lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_an_invite_is_a_request_for_exactly_one_person() -> None:
    content = invite(an_event(), ZOE, 3, NOW)
    calendar, event = Calendar.from_ical(content), only_event(content)
    assert str(calendar["METHOD"]) == "REQUEST"
    assert str(event["ATTENDEE"]) == "mailto:zoe@example.org"
    assert event["ATTENDEE"].params["CN"] == "Zoë Kaczyńska"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert str(event["ORGANIZER"]) == "mailto:office@example.org"
    assert (event["SEQUENCE"], str(event["STATUS"])) == (3, "CONFIRMED")
    assert event["DTSTAMP"].dt == NOW
    assert event["LAST-MODIFIED"].dt == NOW
    assert str(event["UID"]) == "event-7@example.org"
    assert str(event["LOCATION"]) == "Town Hall, 1 High Street"
    assert str(event["DESCRIPTION"]) == "Two talks; then rounds.\n\nhttps://example.org/e/winter"
    assert str(event["URL"]) == "https://example.org/e/winter"


def test_a_cancellation_names_the_same_entry_with_a_later_sequence() -> None:
    content = cancellation(an_event(), ZOE, 4, NOW)
    event = only_event(content)
    assert str(Calendar.from_ical(content)["METHOD"]) == "CANCEL"
    assert (str(event["UID"]), event["SEQUENCE"]) == ("event-7@example.org", 4)
    assert str(event["STATUS"]) == "CANCELLED"
    assert str(event["ATTENDEE"]) == "mailto:zoe@example.org"


def test_a_download_can_answer_to_nobody() -> None:
    content = download([FeedEntry(an_event(), 2, NOW)])
    event = only_event(content)
    assert "METHOD" not in Calendar.from_ical(content)
    assert "ORGANIZER" not in event
    assert "ATTENDEE" not in event
    assert (str(event["UID"]), event["SEQUENCE"]) == ("event-7@example.org", 2)


def test_a_feed_publishes_its_entries_and_says_how_often_to_look() -> None:
    later = an_event(uid="event-8@example.org", title="Spring breakfast")
    content = feed(
        [FeedEntry(an_event(), 0, NOW), FeedEntry(later, 1, NOW, cancelled=True)],
        "My breakfasts",
        timedelta(hours=6),
    )
    calendar = Calendar.from_ical(content)
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert str(calendar["X-WR-CALNAME"]) == "My breakfasts"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines(content)
    assert "X-PUBLISHED-TTL:PT6H" in lines(content)
    assert [str(event["STATUS"]) for event in vevents(content)] == ["CONFIRMED", "CANCELLED"]
    assert all("ATTENDEE" not in event for event in vevents(content))


def test_a_feed_of_the_same_entries_is_the_same_bytes() -> None:
    entries = [FeedEntry(an_event(), 1, NOW)]
    assert feed(entries, "Mine") == feed(entries, "Mine")


def test_an_empty_feed_is_a_calendar_without_entries() -> None:
    assert vevents(feed([], "Mine")) == []


def test_a_download_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput):
        download([])


def test_rounds_are_entries_with_stable_names_of_their_own() -> None:
    base = FeedEntry(an_event(), 2, NOW)
    start = base.event.starts
    slots = [
        RoundSlot(1, start, start + timedelta(minutes=8), 4, ("Ann Lee", "Bo Li")),
        RoundSlot(2, start + timedelta(minutes=10), start + timedelta(minutes=18), None),
    ]
    rounds = round_entries(base, slots)
    content = download([base, *rounds])
    assert [str(event["UID"]) for event in vevents(content)] == [
        "event-7@example.org",
        "round-1-event-7@example.org",
        "round-2-event-7@example.org",
    ]
    titles = [str(event["SUMMARY"]) for event in vevents(content)]
    assert titles[1:] == [
        "Round 1: table 4 (Winter breakfast)",
        "Round 2: a pause (Winter breakfast)",
    ]
    assert [entry.sequence for entry in rounds] == [2, 2]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2027-02-03T08:00", "2027-02-03T10:30"),
        ("2027-07-07T08:00", "2027-07-07T10:30"),
        ("2027-03-28T00:30", "2027-03-28T09:30"),
        ("2027-03-28T08:00", "2027-03-28T10:00"),
        ("2027-10-31T00:30", "2027-10-31T01:30"),
        ("2027-10-31T08:00", "2027-10-31T10:00"),
    ],
    ids=["winter", "summer", "over spring change", "spring", "into autumn change", "autumn"],
)
def test_times_are_read_back_as_the_same_moments(starts: str, ends: str) -> None:
    first = datetime.fromisoformat(starts).replace(tzinfo=LONDON)
    last = datetime.fromisoformat(ends).replace(tzinfo=LONDON)
    content = invite(an_event(starts=first, ends=last), ZOE, 0, NOW)
    event = only_event(content)
    assert f"DTSTART;TZID=Europe/London:{first:%Y%m%dT%H%M%S}" in lines(content)
    assert f"DTEND;TZID=Europe/London:{last:%Y%m%dT%H%M%S}" in lines(content)
    assert event["DTSTART"].dt.astimezone(UTC) == first.astimezone(UTC)
    assert event["DTEND"].dt.astimezone(UTC) == last.astimezone(UTC)


def test_the_second_showing_of_an_hour_is_written_in_utc() -> None:
    first = datetime(2027, 10, 31, 1, 30, tzinfo=LONDON)
    content = invite(an_event(starts=first, ends=first.replace(fold=1)), ZOE, 0, NOW)
    assert "DTSTART;TZID=Europe/London:20271031T013000" in lines(content)
    assert "DTEND:20271031T013000Z" in lines(content)


def test_times_stored_in_utc_are_written_in_the_events_own_zone() -> None:
    event = an_event(
        starts=datetime(2027, 7, 7, 7, tzinfo=UTC), ends=datetime(2027, 7, 7, 9, tzinfo=UTC)
    )
    assert "DTSTART;TZID=Europe/London:20270707T080000" in lines(invite(event, ZOE, 0, NOW))


def test_london_changes_on_the_last_sundays_at_the_right_local_times() -> None:
    content = invite(an_event(), ZOE, 0, NOW)
    zone = Calendar.from_ical(content).walk("VTIMEZONE")[0].to_ical().decode().split("\r\n")
    assert zone[1:-2] == [
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "DTSTART:20260329T010000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20261025T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:GMT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
    ]


@pytest.mark.parametrize(
    "name",
    ["Europe/London", "Europe/Dublin", "America/New_York", "Asia/Kolkata", "Africa/Casablanca",
     "Australia/Lord_Howe", "America/Sao_Paulo", "UTC", "Asia/Tehran"],
)  # fmt: skip
@pytest.mark.parametrize("year", [2021, 2027])
def test_a_written_zone_gives_the_true_offset_all_year(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 12, tzinfo=UTC)
    read_back = timezone_component(zone, first, last).to_tz(lookup_tzid=False)
    moments = [first + timedelta(hours=11 * step) for step in range(int(365 * 24 / 11))]
    wrong = [
        local
        for local in (moment.astimezone(zone).replace(tzinfo=None) for moment in moments)
        if local.replace(tzinfo=read_back).utcoffset() != local.replace(tzinfo=zone).utcoffset()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (
            {"ends": an_event().starts},
            "'Winter breakfast' ends before it starts; correct its times.",
        ),
        ({"starts": datetime(2027, 2, 3, 8)}, "The times of 'Winter breakfast' lack a time zone."),
        (
            {"time_zone": "Mars/Base"},
            "'Mars/Base' is not a time zone; give a name such as Europe/London.",
        ),
        (
            {"time_zone": "../secret"},
            "'../secret' is not a time zone; give a name such as Europe/London.",
        ),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    broken: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        invite(an_event(**broken), ZOE, 0, NOW)
    assert refusal.value.sentence == sentence


def test_quotes_and_line_breaks_leave_a_persons_name() -> None:
    event = only_event(
        invite(an_event(), Mailbox('Ann "Annie"\r\nLee; Dr.', "a@example.org"), 0, NOW)
    )
    assert event["ATTENDEE"].params["CN"] == "Ann Annie Lee; Dr."


def test_an_address_cannot_start_a_line_of_its_own() -> None:
    content = invite(an_event(), Mailbox("A", "a@example.org\r\nX-EVIL:1"), 0, NOW)
    assert [line for line in lines(content) if line.startswith("X-EVIL")] == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Winter breakfast 2027", "winter-breakfast-2027.ics"),
        ("../../etc/passwd", "etc-passwd.ics"),
        ("Łódź & Zürich", "odz-zurich.ics"),
        ("健康早餐", "event.ics"),
        ("x" * 200, "x" * 60 + ".ics"),
    ],
)
def test_a_filename_is_safe_everywhere(title: str, name: str) -> None:
    assert filename(title) == name


@settings(max_examples=150, deadline=None)
@example(title="A\\N, B; C\\n", place="C:\\New", description="one\n\\two\\", name="Zoë")
@given(title=st.text(), place=st.text(min_size=1), description=st.text(min_size=1), name=st.text())
def test_any_text_survives_and_every_line_is_short(
    title: str, place: str, description: str, name: str
) -> None:
    event = an_event(title=title, place=place, description=description, page_url="")
    content = invite(event, Mailbox(name, "a@example.org"), 0, NOW)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    read_back = only_event(content)
    assert str(read_back["SUMMARY"]) == plain(title).replace("\n", " ")
    assert str(read_back["LOCATION"]) == plain(place)
    assert str(read_back["DESCRIPTION"]) == plain(description)
    assert '"' not in read_back["ATTENDEE"].params.get("CN", "")
    assert str(Calendar.from_ical(content)["METHOD"]) == "REQUEST"


@given(st.text())
def test_plain_text_holds_no_control_characters_and_stays_so(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert [c for c in once if ord(c) < 32 and c != "\n"] == []
