"""Lists of each kind of file, read."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from scheduler.errors import InvalidInput, UnreadableFile
from scheduler.exports.lists.rows import Row
from scheduler.models import Event, StagedImport, db
from scheduler.services.people.importing import import_preview as people_import
from scheduler.services.people.importing import import_reading, staging
from tests.builders import NOW


def stage(event: Event, content: bytes) -> StagedImport:
    return staging.stage(event, "list.csv", content, NOW)


def workbook() -> bytes:
    book = Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("People")
    sheet.append(["Delegates"])
    sheet.append([])
    sheet.append(["First name", "Surname", "Company", "Sector", "Host table"])
    sheet.append(["Zoë", "Ní Bhriain", "Hub", "NHS", 3.0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_too(event: Event) -> None:
    found = people_import.preview_import(event, stage(event, workbook()))
    assert found.counts["add"] == 1
    draft = found.decisions[0].row.draft
    assert draft is not None
    assert (draft.name, draft.sector, draft.values["host_table"]) == ("Zoë Ní Bhriain", "Public", 3)
    assert found.decisions[0].row.line == 4


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 nonsense", b"\xd0\xcf\x11\xe0 old", b"a\0\0\0\1b"]
)
def test_files_of_other_kinds_are_refused(event: Event, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        stage(event, content)
    assert db.session.query(StagedImport).count() == 0


def test_an_empty_file_is_refused(event: Event) -> None:
    with pytest.raises(InvalidInput, match="The file is empty"):
        stage(event, b" \n\n")


def test_a_list_longer_than_any_event_is_refused(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_reading, "MOST_PEOPLE", 2)
    with pytest.raises(InvalidInput, match="more than 2 rows: split it up"):
        stage(event, b"name\nAnn\nBo\n")


def test_whoever_has_a_day_under_cancelled_is_left_out(event: Event) -> None:
    staged = stage(event, b"name,organisation,Cancelled on\nAnn,O,\nBo,O,12/11/2026\nCy,O,no\n")
    found = people_import.preview_import(event, staged)
    assert found.states == {"": (2, "place"), "Cancelled on": (1, "leave")}
    assert [d.action for d in found.decisions] == ["add", "skip", "add"]


def test_a_column_of_states_is_found_by_its_values() -> None:
    rows = [Row(1, ("name", "")), Row(2, ("Ann", "confirmed")), Row(3, ("Bo", "cancelled"))]
    assert dict(import_reading.columns_of_list(rows, ()).mapping) == {"name": 0, "status": 1}


TWO_NAMES = b"Name,Name,Company,Mail\nAnn,Lee,Hub,ann@example.org\nBob,Moss,Hub,bob@example.org\n"


def names_of(found: people_import.Preview) -> list[str]:
    return [d.row.draft.name for d in found.decisions if d.row.draft is not None]


def test_a_second_column_of_one_heading_is_named_and_can_be_the_last_name(event: Event) -> None:
    staged = stage(event, TWO_NAMES)
    found = people_import.preview_import(event, staged)
    assert names_of(found) == ["Ann", "Bob"]
    assert found.passed_over
    assert found.notices == (
        "Column 2, “Name” (Lee, Moss), is not used: Name is read from column 1, “Name”. Say under "
        "Columns what it holds, such as Last name.",
    )
    mapping = {**found.columns.mapping, "last_name": 1}
    staging.choose(staged, mapping, found.choices, {})
    found = people_import.preview_import(event, staged)
    assert (names_of(found), found.notices) == (["Ann Lee", "Bob Moss"], ())


def test_a_second_column_that_is_empty_is_not_spoken_of(event: Event) -> None:
    found = people_import.preview_import(event, stage(event, b"Name,Email,E-mail\nAnn,a@b.org,\n"))
    assert found.notices == ()


def test_a_web_page_that_is_called_a_list_is_refused(event: Event) -> None:
    page = b"<html>\n<table><tr><td>Name</td><td>Email</td></tr></table></html>"
    with pytest.raises(UnreadableFile, match=r"^This is a web page under the name of a list"):
        stage(event, page)
