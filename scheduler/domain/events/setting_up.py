"""What an event is at its beginning, and how its local times become moments."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from scheduler.domain.states import AgendaKind, TableFormat
from scheduler.domain.text import normalized
from scheduler.errors import InvalidInput

DEFAULT_TIMEZONE: Final = "Europe/London"
MOST_PLACES: Final = 2000
MOST_ROUNDS: Final = 20
LONGEST_EVENT: Final = timedelta(hours=16)
LONGEST_NIGHT: Final = timedelta(hours=10)
FIRST_DAY: Final = date(2000, 1, 1)
YEARS_AHEAD: Final = 10
"""Of any day that somebody types: another year is a slip, and a clock may not go that far."""

PRIORITY_AREAS: Final = (
    "Mental wellbeing",
    "Housing and homelessness",
    "Older people",
    "Carers",
    "Employability",
    "Addiction recovery",
)
"""What a new event offers as priorities; the organiser may change them."""

PROMPTS: Final = (
    "What big challenge do you bring?",
    "What could you give this table?",
    "Who in this room should meet whom?",
)
"""What hosts ask at the start of a round, unless the organiser writes something else."""


@dataclass(frozen=True, slots=True)
class AgendaDraft:
    """One agenda item that is not stored yet."""

    kind: AgendaKind
    title: str
    minutes: int
    speaker: str = ""


def default_agenda(morning: int, rounds_minutes: int) -> tuple[AgendaDraft, ...]:
    """Return an agenda that fills ``morning`` minutes where it can.

    Arrival and two short talks, then the rounds, then a long coffee (known from practice: network
    after the opening talk and before a long coffee). The slot always has room for the rounds; in a
    short morning the talks give way, and the last item never falls under five minutes.
    """
    talk = 10 if morning >= rounds_minutes + 40 else 5
    before = (
        AgendaDraft(AgendaKind.OTHER, "Arrival and breakfast", 15 if talk == 10 else 5),
        AgendaDraft(AgendaKind.TALK, "Welcome", 5),
        AgendaDraft(AgendaKind.TALK, "First talk", talk),
        AgendaDraft(AgendaKind.TALK, "Second talk", talk),
    )
    left = morning - rounds_minutes - sum(item.minutes for item in before)
    return (
        *before,
        AgendaDraft(AgendaKind.NETWORKING, "Networking rounds", rounds_minutes),
        AgendaDraft(AgendaKind.BREAK, "Coffee, conversation and close", max(5, left)),
    )


def local_moment(day: date, clock: time, timezone: str) -> datetime:
    """Return the moment at which the clocks of that zone show this day and time, in UTC.

    Raises InvalidInput when the clocks skip that time or show it twice (the changes to and
    from summer time), and for an unknown zone. A day that somebody types goes through
    :func:`check_day` first: near the end of the calendar there is no moment.
    """
    if timezone not in timezones():
        raise InvalidInput(
            f"{timezone} is not a time zone: choose one from the list.", field="timezone"
        )
    zone = ZoneInfo(timezone)
    local = datetime.combine(day, clock, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise InvalidInput(
            f"{clock:%H:%M} does not exist on {day.day} {day:%B %Y} in {timezone}: the clocks go "
            "forward that night. Choose another time."
        )
    if local.replace(fold=1).astimezone(UTC) != moment:
        raise InvalidInput(
            f"{clock:%H:%M} comes twice on {day.day} {day:%B %Y} in {timezone}: the clocks go "
            "back that night. Choose a time before or after that hour."
        )
    return moment


def last_day(today: date) -> date:
    """Return the last day that may be typed, ten years from today."""
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + YEARS_AHEAD, day=28 if leap else today.day)


def check_day(day: date, today: date) -> None:
    """Raise InvalidInput, field ``day``, for a day before FIRST_DAY or after :func:`last_day`."""
    last = last_day(today)
    if not FIRST_DAY <= day <= last:
        raise InvalidInput(
            f"Check the year: choose a day from {FIRST_DAY.year} on, at the latest {last.day} "
            f"{last:%B %Y}.",
            field="day",
        )


def is_next_day(starts: time, ends: time) -> bool:
    """Whether an event with these clock times ends on the day after it starts.

    So it does where that makes a night of at most LONGEST_NIGHT; otherwise the end is a slip.
    """
    night = datetime.combine(date.min + timedelta(days=1), ends) - datetime.combine(
        date.min, starts
    )
    return ends < starts and night <= LONGEST_NIGHT


def check_span(starts: datetime, ends: datetime) -> None:
    """Raise InvalidInput unless the event ends after it starts, and on the same stretch of day."""
    if ends <= starts:
        raise InvalidInput("The event must end after it starts: check the two times.", field="ends")
    if ends - starts > LONGEST_EVENT:
        raise InvalidInput("The event is longer than 16 hours: check the two times.", field="ends")


@cache
def timezones() -> tuple[str, ...]:
    """Every zone people live in, named "Area/City", the United Kingdom's first."""
    areas = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    names = sorted(name for name in available_timezones() if name.split("/")[0] in areas)
    return (DEFAULT_TIMEZONE, *(name for name in names if name != DEFAULT_TIMEZONE), "UTC")


def make_slug(title: str, day: date) -> str:
    """Return a short address such as "health-breakfast-2026-12-04-k3f9".

    The last four signs are random, so that two events never share an address by chance alone;
    the database has the last word.
    """
    plain = normalized("NFKD", title.casefold())
    words = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    stem = words.strip("-")[:50].strip("-") or "event"
    alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    return f"{stem}-{day:%Y-%m-%d}-{''.join(secrets.choice(alphabet) for _ in range(4))}"


def table_count(
    format_: TableFormat, table_size: int, fixed: int | None, people: int, hosted: int = 0
) -> int:
    """Return the number of tables for that many people; ⌈people / size⌉ unless it is fixed.

    Pairs use one table for each two people (an odd one joins a trio or sits out). ``hosted``: the
    highest table with a host. When people cancel it stays in use as long as nobody sits alone.
    """
    if format_ == TableFormat.PAIRS:
        return max(1, people // 2)
    if fixed:
        return fixed
    least = max(1, -(-people // table_size))
    return hosted if least < hosted <= people // 2 else least
