"""The next event of a series: when it is, and what comes along from the last."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

MONTHS_BETWEEN: Final = 3
"""Breakfasts come once a quarter."""


class EventPart(StrEnum):
    """What of an event may come along to the next."""

    AGENDA = "agenda"
    SPEAKERS = "speakers"
    TABLES = "tables"
    RULES = "rules"
    SECTORS = "sectors"
    QUESTIONS = "questions"
    WORDING = "wording"
    LISTED = "listed"
    EXPECT = "expect"
    ONLINE = "online"
    LANGUAGE = "language"
    SIGNUP = "signup"
    APPROVAL = "approval"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Carried:
    """One part of an event that may come along to the next. ``usual``: ticked at first.

    ``columns``: the event's own columns that belong to it; other parts are rows beside it.
    """

    label: str
    columns: tuple[str, ...] = ()
    usual: bool = True


CARRIED: Final[Mapping[EventPart, Carried]] = {
    EventPart.AGENDA: Carried("The agenda"),
    EventPart.SPEAKERS: Carried("The speakers named in it", usual=False),
    EventPart.TABLES: Carried(
        "Rounds and tables",
        (
            *("format", "table_size", "table_count", "odd", "rounds"),
            *("talk_minutes", "move_minutes", "quiet_tables"),
        ),
    ),
    EventPart.RULES: Carried(
        "The rule about colleagues of one organisation", ("apart_organisations",)
    ),
    EventPart.SECTORS: Carried("Sectors and their examples"),
    EventPart.QUESTIONS: Carried(
        "What the form asks, and the priority areas", ("priority_areas", "fields_off")
    ),
    EventPart.WORDING: Carried(
        "The text above the sign-up form, what hosts ask, and your own words in emails",
        ("summary", "prompts", "wording"),
    ),
    EventPart.LISTED: Carried("Whether search engines may show its page", ("listed",)),
    EventPart.EXPECT: Carried(
        "What to expect, the logo and photographs", ("getting_in", "greeted_by", "noise")
    ),
    EventPart.ONLINE: Carried(
        "Whether people join online, and the links of the meetings",
        ("venue", "meeting_links", "everybody_link", "online_tables"),
    ),
    EventPart.LANGUAGE: Carried("The language of its pages and emails", ("language",)),
    EventPart.SIGNUP: Carried(
        "When sign-up opens and closes, as many days before",
        ("signup_opens_at", "signup_closes_at", "held_until", "wishes_until"),
    ),
    EventPart.APPROVAL: Carried("Whether you approve each sign-up", ("approval",)),
    EventPart.WAITING: Carried("How long an offer to the waiting list stands", ("offer_hours",)),
}
"""What the organiser chooses from, in the order of the page."""


def next_event_day(day: date) -> date:
    """Return the same weekday of the month a quarter later: the first Friday of December gives
    the first Friday of March. A fifth weekday gives the last one of its month.
    """
    months = day.month - 1 + MONTHS_BETWEEN
    first = date(day.year + months // 12, months % 12 + 1, 1)
    to_weekday = (day.weekday() - first.weekday()) % 7
    found = 1 + to_weekday + 7 * ((day.day - 1) // 7)
    if found > monthrange(first.year, first.month)[1]:
        found -= 7
    return first.replace(day=found)


def proposed_day(day: date, today: date) -> date:
    """Return the first day of the rhythm after both ``day`` and ``today``."""
    found = next_event_day(day)
    while found <= today:
        found = next_event_day(found)
    return found


def moved(moment: datetime, days: int, timezone: str) -> datetime:
    """Return the moment so many days later by the clocks of that zone, in UTC.

    The clock time stays, although the clocks may go forward or back in between.
    """
    local = moment.astimezone(ZoneInfo(timezone))
    return (local + timedelta(days=days)).astimezone(UTC)
