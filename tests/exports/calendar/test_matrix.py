"""Every kind of calendar file as four parsers with nothing in common understand it."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from scheduler.domain.messages.calendar_data import CalendarEvent, FeedEntry, Mailbox, RoundSlot
from scheduler.exports.calendar import entries as calendar

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
STARTS = {
    "winter": datetime(2027, 1, 15, 8, 30),
    "summer": datetime(2027, 7, 15, 8, 30),
    "over midnight": datetime(2027, 3, 27, 23, 0),
}
OFFICE, ZOE = Mailbox("Riverside Hub", "office@example.org"), Mailbox("Zoë", "zoe@example.org")
JOIN, ROUND_JOIN = "https://meet.example.org/a;b?c=1", "https://meet.example.org/4"
CHANGED = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


class Understood(NamedTuple):
    """What a reader makes of one entry."""

    method: str
    uid: str
    starts: datetime
    ends: datetime
    title: str
    place: str
    status: str
    busy: str
    sequence: int
    organiser: str
    sent_by: str
    alarms: int
    join: str


def by_icalendar(content: bytes) -> list[Understood]:
    whole = icalendar.Calendar.from_ical(content)
    return [
        Understood(
            str(whole.get("METHOD", "")),
            str(each["UID"]),
            each["DTSTART"].dt.astimezone(UTC),
            each["DTEND"].dt.astimezone(UTC),
            str(each["SUMMARY"]),
            str(each["LOCATION"]),
            str(each["STATUS"]),
            str(each["TRANSP"]),
            int(each["SEQUENCE"]),
            str(each.get("ORGANIZER", "")),
            each["ORGANIZER"].params.get("SENT-BY", "") if "ORGANIZER" in each else "",
            len(each.walk("VALARM")),
            str(each.get("CONFERENCE", "")),
        )
        for each in whole.walk("VEVENT")
    ]


def by_vobject(content: bytes) -> list[Understood]:
    whole = vobject.readOne(content.decode())

    def said(of: Any, name: str) -> str:
        return str(of.getChildValue(name, ""))

    return [
        Understood(
            said(whole, "method"),
            said(each, "uid"),
            each.dtstart.value.astimezone(UTC),
            each.dtend.value.astimezone(UTC),
            said(each, "summary"),
            said(each, "location"),
            said(each, "status"),
            said(each, "transp"),
            int(said(each, "sequence")),
            said(each, "organizer"),
            each.organizer.params.get("SENT-BY", [""])[0] if hasattr(each, "organizer") else "",
            len(each.contents.get("valarm", [])),
            said(each, "conference"),
        )
        for each in whole.vevent_list
    ]


def by_ics(content: bytes) -> list[Understood]:
    whole = ics.Calendar(content.decode())
    # What it has no attribute for it keeps as it was written.
    rest = {each.uid: {line.name: line for line in each.extra} for each in whole.events}
    return [
        Understood(
            whole.method or "",
            each.uid,
            each.begin.datetime.astimezone(UTC),
            each.end.datetime.astimezone(UTC),
            each.name,
            each.location,
            each.status,
            "TRANSPARENT" if each.transparent else "OPAQUE",
            int(rest[each.uid]["SEQUENCE"].value),
            f"mailto:{each.organizer.email}" if each.organizer else "",
            f"{each.organizer.sent_by or ''}" if each.organizer else "",
            len(each.alarms),
            rest[each.uid]["CONFERENCE"].value if "CONFERENCE" in rest[each.uid] else "",
        )
        for each in sorted(whole.events, key=lambda event: event.uid)
    ]


def by_ical(content: bytes) -> list[Understood]:
    whole = IcsCalendarStream.calendar_from_ics(content.decode())
    return [
        Understood(
            whole.method or "",
            each.uid,
            each.dtstart.astimezone(UTC),
            each.dtend.astimezone(UTC),
            each.summary,
            each.location,
            each.status,
            each.transparency,
            each.sequence,
            str(each.organizer.uri) if each.organizer else "",
            str(each.organizer.sent_by or "") if each.organizer else "",
            len(each.alarm),
            "",
        )
        for each in whole.events
    ]


def files(zone: str, starts: datetime) -> dict[str, bytes]:
    """Each kind of file about one event of two hours and its first round."""
    begins = starts.replace(tzinfo=ZoneInfo(zone))
    event = CalendarEvent(
        uid="event-7@example.org",
        title="Frühstück, ‘Łódź’; breakfast",
        starts=begins,
        ends=begins + timedelta(hours=2),
        time_zone=zone,
        organiser=OFFICE,
        place="Town Hall, 1 High Street; upstairs",
        page_url="https://example.org/e/winter",
        join=JOIN,
    )
    entry = FeedEntry(event, 3, CHANGED)
    slot = RoundSlot(
        1, begins + timedelta(minutes=30), begins + timedelta(minutes=40), 4, (), ROUND_JOIN
    )
    own = entry, *calendar.round_entries(entry, [slot])
    return {
        "invite": calendar.invite(event, ZOE, 3, CHANGED, "crosstalk@example.org"),
        "cancellation": calendar.cancellation(event, ZOE, 4, CHANGED, "crosstalk@example.org"),
        "download": calendar.download(own),
        "feed": calendar.feed(own, "Breakfast"),
    }


@pytest.mark.parametrize("when", STARTS)
@pytest.mark.parametrize("zone", ZONES)
def test_four_parsers_understand_the_same(zone: str, when: str) -> None:
    begins = STARTS[when].replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    for kind, content in files(zone, STARTS[when]).items():
        understood = by_icalendar(content)
        assert [by_vobject(content), by_ics(content)] == [understood] * 2
        # It knows no CONFERENCE; its readers find the link in the description.
        assert by_ical(content) == [each._replace(join="") for each in understood]
        whole = understood[0]
        assert (whole.starts, whole.title) == (begins, "Frühstück, ‘Łódź’; breakfast")
        assert whole.place == "Town Hall, 1 High Street; upstairs"
        sent_by = "mailto:crosstalk@example.org" if kind in ("invite", "cancellation") else ""
        assert whole.sent_by == sent_by
        assert whole.alarms == (kind != "cancellation")
        assert whole.join == JOIN
        rounds = [(each.busy, each.alarms, each.join) for each in understood[1:]]
        assert rounds == ([("TRANSPARENT", 0, ROUND_JOIN)] if kind in ("download", "feed") else [])


def test_an_organiser_who_sends_the_email_needs_no_sent_by() -> None:
    begins = datetime(2027, 1, 15, 8, 30, tzinfo=UTC)
    event = CalendarEvent("u", "T", begins, begins + timedelta(hours=1), "UTC", OFFICE)
    assert b"SENT-BY" not in calendar.invite(event, ZOE, 0, CHANGED, "Office@example.org")
