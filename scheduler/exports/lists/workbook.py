"""The sheets of an Excel workbook, as people send it."""

import errno
import re
import resource
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Final

from scheduler.errors import UnreadableFile
from scheduler.exports.lists.rows import Row, Sheet
from scheduler.exports.lists.sheet_marks import SheetMarks, read_marks

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_BYTES: Final = 20_000_000
TOO_LARGE: Final = (
    "This list is too large to read: keep only the people, in at most "
    f"{MOST_COLUMNS} columns, and save it as CSV."
)
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")
_SIGNATURES = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls"}


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an Excel workbook of any age (or a zip file) rather than text."""
    return data[:4] in _SIGNATURES


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets that hold anything, in their order, blank rows left out.

    Cells are text: whole numbers without a decimal point, dates as 2026-12-04, formulas as
    their last result; what is written once in cells merged over several rows is in each of
    them. Raises UnreadableFile for old .xls files, damaged or oversized ones.
    """
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableFile(
            "This workbook is of the old .xls kind or has a password: save it as .xlsx or CSV."
        )
    try:
        _check_size(data)
        sheets = _sheets(data)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # The library raises whatever its parsers raise.
        if _no_memory(error):
            raise MemoryError from error
        raise UnreadableFile("This workbook is damaged: save it again as .xlsx or CSV.") from error
    if not sheets:
        raise UnreadableFile("The workbook is empty.")
    return tuple(sheets)


def _no_memory(error: Exception) -> bool:
    """Whether that is how an extension of Python says that there is no memory left.

    Near the limit of the process whatever fails fails for this: a parser, a library that is
    half loaded.
    """
    return (
        isinstance(error, (ImportError, SystemError))
        or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
        or (isinstance(error, zlib.error) and "Error -4" in str(error))
        or _near_the_limit()
    )


def _near_the_limit() -> bool:
    """Whether the process has had three quarters of the address space that it may have."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return False
    peak = re.search(r"VmPeak:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return peak is not None and int(peak[1]) * 1024 > limit * 3 / 4


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise UnreadableFile(TOO_LARGE)


def _sheets(data: bytes) -> list[Sheet]:
    # Here, not above: a large library that most processes never need.
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    found = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for sheet in book.worksheets:
            # Programs that write workbooks often state a size that is wrong.
            sheet.reset_dimensions()
            hidden = sheet.sheet_state != "visible"
            rows = _rows(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True))
            if rows is None:
                found.append(Sheet(sheet.title, (), hidden, too_long=True))
            elif rows:
                # The library that reads row by row passes over what is hidden or merged.
                marks = read_marks(archive.open(sheet._worksheet_path))
                found.append(_marked(Sheet(sheet.title, tuple(rows), hidden), marks))
    return found


def _rows(lines: Iterable[Iterable[object]]) -> list[Row] | None:
    """The rows that hold something; None where there are too many.

    Sheets often claim a million rows of formatting.
    """
    found: list[Row] = []
    for number, values in enumerate(lines, start=1):
        filled = list(values)
        while filled and filled[-1] is None:
            filled.pop()
        cells = [_text(value) for value in filled]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise UnreadableFile(TOO_LARGE)
        if cells:
            found.append(Row(number, tuple(cells)))
        if len(found) > MOST_ROWS:
            return None
    return found


def _marked(sheet: Sheet, marks: SheetMarks) -> Sheet:
    """The sheet with what its file says of rows and columns besides their text."""
    rows = {row.line: row for row in sheet.rows}
    notes: dict[int, list[str]] = {line: [] for line in rows}
    for first, last, left, right in marks.merged:
        top = rows.get(first)
        text = top.cells[left] if top and left < len(top.cells) else ""
        for line in [n for n in rows if first <= n <= last]:
            if left < right:
                notes[line].append("Cells are merged across columns: check what belongs where.")
            if text and line > first:
                rows[line] = _with_cell(rows[line], left, text)
            if text and first < last:
                notes[line].append(
                    f"“{text[:60]}” is written once for lines {first} to {last}: taken for each."
                )
    for line in marks.without_result & set(rows):
        notes[line].append("A formula has no result in the file: its cell is read as empty.")
    for line in marks.hidden_rows & set(rows):
        notes[line].append("The row is hidden in the workbook.")
    marked = (
        replace(row, notes=tuple(notes[line]), hidden=line in marks.hidden_rows)
        for line, row in rows.items()
    )
    return replace(sheet, rows=tuple(marked), hidden_columns=tuple(sorted(marks.hidden_columns)))


def _with_cell(row: Row, column: int, text: str) -> Row:
    cells = [*row.cells, *[""] * (column + 1 - len(row.cells))]
    cells[column] = cells[column] or text
    return replace(row, cells=tuple(cells))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    # A line break typed in Excel for Windows stands in the file as "_x000D_".
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)).strip()
