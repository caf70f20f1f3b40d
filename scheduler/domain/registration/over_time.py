"""Sign-ups by sector over time: how many there were at the end of each of some days."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MOST_DAYS: Final = 12
"""How many days are told, so that the table can be read."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day and how many had signed up by its end, for each sector in the order asked for."""

    day: date
    numbers: tuple[int, ...]

    @property
    def all(self) -> int:
        """Everybody who had signed up."""
        return sum(self.numbers)


def over_time(
    sign_ups: Iterable[tuple[date, int | None]], sectors: Sequence[int | None], until: date
) -> list[DayCount]:
    """Return at most MOST_DAYS + 1 days, evenly apart, from the first sign-up to ``until``.

    The last is ``until`` itself, or the day of the last sign-up if that is later.
    """
    rows = sorted(sign_ups, key=lambda row: row[0])
    if not rows:
        return []
    first, last = rows[0][0], max(until, rows[-1][0])
    step = max(1, -(-(last - first).days // MOST_DAYS))
    days = [last - timedelta(days=back) for back in range(0, (last - first).days + 1, step)]
    found = []
    for day in sorted(days):
        numbers = Counter(sector for signed, sector in rows if signed <= day)
        found.append(DayCount(day, tuple(numbers[sector] for sector in sectors)))
    return found
