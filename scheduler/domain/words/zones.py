"""Moments as the clocks of a zone show them, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo


def until_words(moment: datetime, timezone: str) -> str:
    """Such as "Thursday 3 December, 18:00", in that zone."""
    there = moment.astimezone(ZoneInfo(timezone))
    return f"{there:%A} {there.day} {there:%B}, {there:%H:%M}"


def until_words_abroad(moment: datetime, timezone: str) -> str:
    """The same for somebody who may read it elsewhere: "… 18:00 (London time)"."""
    zone = zone_words(moment.astimezone(ZoneInfo(timezone)))
    return f"{until_words(moment, timezone)} ({zone})"


def zone_words(moment: datetime) -> str:
    """The zone of a moment for somebody who reads it abroad: "London time", else its short name."""
    area, _, city = getattr(moment.tzinfo, "key", "").rpartition("/")
    return f"{city.replace('_', ' ')} time" if area else (moment.tzname() or "UTC")
