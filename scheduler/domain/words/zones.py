"""Moments as the clocks of a zone show them, in words, in the language spoken."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton

from scheduler.domain.languages import ENGLISH, gettext, spoken


def day_words(there: datetime) -> str:
    """Such as "Thursday 3 December 2026"; ``there`` is in the zone of whoever reads it."""
    if spoken().tag == ENGLISH:
        return f"{there:%A} {there.day} {there:%B %Y}"
    return format_date(there, "full", locale=spoken().tag)


def date_words(there: date) -> str:
    """Such as "3 December 2026"."""
    if spoken().tag == ENGLISH:
        return f"{there.day} {there:%B %Y}"
    return format_date(there, "long", locale=spoken().tag)


def month_words(there: date) -> str:
    """Such as "Dec 2026"."""
    if spoken().tag == ENGLISH:
        return f"{there:%b %Y}"
    return format_skeleton("yMMM", there, locale=spoken().tag)


def day_in_year(there: date) -> str:
    """Such as "3 December"."""
    if spoken().tag == ENGLISH:
        return f"{there.day} {there:%B}"
    return format_skeleton("MMMMd", there, locale=spoken().tag)


def weekday_words(there: datetime) -> str:
    """Such as "Thursday"."""
    return f"{there:%A}" if spoken().tag == ENGLISH else format_date(there, "EEEE", spoken().tag)


def span_words(starts: datetime, ends: datetime) -> str:
    """Such as "08:30 to 10:30"; an end on another day than the start names its day."""
    start, end = starts.strftime("%H:%M"), ends.strftime("%H:%M")
    if starts.date() == ends.date():
        return gettext("%(start)s to %(end)s", start=start, end=end)
    day = weekday_words(ends)
    return gettext("%(start)s to %(end)s on %(day)s", start=start, end=end, day=day)


def until_words(moment: datetime, timezone: str) -> str:
    """Such as "Thursday 3 December, 18:00", in that zone."""
    return moment_words(moment.astimezone(ZoneInfo(timezone)))


def moment_words(there: datetime) -> str:
    """The same for a moment that is in the reader's zone already."""
    if spoken().tag == ENGLISH:
        return f"{there:%A} {there.day} {there:%B}, {there:%H:%M}"
    return f"{day_words(there)}, {there:%H:%M}"


def until_words_abroad(moment: datetime, timezone: str) -> str:
    """The same for somebody who may read it elsewhere: "… 18:00 (London time)"."""
    zone = zone_words(moment.astimezone(ZoneInfo(timezone)))
    return f"{until_words(moment, timezone)} ({zone})"


def zone_words(moment: datetime) -> str:
    """The zone of a moment for somebody who reads it abroad: "London time", else its short name."""
    key = getattr(moment.tzinfo, "key", "")
    area, _, city = key.rpartition("/")
    if not area:
        return moment.tzname() or "UTC"
    known = Locale.parse(spoken().tag).time_zones.get(key, {}) if spoken().tag != ENGLISH else {}
    return gettext("%(city)s time", city=known.get("city") or city.replace("_", " "))


def when_words(starts: datetime, ends: datetime) -> str:
    """Such as "Friday 4 December 2026, 08:30 to 10:30 (London time)", in the zone of the times.

    An end on another day than the start names its day.
    """
    return f"{day_words(starts)}, {span_words(starts, ends)} ({zone_words(starts)})"


def local_time(moment: datetime, timezone: str) -> datetime:
    """The moment as the clocks of that zone show it."""
    return moment.astimezone(ZoneInfo(timezone))
