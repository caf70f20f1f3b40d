"""Addresses that open a calendar on the web with an event filled in, for who has no program."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from scheduler.domain.messages.calendar_data import CalendarEvent


def google_link(event: CalendarEvent) -> str:
    """Return where Google Calendar shows a new entry of the event."""
    span = f"{_compact(event.starts)}/{_compact(event.ends)}"
    return "https://calendar.google.com/calendar/render?" + urlencode(
        {
            "action": "TEMPLATE",
            "text": event.title,
            "dates": span,
            "ctz": event.time_zone,
            "location": _where(event),
            "details": event.page_url,
        }
    )


def outlook_link(event: CalendarEvent) -> str:
    """Return where Outlook on the web shows a new entry of the event."""
    return "https://outlook.live.com/calendar/0/deeplink/compose?" + urlencode(
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": event.title,
            "startdt": f"{event.starts.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{event.ends.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "location": _where(event),
            "body": event.page_url,
        }
    )


def _where(event: CalendarEvent) -> str:
    return event.join if event.online and event.join else event.place


def _compact(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
