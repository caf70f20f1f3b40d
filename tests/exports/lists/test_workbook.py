from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from scheduler.errors import UnreadableFile
from scheduler.exports.lists.delimited import Row
from scheduler.exports.lists.workbook import MOST_ROWS, is_workbook, read_workbook


def book_of(*rows: list[Any], hidden: bool = False) -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    if hidden:
        first.append(["hidden"])
        first.sheet_state = "hidden"
        sheet = book.create_sheet()
    else:
        sheet = first
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_read_as_people_see_them() -> None:
    data = book_of(
        ["Name", "Table", "When"],
        [],
        [" Zoë ", 3.0, date(2026, 12, 4), True, 2.5, datetime(2026, 12, 4, 8, 30), None],
    )
    assert is_workbook(data)
    assert read_workbook(data) == [
        Row(1, ("Name", "Table", "When")),
        Row(3, ("Zoë", "3", "2026-12-04", "yes", "2.5", "2026-12-04 08:30")),
    ]


def test_hidden_sheets_are_passed_over() -> None:
    assert read_workbook(book_of(["Ann"], hidden=True)) == [Row(1, ("Ann",))]


def test_text_is_no_workbook() -> None:
    assert not is_workbook(b"name,email\n")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (book_of(), "The workbook is empty."),
        (b"PK\x03\x04 nonsense", "This workbook is damaged: save it again as .xlsx or CSV."),
        (book_of(["Ann"])[:-40], "This workbook is damaged: save it again as .xlsx or CSV."),
        (
            b"\xd0\xcf\x11\xe0 old",
            "This workbook is of the old .xls kind or has a password: save it as .xlsx or CSV.",
        ),
        (
            book_of(*[["Ann"]] * (MOST_ROWS + 1)),
            f"The sheet has more than {MOST_ROWS} rows: keep only the list.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(data)
    assert refused.value.sentence == sentence
