"""Rows of an Excel workbook, as people send it."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice

from scheduler.errors import UnreadableFile
from scheduler.exports.lists.delimited import Row

MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_MOST_BYTES = 150_000_000
_SIGNATURES = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls"}


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an Excel workbook of any age (or a zip file) rather than text."""
    return data[:4] in _SIGNATURES


def read_workbook(data: bytes) -> list[Row]:
    """Return the rows of the first visible sheet that holds anything, blank rows left out.

    Cells are text: whole numbers without a decimal point, dates as 2026-12-04, formulas as
    their last result. Raises UnreadableFile for old .xls files, damaged or oversized ones.
    """
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableFile(
            "This workbook is of the old .xls kind or has a password: save it as .xlsx or CSV."
        )
    _check_size(data)
    # Here, not above: a large library that most processes never need.
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible" and (rows := _rows(sheet)):
                return rows
    except UnreadableFile:
        raise
    except Exception as error:  # The library raises whatever its parsers raise.
        raise UnreadableFile("This workbook is damaged: save it again as .xlsx or CSV.") from error
    raise UnreadableFile("The workbook is empty.")


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile("This workbook is damaged: save it again as .xlsx or CSV.") from error
    if size > _MOST_BYTES:
        raise UnreadableFile("This workbook is too large to read: save only the list as CSV.")


def _rows(sheet) -> list[Row]:  # type: ignore[no-untyped-def]
    # Sheets often claim a million rows of formatting; only what holds something is kept.
    found = []
    lines = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
    for number, values in enumerate(islice(lines, MOST_ROWS + 1), start=1):
        if number > MOST_ROWS:
            raise UnreadableFile(f"The sheet has more than {MOST_ROWS} rows: keep only the list.")
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.append(Row(number, tuple(cells)))
    return found


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
    return str(value).strip()
