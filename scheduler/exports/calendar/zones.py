"""VTIMEZONE components that state a zone's rules exactly, from the IANA data.

RFC 5545 (3.6.5) wants the onset of each observance in the local time *before* the change.
The library's own generator walks the wall clock, and so puts the spring change an hour late;
here changes are searched in UTC. Where the changes of all the years covered follow one yearly
pattern it is written as an RRULE, the form every calendar program reads.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from scheduler.errors import InvalidInput

_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS_AROUND = 1
_PROBE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of the clocks: ``onset`` is naive local time before the change."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str


def zone_named(name: str) -> ZoneInfo:
    """The zone of that IANA name. Raises InvalidInput when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise InvalidInput(
            f"{name!r} is not a time zone; give a name such as Europe/London."
        ) from unknown


def timezone_component(tz: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """The VTIMEZONE of ``tz``, right for every moment from ``first`` to ``last`` (aware)."""
    start = datetime(first.year - _YEARS_AROUND, 1, 1, tzinfo=UTC)
    changes = _changes_of(tz, start.year, last.year + _YEARS_AROUND)
    component = Timezone()
    component.add("TZID", tz.key)
    opening = start.astimezone(tz)
    if not changes or changes[0].onset >= first.astimezone(tz).replace(tzinfo=None):
        offset = opening.utcoffset() or timedelta()
        epoch = _Change(datetime(1970, 1, 1), offset, offset, opening.tzname() or tz.key)
        component.add_component(_observance([epoch]))
    alike: dict[tuple[object, ...], list[_Change]] = defaultdict(list)
    for change in changes:
        alike[change.before, change.after, change.name, change.onset.month].append(change)
    for group in alike.values():
        if _weekday_rule(group):
            component.add_component(_observance(group))
        else:
            for change in group:
                component.add_component(_observance([change]))
    return component


@lru_cache(maxsize=64)
def _changes_of(tz: ZoneInfo, first_year: int, last_year: int) -> tuple[_Change, ...]:
    """The changes of those years. Kept: hundreds of invites to one event ask for the same."""
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    return tuple(_changes(tz, start, datetime(last_year + 1, 1, 1, tzinfo=UTC)))


def _changes(tz: ZoneInfo, start: datetime, end: datetime) -> Iterator[_Change]:
    """Every change of offset in [start, end), found to the second by halving a week."""
    low = start
    while low < end:
        high = low + _PROBE
        if _offset(tz, low) != _offset(tz, high):
            at = _moment_of_change(tz, low, high)
            before, after = _offset(tz, at - timedelta(seconds=1)), _offset(tz, at)
            onset = at.replace(tzinfo=None) + before
            yield _Change(onset, before, after, at.astimezone(tz).tzname() or tz.key)
            high = at
        low = high


def _moment_of_change(tz: ZoneInfo, low: datetime, high: datetime) -> datetime:
    base = _offset(tz, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _offset(tz, middle) == base:
            low = middle
        else:
            high = middle
    return high


def _offset(tz: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(tz).utcoffset() or timedelta()


def _weekday_rule(group: list[_Change]) -> dict[str, str | int] | None:
    """The yearly rule all of a group follow ("last Sunday of March"), or None.

    A group shares offsets, name and month. There must be one change in each of at least
    two years running, at one time of day, on one weekday, at one place within the month.
    """
    onsets = sorted(change.onset for change in group)
    years = [onset.year for onset in onsets]
    same_clock = len({(onset.weekday(), onset.time()) for onset in onsets}) == 1
    if len(onsets) < 2 or not same_clock or years != list(range(years[0], years[0] + len(years))):
        return None
    places = {(onset.day - 1) // 7 + 1 for onset in onsets}
    if all((onset + timedelta(days=7)).month != onset.month for onset in onsets):
        place = -1
    elif len(places) == 1:
        place = places.pop()
    else:
        return None
    day = f"{place}{_DAY_CODES[onsets[0].weekday()]}"
    return {"freq": "yearly", "bymonth": onsets[0].month, "byday": day}


def _observance(group: list[_Change]) -> TimezoneStandard | TimezoneDaylight:
    first = min(group, key=lambda change: change.onset)
    ahead = first.after > first.before
    component = TimezoneDaylight() if ahead else TimezoneStandard()
    component.add("DTSTART", first.onset)
    component.add("TZOFFSETFROM", first.before)
    component.add("TZOFFSETTO", first.after)
    component.add("TZNAME", first.name)
    if rule := _weekday_rule(group):
        component.add("RRULE", rule)
    return component
