"""The list of attendees as a CSV or XLSX file: safe to open in a spreadsheet, fit to import again.

A cell that a spreadsheet would take for a formula gets an apostrophe in front; the import takes
one off (:func:`without_guard`), so that every text survives the journey there and back.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from scheduler.domain.people.fields import EXPORTED
from scheduler.domain.people.questions.description import Value

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

COLUMNS: Final = (*EXPORTED, "status")
"""The headings of the list; a row gives for each what a person has there, if anything."""
Questions = Mapping[str, str]
"""The headings of further columns, by the names under which rows have their cells."""
NONE: Final[Questions] = MappingProxyType({})
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8"
_NEEDS_GUARD = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_CELL_LIMIT = 32_767


def attendees_csv(rows: Iterable[Mapping[str, Value]], questions: Questions = NONE) -> bytes:
    """The rows under :data:`COLUMNS`: UTF-8 with BOM, commas, CRLF, guarded cells."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    names, headings = _columns(questions)
    writer.writerow([guarded(heading) for heading in headings])
    for row in rows:
        writer.writerow([guarded(cell) for cell in _cells(row, names)])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def attendees_xlsx(rows: Iterable[Mapping[str, Value]], questions: Questions = NONE) -> bytes:
    """The same rows as one worksheet, every cell a string: no formula can be made of it.

    A cell is cut at 32,767 characters, the most the format holds. Cells carry the same guard
    as in the CSV file, because people save the one as the other.
    """
    # Here, not above: a large library that most processes never need.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Attendees")
    sheet.freeze_panes = "A2"
    names, headings = _columns(questions)
    for column in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    heads = [_string_cell(sheet, guarded(heading)) for heading in headings]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_string_cell(sheet, guarded(cell)) for cell in _cells(row, names)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def guarded(text: str) -> str:
    """``text`` as a spreadsheet shows it and never runs it.

    Text that already begins with apostrophes and then a formula's sign gets one more, so that
    :func:`without_guard` gives back exactly what was there.
    """
    return "'" + text if _NEEDS_GUARD.match(text) else text


def without_guard(text: str) -> str:
    """``text`` without the apostrophe that :func:`guarded` put before it."""
    return text[1:] if _GUARDED.match(text) else text


def _columns(questions: Questions) -> tuple[list[str], list[str]]:
    """The names of all columns and their headings; the state stands last."""
    named = {name: name for name in EXPORTED} | dict(questions) | {"status": "status"}
    return list(named), list(named.values())


def _cells(row: Mapping[str, Value], names: Iterable[str]) -> list[str]:
    return [_text(row.get(name)) for name in names]


def _text(value: Value) -> str:
    """Lists are joined by semicolons; one inside an item would split it, so it becomes a comma."""
    if isinstance(value, tuple):
        return ";".join(item.replace(";", ",") for item in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value).replace("\0", "")


def _string_cell(sheet: "WriteOnlyWorksheet", text: str) -> "Cell":
    # As above.
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    safe = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "replace").decode()
    cell = WriteOnlyCell(sheet, safe[:_CELL_LIMIT])
    cell.data_type = "s"
    return cell
