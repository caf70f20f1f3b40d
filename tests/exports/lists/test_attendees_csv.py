"""The list of attendees: its shape, no formula anywhere, and every text back unharmed."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from scheduler.domain.people.questions.description import Value
from scheduler.exports.lists.attendees_csv import (
    COLUMNS,
    attendees_csv,
    attendees_xlsx,
    guarded,
    without_guard,
)

ANN: dict[str, Value] = {
    "name": "Ann Łęcka",
    "email": "ann@example.org",
    "organisation": 'Hub, "North"',
    "sector": "Voluntary",
    "status": "confirmed",
    "priorities": ("Carers", "Older people"),
    "offers": ("a room; Tuesdays",),
    "host_table": 3,
    "stays": True,
    "arrives_round": 2,
    "access": "step-free",
}
FORMULAS = ["=1+1", "+44 141 496 0000", "-5", "@SUM(A1)", "\t=1", "\r=1"]


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def named(name: str) -> dict[str, Value]:
    return {"name": name, "email": "a@example.org", "organisation": "Hub", "status": "confirmed"}


def test_the_header_is_the_imports_own_with_status() -> None:
    assert attendees_csv([]) == b"\xef\xbb\xbf" + (
        b"name,email,organisation,sector,role,priorities,offers,asks,about,challenge,host_table,"
        b"stays,joins_online,arrives_round,leaves_after_round,dietary,access,speak_to,quiet_table,"
        b"buddy,status\r\n"
    )


def test_a_row_is_written_in_full() -> None:
    assert attendees_csv([ANN]).decode("utf-8-sig").split("\r\n")[1] == (
        'Ann Łęcka,ann@example.org,"Hub, ""North""",Voluntary,,Carers;Older people,'
        '"a room, Tuesdays",,,,3,yes,,2,,,step-free,,,,confirmed'
    )


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_a_formula(formula: str) -> None:
    (row,) = read_csv(attendees_csv([named(formula)]))
    assert row["name"] == "'" + formula
    assert without_guard(row["name"]) == formula


@pytest.mark.parametrize("formula", FORMULAS[:5])
def test_no_worksheet_cell_is_a_formula(formula: str) -> None:
    sheet = load_workbook(BytesIO(attendees_xlsx([named(formula)]))).active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == ("'" + formula, "s")


def test_a_worksheet_holds_the_same_cells_as_the_csv_file() -> None:
    sheet = load_workbook(BytesIO(attendees_xlsx([ANN]))).active
    assert sheet is not None
    written = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    (row,) = read_csv(attendees_csv([ANN]))
    assert written == [list(COLUMNS), [row[column] for column in COLUMNS]]


def test_letters_a_worksheet_cannot_hold_are_left_out() -> None:
    sheet = load_workbook(BytesIO(attendees_xlsx([named("An\x08n")]))).active
    assert sheet is not None
    assert sheet["A2"].value == "Ann"


@given(st.text())
def test_any_text_comes_back_from_its_guard(text: str) -> None:
    assert without_guard(guarded(text)) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_any_text_comes_back_from_the_file(text: str) -> None:
    (row,) = read_csv(attendees_csv([named(text)]))
    assert without_guard(row["name"]) == text
    assert row["name"][:1] not in tuple("=+-@\t\r")
