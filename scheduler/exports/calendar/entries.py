"""Calendar files (RFC 5545, 5546, 7986): mailed invites, downloads and feeds, as bytes.

The mail that carries an invite or a cancellation must name the same method in its MIME type
(``MAIL_TYPE``): Outlook rejects a mismatch.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, Parameters, vCalAddress, vDuration, vText, vUri

from scheduler.domain.languages import gettext
from scheduler.domain.messages.calendar_data import CalendarEvent, FeedEntry, Mailbox, RoundSlot
from scheduler.domain.text import normalized
from scheduler.errors import InvalidInput
from scheduler.exports.calendar.zones import timezone_component, zone_named

MAIL_TYPE: Final = "text/calendar; method={method}; charset=utf-8"
FILE_TYPE: Final = "text/calendar; charset=utf-8"
REFRESH: Final = timedelta(hours=1)
ALARM: Final = timedelta(hours=1)
"""How long before the event a calendar reminds of it."""

_PRODUCT = "-//Crosstalk//Crosstalk//EN"


def invite(
    event: CalendarEvent, recipient: Mailbox, sequence: int, now: datetime, sender: str = ""
) -> bytes:
    """A METHOD:REQUEST for exactly one recipient.

    ``sequence`` is the number stored for this entry, raised on a change of time, place or
    cancellation; ``now`` (aware) becomes DTSTAMP and LAST-MODIFIED. ``sender``: the address that
    the email comes from, named as SENT-BY where it is not the organiser's (RFC 6047). Raises
    InvalidInput when the times or the zone cannot be written.
    """
    entry = FeedEntry(event, sequence, now)
    organiser = _organiser(event.organiser, sender)
    return _calendar([_entry(entry, organiser, recipient)], [event], "REQUEST")


def cancellation(
    event: CalendarEvent, recipient: Mailbox, sequence: int, now: datetime, sender: str = ""
) -> bytes:
    """A METHOD:CANCEL that takes the entry out of one recipient's calendar.

    ``sequence`` must be greater than that of the last invite. ``sender`` and what is raised as for
    :func:`invite`.
    """
    entry = FeedEntry(event, sequence, now, cancelled=True)
    organiser = _organiser(event.organiser, sender)
    return _calendar([_entry(entry, organiser, recipient)], [event], "CANCEL")


def download(entries: Sequence[FeedEntry]) -> bytes:
    """A file to import: no METHOD, ORGANIZER or ATTENDEE, so that no answer is mailed to anybody.

    One entry by default; the rounds of :func:`round_entries` may follow it.
    Raises InvalidInput without entries, and as :func:`invite`.
    """
    return _calendar([_entry(entry) for entry in entries], [e.event for e in entries])


def feed(entries: Sequence[FeedEntry], name: str, refresh: timedelta = REFRESH) -> bytes:
    """A METHOD:PUBLISH calendar to subscribe to, empty when there are no entries.

    ``name`` is what the reader's program calls it; ``refresh`` is how often it should look
    again (Google looks when it likes). The same entries give the same bytes. Raises as
    :func:`invite`.
    """
    calendar = _frame("PUBLISH")
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, _Text(plain(name)))
    calendar.add("REFRESH-INTERVAL", vDuration(refresh), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(refresh))
    components = [_entry(entry, _address(entry.event.organiser)) for entry in entries]
    return _filled(calendar, components, [entry.event for entry in entries])


def round_entries(entry: FeedEntry, rounds: Iterable[RoundSlot]) -> tuple[FeedEntry, ...]:
    """One person's rounds as entries of their own, beside the event's: an opt-in.

    Each has the event's UID with the round's number in front, so a re-plan changes entries
    in place. The caller raises ``entry.sequence`` when the rounds change.
    """
    return tuple(_round_entry(entry, slot) for slot in rounds)


def filename(title: str) -> str:
    """A safe name for a download: ASCII letters, digits and hyphens, then ``.ics``."""
    letters = normalized("NFKD", title).encode("ascii", "ignore").decode()
    return (re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:60] or "event") + ".ics"


class _Text(vText):
    """Text as it stands: icalendar takes a backslash before a capital N for a line break."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


