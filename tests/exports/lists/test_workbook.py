"""Workbooks: cells as people see them, sheets, and what the file hides."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from scheduler.errors import UnreadableFile
from scheduler.exports.lists.rows import Row, Sheet
from scheduler.exports.lists.workbook import MOST_ROWS, TOO_LARGE, is_workbook, read_workbook

LISTS = Path(__file__).parents[2] / "data" / "lists"


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
    [sheet] = read_workbook(data)
    assert sheet.rows == (
        Row(1, ("Name", "Table", "When")),
        Row(3, ("Zoë", "3", "2026-12-04", "yes", "2.5", "2026-12-04 08:30")),
    )


def test_hidden_sheets_are_marked() -> None:
    assert read_workbook(book_of(["Ann"], hidden=True)) == (
        Sheet("Sheet", (Row(1, ("hidden",)),), hidden=True),
        Sheet("Sheet1", (Row(1, ("Ann",)),)),
    )


def names_in(file: str) -> list[list[str]]:
    sheets = read_workbook((LISTS / file).read_bytes())
    return [[row.cells[0] for row in sheet.rows] for sheet in sheets]


FIVE = ["Name", "Ann Lee", "Bob Ure", "Cat Moy", "Dee Orr", "Eve Fyfe"]


def test_a_size_that_the_file_states_wrongly_is_not_believed() -> None:
    assert names_in("size-wrong.xlsx") == [FIVE]


def test_every_sheet_is_read() -> None:
    assert names_in("second-sheet.xlsx") == [
        ["Please do not change the headings on the next sheet."],
        FIVE,
    ]


def test_hidden_rows_and_columns_are_marked() -> None:
    [sheet] = read_workbook((LISTS / "hidden-row.xlsx").read_bytes())
    hidden = [(r.line, r.cells[0], r.notes) for r in sheet.rows if r.hidden]
    assert hidden == [(3, "Bob Ure", ("The row is hidden in the workbook.",))]
    book = Workbook()
    assert book.active is not None
    book.active.append(["Name", "Old", "Sector"])
    book.active.column_dimensions["B"].hidden = True
    [sheet] = read_workbook(saved(book))
    assert sheet.hidden_columns == (1,)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_written_once_for_merged_rows_is_in_each() -> None:
    [sheet] = read_workbook((LISTS / "merged-and-error.xlsx").read_bytes())
    note = ("“Harbour Hub” is written once for lines 2 to 3: taken for each.",)
    assert [(row.cells[1], row.notes) for row in sheet.rows[1:3]] == [
        ("Harbour Hub", note),
        ("Harbour Hub", note),
    ]


def test_cells_merged_across_columns_are_noted() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Ann", "Hub", None])
    book.active.merge_cells("B1:C1")
    [sheet] = read_workbook(saved(book))
    assert sheet.rows[0].notes == ("Cells are merged across columns: check what belongs where.",)


def test_a_formula_without_a_result_is_noted() -> None:
    [sheet] = read_workbook(book_of(["Ann", '=UPPER("hub")'], ["Bo", "Hub"]))
    assert [row.notes for row in sheet.rows] == [
        ("A formula has no result in the file: its cell is read as empty.",),
        (),
    ]


def test_signs_that_a_workbook_cannot_hold_are_read_as_they_were_typed() -> None:
    [sheet] = read_workbook(book_of(["Ann_x000D_\nLee", "a_x005F_x000D_b", "max_x00e9_"]))
    assert sheet.rows[0].cells == ("Ann\r\nLee", "a_x000D_b", "max_x00e9_")


def test_a_stray_cell_far_below_does_not_make_a_list_long() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "Ann"
    book.active["A100000"] = "Total"
    [sheet] = read_workbook(saved(book))
    assert [row.line for row in sheet.rows] == [1, 100_000]


def test_a_sheet_of_very_many_rows_does_not_hide_the_others() -> None:
    book = Workbook(write_only=True)
    log = book.create_sheet("Log")
    for _ in range(MOST_ROWS + 1):
        log.append(["x"])
    book.create_sheet("People").append(["Ann"])
    assert read_workbook(saved(book)) == (
        Sheet("Log", (), too_long=True),
        Sheet("People", (Row(1, ("Ann",)),)),
    )


def unpacking_to(size: int) -> bytes:
    """A small file that unpacks to many bytes."""
    out = BytesIO(book_of(["Ann"]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image.png", b"0" * size)
    return out.getvalue()


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
        (unpacking_to(20_000_000), TOO_LARGE),
        (book_of(["Ann", *[None] * 199, "x"]), TOO_LARGE),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(data)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("limit", "raised"), [(10_000_000, MemoryError), (2**60, UnreadableFile), (-1, UnreadableFile)]
)
def test_what_fails_near_the_limit_of_memory_is_not_called_damaged(
    monkeypatch: pytest.MonkeyPatch, limit: int, raised: type[Exception]
) -> None:
    def half_loaded(*_given: Any, **_named: Any) -> None:
        raise AttributeError("a library that is half loaded")

    monkeypatch.setattr("openpyxl.load_workbook", half_loaded)
    monkeypatch.setattr("resource.getrlimit", lambda _kind: (limit, limit))
    with pytest.raises(raised):
        read_workbook(book_of(["Ann"]))
