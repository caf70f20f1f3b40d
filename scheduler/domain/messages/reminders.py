"""Reminders before an event: which there are, what they say at first, and when each leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from scheduler.domain.events.setting_up import local_moment

NINE: Final = time(9)
BEFORE_THE_START: Final = timedelta(hours=2)
MOST_DAYS_BEFORE: Final = 60


@dataclass(frozen=True, slots=True)
class ReminderKind:
    """One reminder: its name on pages, how many days before the event and what it says at first."""

    key: str
    label: str
    days: int
    subject: str
    text: str

    def label_at(self, days: int) -> str:
        """Its name where it leaves so many days before."""
        if days == self.days:
            return self.label
        return next((kind.label for kind in _KINDS if kind.days == days), f"{days} days before")


_KINDS = (
    ReminderKind(
        "week",
        "A week before",
        7,
        "Next week: {event}",
        "{event} is on {when}, at {place}.\n\nIf you cannot come after all, please cancel on your "
        "personal page: somebody on the waiting list would be glad of the place.",
    ),
    ReminderKind(
        "day",
        "The day before",
        1,
        "Tomorrow: {event}",
        "We look forward to seeing you tomorrow: {when}, at {place}.\n\nCan you no longer come? "
        "Please say so on your personal page, so that nobody at your table waits for you.",
    ),
    ReminderKind(
        "morning",
        "On the morning",
        0,
        "Today: {event}",
        "See you soon, {first name}: {when}, at {place}. Your personal page says where you sit.",
    ),
)
REMINDERS: Final[Mapping[str, ReminderKind]] = {kind.key: kind for kind in _KINDS}
"""Every reminder in the order in which they leave."""


def usual_clock(days: int, starts_at: datetime, timezone: str) -> time:
    """Return when a reminder of so many days before leaves at first.

    At nine, and on the morning two hours before.
    An event that begins early has it at midnight at the earliest.
    """
    if days:
        return NINE
    starts = starts_at.astimezone(ZoneInfo(timezone))
    midnight = starts.replace(hour=0, minute=0)
    return max(starts - BEFORE_THE_START, midnight).time().replace(second=0, microsecond=0)


def leaves_at(days: int, clock: time, starts_at: datetime, timezone: str) -> datetime:
    """Return when a reminder leaves: so many days before, at that time of the event's clocks.

    It moves with the event. Raises InvalidInput for a time that the clocks skip or show twice.
    """
    day = starts_at.astimezone(ZoneInfo(timezone)).date() - timedelta(days=days)
    return local_moment(day, clock, timezone)
