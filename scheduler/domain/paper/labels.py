"""Sheets of labels and badges: the formats there are, and where each label stands on its sheet.

All lengths are millimetres. A format is one row of `LABEL_FORMATS`; nothing else needs to know it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scheduler.errors import InvalidInput

LARGEST_SHIFT: Final = 10.0
"""How far a whole print may be shifted, in either direction."""


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """One kind of sheet: ``columns`` × ``rows`` labels of ``width`` × ``height``.

    The first label's corner is ``left`` and ``top`` from the sheet's; each further one stands
    ``across`` to the right, or ``down`` below. ``two_sided``: a card that can be seen from behind.
    ``cut``: lines show where to cut.
    """

    key: str
    name: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0
    across: float = 0.0
    down: float = 0.0
    two_sided: bool = True
    cut: bool = False

    @property
    def tall(self) -> bool:
        """Whether a badge is higher than wide: there is room for its wearer's tables below."""
        return self.height > self.width

    @property
    def each(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of the label at a place, counted from 0 in rows from the left."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.across, self.top + row * self.down

    def behind(self, place: int) -> tuple[float, float]:
        """The same for the back of that label, when the sheet is turned over its long edge."""
        x, y = self.corner(place)
        return self.page_width - x - self.width, y


LABEL_FORMATS: Final = (
    LabelFormat("a6", "A6, four cards on a sheet of A4 to be cut", 210, 297, 2, 2,
                105, 148.5, across=105, down=148.5, cut=True),
    LabelFormat("a6-card", "A6, ready-cut cards", 105, 148, 1, 1, 105, 148),
    LabelFormat("a7", "A7, eight cards on a sheet of A4 to be cut", 210, 297, 2, 4,
                105, 74.25, across=105, down=74.25, cut=True),
    LabelFormat("l4785", "Avery L4784, L4785, L4786, L4787: ten labels of 80 × 50 mm on A4",
                210, 297, 2, 5, 80, 50, 17.5, 13.5, 95, 55, two_sided=False),
    LabelFormat("74459", "Avery 74459, 5392: six inserts of 4 × 3 inches on US Letter",
                215.9, 279.4, 2, 3, 101.6, 76.2, 6.35, 25.4, 101.6, 76.2),
    LabelFormat("5395", "Avery 5395: eight labels of 3⅜ × 2⅓ inches on US Letter",
                215.9, 279.4, 2, 4, 85.725, 59.267, 17.463, 14.817, 95.25, 63.5, two_sided=False),
)  # fmt: skip
"""In the order in which they are offered."""

MOST_LABELS: Final = max(format_.each for format_ in LABEL_FORMATS)
"""On one sheet of the format that has most."""

_BY_KEY: Final = {each.key: each for each in LABEL_FORMATS}


@dataclass(frozen=True, slots=True)
class Placing:
    """How labels are put on their sheets: the format, the first label to use (from 1), a shift to
    the right and down for a printer that draws elsewhere, and whether backs are printed too.

    Raises InvalidInput for what is not possible.
    """

    format: LabelFormat
    start: int = 1
    right: float = 0.0
    down: float = 0.0
    backs: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.start <= self.format.each:
            raise InvalidInput(
                f"A sheet has {self.format.each} labels: begin at 1 to {self.format.each}.",
                field="start",
            )
        for field, shift in (("right", self.right), ("down", self.down)):
            if abs(shift) > LARGEST_SHIFT:
                raise InvalidInput(f"Shift by at most {LARGEST_SHIFT:g} mm.", field=field)

    def sheets(self, labels: int) -> Iterator[list[tuple[int, int]]]:
        """Which label stands where: (its number from 0, its place) for each sheet in turn."""
        sheet: list[tuple[int, int]] = []
        for label in range(labels):
            place = (self.start - 1 + label) % self.format.each
            if place == 0 and sheet:
                yield sheet
                sheet = []
            sheet.append((label, place))
        if sheet:
            yield sheet

    def spot(self, place: int, back: bool = False) -> tuple[float, float]:
        """Where the label at a place is drawn."""
        x, y = self.format.behind(place) if back else self.format.corner(place)
        return x + self.right, y + self.down


def format_called(key: str) -> LabelFormat:
    """Return the format of a key. Raises InvalidInput for another key."""
    if key not in _BY_KEY:
        raise InvalidInput("Choose a format from the list.", field="format")
    return _BY_KEY[key]
