"""Where somebody starts on the morning, as a reminder tells and draws it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

_AROUND = (1, 2, 5, 8, 7, 6, 3, 0)
"""The places of a square of nine, clockwise from the top."""


@dataclass(frozen=True, slots=True)
class SeatedThere:
    """One person at that table. ``style`` is the sector's number from 1 to 12, or 0 for none."""

    name: str
    style: int
    host: bool
    you: bool


@dataclass(frozen=True, slots=True)
class FirstTable:
    """The first round in which somebody has a table, when it starts (aware), and who sits there.

    ``people`` begins with the host, then follow the others by name; the reader is among them.
    """

    number: int
    starts: datetime
    table: int
    people: tuple[SeatedThere, ...]

    @property
    def others(self) -> str:
        """The names of those whom the reader meets there."""
        return ", ".join(person.name for person in self.people if not person.you)

    @property
    def rows(self) -> tuple[tuple[tuple[SeatedThere, ...], ...], ...]:
        """The people around the table, in three rows of three places whose middle is the table's:
        the host sits at the top, the others follow clockwise."""
        places: dict[int, list[SeatedThere]] = {place: [] for place in range(9)}
        step = len(_AROUND) / max(len(self.people), 1)
        for at, person in enumerate(self.people):
            places[_AROUND[round(at * step) % len(_AROUND)]].append(person)
        return tuple(
            tuple(tuple(places[row * 3 + column]) for column in range(3)) for row in range(3)
        )

    def clock(self, zone: tzinfo | None) -> str:
        """When it starts, as "09:10"."""
        return f"{self.starts.astimezone(zone):%H:%M}"
