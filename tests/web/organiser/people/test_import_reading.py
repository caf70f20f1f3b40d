"""The preview says how a file was read, and offers other ways."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from scheduler.models import Attendee, Event, StagedImport, db
from scheduler.services.people.importing import staging
from tests.builders import Account
from tests.builders.forms import as_posted
from tests.builders.pages import after, notices, places, texts, words
from tests.web.organiser.people.test_people_import import people, upload

LISTS = Path(__file__).parents[3] / "data" / "lists"
STATES = b"""Name,Email,Status
Ann Lee,ann@example.org,Attending
Bob Ure,bob@example.org,Deleted
Cat Moy,cat@example.org,Not attending
Dee Orr,dee@example.org,Waitlist
Eve Fyfe,eve@example.org,Maybe
"""


def names(event: Event) -> list[str]:
    return [name for name, _sector in people(event)]


def states(event: Event) -> list[tuple[str, str]]:
    rows = db.session.query(Attendee).filter_by(event_id=event.id).order_by(Attendee.id)
    return [(person.name, person.state) for person in rows]


def options(page: bytes, name: str) -> dict[str, str]:
    found = BeautifulSoup(page, "html.parser").select(f'select[name="{name}"] option')
    return {str(option["value"]): option.get_text() for option in found}


@pytest.mark.parametrize("file", ["size-wrong.xlsx", "second-sheet.xlsx"])
def test_the_sheet_with_the_list_is_found(owner: Account, event: Event, file: str) -> None:
    there = upload(owner, event, (LISTS / file).read_bytes(), file)
    owner.client.post(f"{there}/run")
    assert names(event) == ["Ann Lee", "Bob Ure", "Cat Moy", "Dee Orr", "Eve Fyfe"]


def test_another_sheet_can_be_chosen_and_is_shown_before_it_is_imported(
    owner: Account, event: Event
) -> None:
    book = load_workbook(LISTS / "second-sheet.xlsx")
    other = book.create_sheet("Late")
    other.append(["Surname", "E-mail", "Forename"])
    other.append(["Gow", "ed@example.org", "Ed"])
    out = BytesIO()
    book.save(out)
    there = upload(owner, event, out.getvalue(), "list.xlsx")
    page = owner.client.get(there)
    assert texts(page, "form li") == ["The list is read from the sheet “Delegates”."]
    assert options(page.data, "sheet") == {
        "0": "Read me (1 row)", "1": "Delegates (6 rows)", "2": "Late (2 rows)"
    }  # fmt: skip
    form = as_posted(page) | {"sheet": ["2"]}
    shown = after(owner.client, owner.client.post(f"{there}/run", data=form))
    assert notices(shown) == ["The list is read in another way now: look at it, then import it."]
    assert names(event) == []
    owner.client.post(f"{there}/run")
    assert names(event) == ["Ed Gow"]


def test_hidden_rows_are_said_and_may_be_left_out(owner: Account, event: Event) -> None:
    there = upload(owner, event, (LISTS / "hidden-row.xlsx").read_bytes(), "list.xlsx")
    page = owner.client.get(there)
    assert texts(page, "form li") == ["1 row is hidden in the workbook: line 3."]
    form = as_posted(page) | {"hidden_rows": ["leave"]}
    owner.client.post(f"{there}/run", data=form)
    assert names(event) == ["Ann Lee", "Cat Moy", "Dee Orr", "Eve Fyfe"]


def test_merged_cells_and_errors_are_said(owner: Account, event: Event) -> None:
    there = upload(owner, event, (LISTS / "merged-and-error.xlsx").read_bytes(), "list.xlsx")
    page = words(owner.client.get(there))
    assert places(page, "“Harbour Hub” is written once for lines 2 to 3: taken for each.") == [
        "span.why.quiet",
        "span.why.quiet",
    ]
    assert places(page, "Organisation holds a spreadsheet’s error, #N/A: read as empty.") == [
        "span.why.quiet"
    ]
    owner.client.post(f"{there}/run")
    rows = db.session.query(Attendee).order_by(Attendee.id)
    assert [person.organisation for person in rows] == [
        "Harbour Hub", "Harbour Hub", "Moy Opticians", "", "Kelder College"
    ]  # fmt: skip


@pytest.mark.parametrize("error", ["#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A"])
def test_a_name_that_is_a_spreadsheets_error_is_nobody(
    owner: Account, event: Event, error: str
) -> None:
    there = upload(owner, event, f"name,email\n{error},a@example.org\nBo,\n".encode())
    page = words(owner.client.get(there))
    assert places(page, f"Name: Name holds a spreadsheet’s error, {error}: read as empty.") == [
        "span.why"
    ]
    owner.client.post(f"{there}/run")
    assert names(event) == ["Bo"]


def test_letters_are_shown_in_each_encoding_and_chosen(owner: Account, event: Event) -> None:
    there = upload(owner, event, (LISTS / "central-european.csv").read_bytes())
    page = owner.client.get(there)
    assert texts(page, "form li") == ["The letters are read as Central European (Windows-1250)."]
    offered = options(page.data, "letters")
    assert offered["cp1250"].startswith("Paweł Wiśniewski · Fundacja Łódź")
    assert offered["cp1252"].endswith(" – Western European (Windows-1252)")
    form = as_posted(page)
    assert form["letters"] == ["cp1250"]
    owner.client.post(f"{there}/run", data=form | {"letters": ["cp1252"]})
    shown = places(owner.client.get(there), "Pawe³ Wiœniewski")
    assert shown == [*["#letters option"] * 3, "td.quiet", "th"]
    owner.client.post(there, data=form)
    owner.client.post(f"{there}/run", data=form)
    assert names(event) == ["Paweł Wiśniewski", "Zdeněk Říha"]


def test_letters_encoded_twice_are_mended_unless_the_organiser_says_otherwise(
    owner: Account, event: Event
) -> None:
    there = upload(owner, event, (LISTS / "utf8-twice.csv").read_bytes())
    page = owner.client.get(there)
    assert texts(page, "form li") == ["Letters that were encoded twice are mended."]
    form = as_posted(page)
    assert form["letters"] == ["mend"]
    owner.client.post(there, data=form | {"letters": ["as-written"]})
    assert db.session.query(StagedImport).one().choices["mend"] is False
    owner.client.post(there, data=form)
    owner.client.post(f"{there}/run")
    assert names(event) == ["Zoë Núñez", "Renée Müller"]


def test_nobody_gets_a_place_whose_state_says_otherwise(owner: Account, event: Event) -> None:
    there = upload(owner, event, STATES)
    page = words(owner.client.get(there))
    assert texts(page, "fieldset.card p") == ["The list has a column of states, “Status”."]
    assert places(page, "3 Bob Ure Its state is “Deleted”.") == ["tr"]
    assert places(page, "Say above who gets a place: whether “Maybe” does is not known.") == [
        "span.quiet"
    ]
    done = after(owner.client, owner.client.post(f"{there}/run"))
    assert places(done, "2 people were added, 1 of them to the waiting list.") == ["li"]
    assert states(event) == [("Ann Lee", "placed"), ("Dee Orr", "waiting")]


def test_the_organiser_says_what_each_state_means(owner: Account, event: Event) -> None:
    there = upload(owner, event, STATES)
    form = as_posted(owner.client.get(there))
    assert {key: form[key] for key in form if key.startswith("state-")} == {
        "state-attending": ["place"], "state-deleted": ["leave"], "state-not attending": ["leave"],
        "state-waitlist": ["wait"], "state-maybe": [""],
    }  # fmt: skip
    answers = {"state-waitlist": ["place"], "state-maybe": ["wait"], "state-attending": ["leave"]}
    owner.client.post(f"{there}/run", data=form | answers)
    assert states(event) == [("Dee Orr", "placed"), ("Eve Fyfe", "waiting")]


def test_a_column_chosen_for_states_is_shown_before_anybody_gets_a_place(
    owner: Account, event: Event
) -> None:
    there = upload(owner, event, b"name,email,x\nAnn,a@example.org,gone\nBo,b@example.org,in\n")
    form = as_posted(owner.client.get(there)) | {"column-2": ["status"]}
    page = after(owner.client, owner.client.post(f"{there}/run", data=form))
    assert texts(page, "tbody span") == [
        "Say above who gets a place: whether “gone” does is not known.",
        "Say above who gets a place: whether “in” does is not known.",
    ]
    assert states(event) == []


def test_a_list_is_read_while_others_write(
    owner: Account, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = staging.read_upload
    begun: list[bool] = []

    def watched(content: bytes) -> bytes:
        begun.append(db.session().in_transaction())
        return reading(content)

    monkeypatch.setattr(staging, "read_upload", watched)
    there = upload(owner, event)
    owner.client.get(there)
    owner.client.post(f"{there}/run")
    assert begun == [False]
    assert len(names(event)) == 2


def test_a_list_kept_by_an_earlier_version_is_asked_for_again(owner: Account, event: Event) -> None:
    old = StagedImport(
        event_id=event.id, filename="old.csv", content=b"name\nAnn\n", choices={},
        created_at=datetime.now(UTC),
    )  # fmt: skip
    db.session.add(old)
    db.session.commit()
    answer = owner.client.get(f"/organise/events/{event.id}/people/import/{old.id}")
    assert answer.status_code == 404