def plain(text: str) -> str:
    """``text`` without control characters; line ends become ``\\n`` and a tab becomes a space."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def _round_entry(entry: FeedEntry, slot: RoundSlot) -> FeedEntry:
    event = entry.event
    seat = (
        gettext("a pause") if slot.table is None else gettext("table %(number)s", number=slot.table)
    )
    title = gettext(
        "Round %(number)s: %(seat)s (%(event)s)", number=slot.number, seat=seat, event=event.title
    )
    names = ", ".join(slot.companions)
    round_event = CalendarEvent(
        uid=f"round-{slot.number}-{event.uid}",
        title=title,
        starts=slot.starts,
        ends=slot.ends,
        time_zone=event.time_zone,
        organiser=event.organiser,
        place=event.place,
        description=gettext("With %(names)s", names=names) if names else "",
        page_url=event.page_url,
        busy=False,
        join=slot.join,
        online=event.online and bool(slot.join),
    )
    return FeedEntry(round_event, entry.sequence, entry.changed, entry.cancelled)


def _frame(method: str | None) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    if method:
        calendar.add("METHOD", method)
    return calendar


def _calendar(
    components: list[Event], events: Sequence[CalendarEvent], method: str | None = None
) -> bytes:
    if not events:
        raise InvalidInput("There is no event to put in the calendar file.")
    return _filled(_frame(method), components, events)


def _filled(calendar: Calendar, components: list[Event], events: Sequence[CalendarEvent]) -> bytes:
    """The calendar with one VTIMEZONE for each zone used, then the entries."""
    for name in sorted({event.time_zone for event in events}):
        here = [event for event in events if event.time_zone == name]
        first, last = min(e.starts for e in here), max(e.ends for e in here)
        calendar.add_component(timezone_component(zone_named(name), first, last))
    for component in components:
        calendar.add_component(component)
    content: bytes = calendar.to_ical()
    return content


def _entry(
    entry: FeedEntry, organiser: vCalAddress | None = None, recipient: Mailbox | None = None
) -> Event:
    event = entry.event
    if event.starts.tzinfo is None or event.ends.tzinfo is None:
        raise InvalidInput(f"The times of {event.title!r} lack a time zone.")
    if event.ends.astimezone(UTC) <= event.starts.astimezone(UTC):
        raise InvalidInput(f"{event.title!r} ends before it starts; correct its times.")
    component = Event()
    component.add("UID", plain(event.uid))
    component.add("DTSTAMP", entry.changed.astimezone(UTC))
    component.add("LAST-MODIFIED", entry.changed.astimezone(UTC))
    component.add("SEQUENCE", entry.sequence)
    component.add("DTSTART", _written(event.starts, event.time_zone))
    component.add("DTEND", _written(event.ends, event.time_zone))
    component.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
    component.add("TRANSP", "OPAQUE" if event.busy else "TRANSPARENT")
    _add_texts(component, event)
    if organiser is not None:
        component.add("ORGANIZER", organiser)
    if recipient is not None:
        component.add("ATTENDEE", _attendee(recipient))
    if event.busy and not entry.cancelled:
        component.add_component(_alarm(event))
    return component


def _alarm(event: CalendarEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", -ALARM)
    alarm.add("DESCRIPTION", _Text(plain(event.title).replace("\n", " ")))
    return alarm


def _add_texts(component: Event, event: CalendarEvent) -> None:
    component.add("SUMMARY", _Text(plain(event.title).replace("\n", " ")))
    # Programs make a button of a place that is a link; not all of them read CONFERENCE.
    if place := event.join if event.online and event.join else event.place:
        component.add("LOCATION", _Text(plain(place)))
    joining = gettext("Join online: %(link)s", link=event.join) if event.join else ""
    description = "\n\n".join(part for part in (event.description, joining, event.page_url) if part)
    if description:
        component.add("DESCRIPTION", _Text(plain(description)))
    if event.page_url:
        component.add("URL", vUri(_unspaced(event.page_url)))
    if event.join:
        about = Parameters(VALUE="URI", FEATURE=["AUDIO", "VIDEO"], LABEL=gettext("Join online"))
        component.add("CONFERENCE", vUri(_unspaced(event.join)), parameters=about)


def _written(moment: datetime, zone_name: str) -> datetime:
    """The moment in its zone; in UTC where the wall clock shows that time for the second time.

    A local time that occurs twice means its first occurrence (RFC 5545, 3.3.5).
    """
    local = moment.astimezone(zone_named(zone_name))
    return local.astimezone(UTC) if local.fold else local


def _attendee(recipient: Mailbox) -> vCalAddress:
    address = _address(recipient)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "ACCEPTED"
    address.params["RSVP"] = "FALSE"
    return address


def _organiser(mailbox: Mailbox, sender: str) -> vCalAddress:
    address = _address(mailbox)
    if sender and sender.casefold() != mailbox.email.casefold():
        address.params["SENT-BY"] = f"mailto:{_unspaced(sender)}"
    return address


def _address(mailbox: Mailbox) -> vCalAddress:
    """A calendar address. Quotes leave the name: programs show their escape (``^'``)."""
    address = vCalAddress(f"mailto:{_unspaced(mailbox.email)}")
    name = " ".join(re.sub(r'["^]', "", plain(mailbox.name)).split())
    if name:
        address.params["CN"] = name
    return address


def _unspaced(text: str) -> str:
    return "".join(plain(text).split())
