"""Where the tables of a room stand, in parts of a plan that is 784 wide."""

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 784
TABLE: Final = 148
"""The width of a table with its chairs."""
EDGE: Final = TABLE // 2
FEW: Final = 12
"""Up to so many tables stand four in a row, more stand five in a row."""
ROW: Final = 178
DEEPEST: Final = 6000


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a table, and what is to be known of the place: "by the door, step-free"."""

    x: int
    y: int
    note: str = ""
    quiet: bool = False

    @property
    def words(self) -> str:
        """What is written beside the table on paper."""
        return ", ".join(part for part in (self.note, "quiet table" if self.quiet else "") if part)


def first_spot(table: int, tables: int) -> Spot:
    """Where a table stands before anybody has moved it: in rows, from the left."""
    across = 4 if tables <= FEW else 5
    row, column = divmod(table - 1, across)
    return Spot(WIDTH * (2 * column + 1) // (2 * across), EDGE + 16 + ROW * row)


def inside(x: int, y: int) -> tuple[int, int]:
    """The nearest place to that where a whole table has room."""
    return min(max(x, EDGE), WIDTH - EDGE), min(max(y, EDGE), DEEPEST)


def depth(spots: list[Spot]) -> int:
    """How deep the room is drawn."""
    return max((spot.y for spot in spots), default=EDGE) + EDGE + 32
