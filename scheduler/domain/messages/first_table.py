"""Where somebody starts on the morning, as a reminder tells and draws it."""

from dataclasses import dataclass
from datetime import datetime


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
    def sides(self) -> tuple[tuple[SeatedThere, ...], tuple[SeatedThere, ...]]:
        """The people above the table and those below it, from left to right: the host leads, and
        the others follow clockwise."""
        half = -(-len(self.people) // 2)
        return self.people[:half], self.people[half:][::-1]
