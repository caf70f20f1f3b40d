"""Google's and Outlook's own pages get the moments of the event, whatever its zone."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from scheduler.domain.messages.calendar_data import CalendarEvent, Mailbox
from scheduler.domain.messages.calendar_links import google_link, outlook_link

LONDON = ZoneInfo("Europe/London")
EVENT = CalendarEvent(
    uid="event",
    title="R&D breakfast",
    starts=datetime(2027, 6, 4, 22, 30, tzinfo=LONDON),
    ends=datetime(2027, 6, 5, 0, 30, tzinfo=LONDON),
    time_zone="Europe/London",
    organiser=Mailbox("Hub", "hub@example.org"),
    place="Town Hall",
    page_url="https://crosstalk.example.org/e/breakfast",
)


def asked(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)


def test_google() -> None:
    assert asked(google_link(EVENT)) == {
        "action": ["TEMPLATE"],
        "text": ["R&D breakfast"],
        "dates": ["20270604T213000Z/20270604T233000Z"],
        "ctz": ["Europe/London"],
        "location": ["Town Hall"],
        "details": ["https://crosstalk.example.org/e/breakfast"],
    }


def test_outlook() -> None:
    found = asked(outlook_link(EVENT))
    assert (found["startdt"], found["enddt"]) == (
        ["2027-06-04T21:30:00Z"],
        ["2027-06-04T23:30:00Z"],
    )
    assert found["subject"] == ["R&D breakfast"]
