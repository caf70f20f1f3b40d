"""How values are written for people: Jinja filters in British English."""

import re
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import Flask

from scheduler.domain.english import count, in_words, places_words
from scheduler.domain.events.sectors import SECTOR_SHAPES
from scheduler.domain.events.setting_up import FIRST_DAY, last_day
from scheduler.domain.messages.links import map_of
from scheduler.domain.people.names import called
from scheduler.domain.planning.round_table import initials
from scheduler.domain.states import FOR_TEMPLATES
from scheduler.domain.words.zones import date_words, day_in_year, day_words, span_words, zone_words
from scheduler.web.shared.forms import in_page_order
from scheduler.web.shared.mailing import emails_leave
from scheduler.web.shared.people.organisations import organisation_of
from scheduler.web.shared.round_table_svg import round_table_svg, shapes_svg
from scheduler.web.shared.table_pictures import list_picture, sample_room, table_picture


class Timed(Protocol):
    """What has a beginning and an end, in a time zone of its own."""

    starts_at: datetime
    ends_at: datetime
    timezone: str


POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) (\d[A-Z]{2})\b")


def local(moment: datetime, timezone: str) -> datetime:
    """The moment as the clocks of that time zone show it."""
    return moment.astimezone(ZoneInfo(timezone))


def day(moment: datetime, timezone: str) -> str:
    """Such as "Thursday 3 December 2026"."""
    return day_words(local(moment, timezone))


def short_day(moment: datetime, timezone: str) -> str:
    """Such as "Thu 3 Dec 2026"."""
    there = local(moment, timezone)
    return f"{there:%a} {there.day} {there:%b %Y}"


def days_to(moment: datetime, now: datetime, timezone: str) -> str:
    """How far ahead the day is: "today", "tomorrow", "in 12 days"."""
    days = (local(moment, timezone).date() - local(now, timezone).date()).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def month(moment: datetime, timezone: str) -> str:
    """Such as "Dec 2026"."""
    return f"{local(moment, timezone):%b %Y}"


def clock(moment: datetime, timezone: str) -> str:
    """Such as "08:30"."""
    return f"{local(moment, timezone):%H:%M}"


def dated(moment: datetime, timezone: str) -> str:
    """Such as "Thu 3 Dec 2026, 18:00 London time", for what happened."""
    at = f"{short_day(moment, timezone)}, {clock(moment, timezone)}"
    return f"{at} {zone(moment, timezone)}"


def until(moment: datetime, timezone: str) -> str:
    """Such as "Thursday 3 December 2026, 18:00 (London time)"."""
    return f"{day(moment, timezone)}, {clock(moment, timezone)} ({zone(moment, timezone)})"


def zone(moment: datetime, timezone: str) -> str:
    """Such as "London time"."""
    return zone_words(local(moment, timezone))


def next_day(event: Timed) -> str:
    """Such as " on Saturday" for an event that ends on another day than it starts, else ""."""
    starts, ends = (local(moment, event.timezone) for moment in (event.starts_at, event.ends_at))
    return "" if starts.date() == ends.date() else f" on {ends:%A}"


def span(event: Timed) -> str:
    """Such as "08:30 to 10:30"; an end on another day than the start names its day."""
    starts, ends = (local(moment, event.timezone) for moment in (event.starts_at, event.ends_at))
    return span_words(starts, ends)


def shape(style: int) -> str:
    """The shape that goes with a sector's colour and word."""
    return SECTOR_SHAPES.get(style, "●")


def unbroken(place: str) -> str:
    """The place with a postcode that stays on one line."""
    return POSTCODE.sub("\\1\N{NO-BREAK SPACE}\\2", place)


def day_limits() -> dict[str, str]:
    """The attributes of an input for a day: the first and the last that may be typed."""
    last = last_day(datetime.now(UTC).date())
    return {"min": FIRST_DAY.isoformat(), "max": last.isoformat()}


TIMES = (
    local, day, date_words, short_day, days_to, month, clock, dated, until, span, next_day, zone,
)  # fmt: skip
FILTERS = (
    *TIMES, day_in_year, called, count, in_words, shape, initials, map_of, unbroken, in_page_order,
)  # fmt: skip


def init_formats(app: Flask) -> None:
    """Register every filter of this module, and the states that templates compare with."""
    for function in FILTERS:
        app.add_template_filter(function)
    app.add_template_filter(organisation_of)
    app.add_template_global(places_words)
    app.add_template_global(day_limits)
    app.jinja_env.globals.update(
        FOR_TEMPLATES,
        emails_leave=emails_leave,
        round_table_svg=round_table_svg,
        shapes_svg=shapes_svg,
        list_picture=list_picture,
        table_picture=table_picture,
        sample_room=sample_room,
    )
