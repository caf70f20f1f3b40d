"""The balance of an event before its day: sign-ups over time, and what the rounds can reach."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import case, exists, func, select

from scheduler.domain.events.forecast import MORE, Forecast, absent_percent, short_sector
from scheduler.domain.events.setting_up import table_count
from scheduler.domain.registration.over_time import DayCount, over_time
from scheduler.domain.states import CAME, COMING, RegistrationState, TableFormat
from scheduler.engine.forecast import ceiling_of_numbers
from scheduler.engine.problem import Odd
from scheduler.models import Attendance, Attendee, Event, db
from scheduler.services.events.overview import sector_counts
from scheduler.services.people.presence import came_another_instead, was_there

DRAWS: Final = 80
"""Mornings that are tried, with others away in each."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What the ceiling depends on; equal rooms share an answer."""

    sectors: tuple[tuple[str, int], ...]
    rounds: int
    format: TableFormat
    table_size: int
    table_count: int | None
    odd: str

    def ceiling(self, sectors: Mapping[str, int]) -> int:
        people = sum(sectors.values())
        return ceiling_of_numbers(
            sectors,
            self.rounds,
            pairs=self.format == TableFormat.PAIRS,
            table_count=table_count(self.format, self.table_size, self.table_count, people),
            odd=Odd(self.odd),
        )


def forecast_of(event: Event, absent: int) -> Forecast | None:
    """Return what the rounds can reach when ``absent`` percent stay away; None for fewer than four.

    The same room and percentage give the same answer; it is kept in this process. History, hosts
    and rules are left out: they are of people, and these may not come.
    """
    counts = sector_counts(event)
    sectors = tuple((count.name, count.placed) for count in counts if count.sector_id is not None)
    if sum(number for _, number in sectors) < 4:
        return None
    room = _Room(
        sectors, event.rounds, event.format, event.table_size, event.table_count, event.odd
    )
    return _forecast(room, absent)


def usual_absence(event: Event) -> int | None:
    """Return what percent stayed away of the earlier events of the series that had a check-in."""
    if event.series_id is None:
        return None
    checked = exists().where(Attendance.event_id == Event.id, Attendance.state.in_(CAME))
    rows = db.session.execute(
        select(Event.id, func.count(), func.sum(case((was_there(), 1), else_=0)))
        .join(Attendee, Attendee.event_id == Event.id)
        .where(
            Event.series_id == event.series_id,
            Event.starts_at < event.starts_at,
            Event.called_off_at.is_(None),
            Attendee.state == RegistrationState.PLACED,
            ~came_another_instead(),
            checked,
        )
        .group_by(Event.id)
    )
    return absent_percent({event_id: (placed, came) for event_id, placed, came in rows})


def sign_ups_over_time(event: Event, now: datetime) -> list[DayCount]:
    """Return how many had signed up and not cancelled since, by sector, those without one last."""
    zone = ZoneInfo(event.timezone)
    rows = db.session.execute(
        select(Attendee.signed_up_at, Attendee.sector_id).where(
            Attendee.event_id == event.id, Attendee.state.in_(COMING)
        )
    )
    signed = [(moment.astimezone(zone).date(), sector_id) for moment, sector_id in rows]
    sectors = [*(sector.id for sector in event.sectors), None]
    return over_time(signed, sectors, min(now, event.starts_at).astimezone(zone).date())


@lru_cache(maxsize=256)
def _forecast(room: _Room, absent: int) -> Forecast:
    sectors = dict(room.sectors)
    everybody = room.ceiling(sectors)
    chance = random.Random(str((room, absent)))  # noqa: S311 - the same room, the same forecast
    reached = sorted(
        room.ceiling(
            {
                name: sum(chance.random() * 100 >= absent for _ in range(size))
                for name, size in sectors.items()
            }
        )
        for _ in range(DRAWS if absent else 1)
    )
    expected = round(sum(reached) / len(reached))
    low, high = reached[len(reached) // 20], reached[-1 - len(reached) // 20]
    spread = max(expected - low, high - expected)
    short = short_sector(sectors)
    more = room.ceiling(sectors | {short: sectors[short] + MORE}) - everybody
    return Forecast(everybody, expected, spread, absent, short, more)
