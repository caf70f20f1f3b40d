"""What the file of a sheet says besides the text of its cells: hidden, merged, not calculated."""

from dataclasses import dataclass, field
from typing import IO, Final
from xml.etree.ElementTree import Element, iterparse

_MOST_HIDDEN_COLUMNS: Final = 200
_MOST_MERGED: Final = 5000


@dataclass(slots=True)
class SheetMarks:
    """Lines count from 1, columns from 0.

    ``merged``: first and last line, first and last column of each range of merged cells.
    ``without_result``: lines with a formula of which no program has kept a result.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    without_result: set[int] = field(default_factory=set)


def read_marks(sheet: IO[bytes]) -> SheetMarks:
    """Read the XML of a worksheet, element by element."""
    marks = SheetMarks()
    line = 0
    # The reader of cells has parsed the same bytes, under the same limits.
    for event, element in iterparse(sheet, events=("start", "end")):  # noqa: S314
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "row":
                line = int(element.get("r") or line + 1)
                if _yes(element.get("hidden")):
                    marks.hidden_rows.add(line)
            continue
        if name == "c" and _lacks_result(element):
            marks.without_result.add(line)
        elif name == "col" and _yes(element.get("hidden")):
            first, last = int(element.get("min", 1)), int(element.get("max", 1))
            marks.hidden_columns |= set(range(first - 1, min(last, _MOST_HIDDEN_COLUMNS)))
        elif name == "mergeCell" and len(marks.merged) < _MOST_MERGED:
            marks.merged.append(_range(element.get("ref", "")))
        if name in ("c", "row"):
            element.clear()
    return marks


def _yes(text: str | None) -> bool:
    return text in ("1", "true")


def _lacks_result(cell: Element) -> bool:
    parts = {part.tag.rpartition("}")[2]: part for part in cell}
    return "f" in parts and ("v" not in parts or parts["v"].text is None) and cell.get("t") != "str"


def _range(reference: str) -> tuple[int, int, int, int]:
    # Here, not above: a large library that most processes never need.
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = (int(bound or 1) for bound in range_boundaries(reference))
    return top, bottom, left - 1, right - 1
