"""Importing a list through the pages."""

from io import BytesIO

from scheduler.models import Attendee, Event, StagedImport, db
from tests.builders import Account, make_attendee, make_event
from tests.builders.pages import after, ask, errors_of, notices, places, texts, title, words

LIST = """Delegates;;;
Full Name;E-mail;Company;Sector
Zoë Ní Bhriain;zoe@example.org;Hub;NHS
Bo Ek;nowhere;Pantry;charity
Di Fox;di@example.org;Uni;Academia
""".encode("utf-16")


def upload(owner: Account, event: Event, content: bytes = LIST, name: str = "list.csv") -> str:
    response = owner.client.post(
        f"/organise/events/{event.id}/people/import", data={"file": (BytesIO(content), name)}
    )
    assert response.status_code == 303
    return response.headers["Location"]


def people(event: Event) -> list[tuple[str, str | None]]:
    rows = db.session.query(Attendee).filter_by(event_id=event.id).order_by(Attendee.id)
    return [(p.name, p.sector.name if p.sector else None) for p in rows]


def test_the_preview_shows_every_row_and_saves_nothing(owner: Account, event: Event) -> None:
    page = words(owner.client.get(upload(owner, event)))
    assert places(page, "Nothing is saved yet.") == ["p"]
    assert texts(page, "button.primary") == ["Import 2 people"]
    assert texts(page, "tr.fault") == ["4 Bo Ek Email: “nowhere” is not an email address."]
    assert texts(page, "div.field label") == ["“Academia” (1 person)"]
    assert people(event) == []


def test_the_choices_are_kept_and_then_imported_once(owner: Account, event: Event) -> None:
    there = upload(owner, event)
    choices = {"columns": "4", "column-0": "name", "column-1": "email", "column-3": "sector",
               "sector-academia": "Public"}  # fmt: skip
    owner.client.post(there, data=choices)
    staged = db.session.query(StagedImport).one()
    assert staged.choices["mapping"] == {"name": 0, "email": 1, "sector": 3}
    page = after(owner.client, owner.client.post(f"{there}/run"))
    assert title(page) == "2 people are in"
    assert places(page, "1 row was not imported, 1 because of an error.") == ["li"]
    assert people(event) == [("Zoë Ní Bhriain", "Public"), ("Di Fox", "Public")]
    assert db.session.query(Attendee).first().organisation == ""
    assert (
        title(after(owner.client, owner.client.post(f"{there}/run", data=choices)))
        == "2 people are in"
    )
    assert len(people(event)) == 2


def test_choices_come_too_late_after_the_import(owner: Account, event: Event) -> None:
    there = upload(owner, event)
    owner.client.post(f"{there}/run")
    page = after(owner.client, owner.client.post(there, data={"columns": "4"}))
    assert title(page) == "2 people are in"
    assert db.session.query(StagedImport).one().outcome["result"]["added"] == 2


def test_the_rows_left_out_can_be_downloaded(owner: Account, event: Event) -> None:
    there = upload(owner, event)
    assert owner.client.get(f"{there}/left-out.csv").status_code == 404
    owner.client.post(f"{there}/run")
    answer = owner.client.get(f"{there}/left-out.csv")
    assert answer.data.decode("utf-8-sig").splitlines() == [
        "line,who,why",
        "4,Bo Ek,Email: “nowhere” is not an email address.",
    ]


def test_people_beyond_the_capacity_are_announced(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    there = upload(owner, event)
    page = words(owner.client.get(there))
    assert texts(page, "div.warn p") == [
        "1 place is free for 2 new people: 1 would go to the waiting list, in the "
        "order of the list."
    ]
    page = after(owner.client, owner.client.post(f"{there}/run", data={"raise_capacity": "yes"}))
    assert places(page, "2 people were added.") == ["li"]
    db.session.refresh(event)
    assert (event.places_taken, event.capacity) == (2, 2)


def test_what_is_no_list_is_refused_beside_the_field(owner: Account, event: Event) -> None:
    url = f"/organise/events/{event.id}/people/import"
    assert errors_of(owner.client.post(url)) == ["Choose the file with the list."]
    for content, sentence in (
        (b"", "The file is empty: choose the list of people."),
        (b"PK\x03\x04no", "This workbook is damaged: save it again as .xlsx or CSV."),
        (b'name\n"Ann', "Line 2 opens a quotation mark that is never closed."),
    ):
        data = {"file": (BytesIO(content), "list.csv")}
        assert errors_of(owner.client.post(url, data=data)) == [sentence]


def test_a_list_without_anybody_says_so(owner: Account, event: Event) -> None:
    there = upload(owner, event, b"name,email\n,a@example.org\n")
    page = after(owner.client, owner.client.post(f"{there}/run"))
    assert notices(page) == ["There is nobody to import: correct the list or the columns."]


def test_another_bodys_list_does_not_exist(owner: Account, stranger: Account, event: Event) -> None:
    there = upload(owner, event)
    other = make_event(stranger.body_id)
    db.session.rollback()
    theirs = there.replace(f"/events/{event.id}/", f"/events/{other.id}/")
    for url in (there, theirs, f"{theirs}/left-out.csv"):
        assert ask(stranger.client, "GET", url).status_code == 404
    assert ask(stranger.client, "POST", f"{theirs}/run").status_code == 404
    assert people(other) == []


def test_whoever_only_waits_is_not_said_to_be_in(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1, places_taken=1)
    there = upload(owner, event)
    page = after(owner.client, owner.client.post(f"{there}/run"))
    assert title(page) == "2 people are on the waiting list"
    assert "are in" not in page


def test_the_wrong_list_is_taken_back_after_a_question(owner: Account, event: Event) -> None:
    there = upload(owner, event, b"Name,Email\nAnn Lee,ann@example.org\nBob Ure,\n")
    done = owner.client.get(owner.client.post(f"{there}/run").location)
    assert len(places(done, "The wrong list? Take it back…")) == 1
    assert title(owner.client.get(f"{there}/undo")) == "Remove the 2 people of list.csv?"
    told = after(owner.client, owner.client.post(f"{there}/undo"))
    assert len(places(told, "2 people are removed. No emails were sent.")) == 1
    assert len(places(owner.client.get(there), "This import was taken back since")) == 1
    assert title(owner.client.get(f"{there}/undo")) == "Nobody of list.csv is left to remove"


def test_what_the_wrong_list_said_is_taken_back(owner: Account, event: Event) -> None:
    known = {"email": "ann@example.org", "email_key": "ann@example.org", "organisation": "Hub"}
    ann = make_attendee(event, "Ann Lee", "Public", **known)
    there = upload(owner, event, b"Name,Organisation,Email\nAnn Lee,Wrong Ltd,ann@example.org\n")
    owner.client.post(f"{there}/run")
    asked = owner.client.get(f"{there}/undo")
    assert title(asked) == "Take back what list.csv said of 1 person?"
    told = after(owner.client, owner.client.post(f"{there}/undo"))
    assert notices(told) == ["1 person who was here before is as before. No emails were sent."]
    db.session.refresh(ann)
    assert ann.organisation == "Hub"


def test_the_preview_says_who_changes_in_what_and_who_stays(owner: Account, event: Event) -> None:
    content = (
        b"Name,Email,Sector,Company,Role\nAnn,ann@example.org,Public,Hub,Nurse\n"
        b"Bo,bo@example.org,Public,Hub,\n"
    )
    owner.client.post(f"{upload(owner, event, content)}/run")
    same = owner.client.get(upload(owner, event, content))
    assert texts(same, ".import-counts div") == [
        "new people 0", "updated 0", "here already, as in the list 2", "skipped 0",
        "with an error 0",
    ]  # fmt: skip
    assert texts(same, ".import-counts ~ .notice") == [
        "Nothing differs: whoever is on the list is here already, just as it says."
    ]
    assert texts(same, "button.primary") == []
    other = owner.client.get(
        upload(owner, event, content.replace(b"Public,Hub,\n", b"Public,Den,GP\n"))
    )
    assert texts(other, "button.primary") == ["Import 1 person"]
    assert texts(other, ".import-counts + p") == [
        "Of those updated: Organisation 1 time, role 1 time."
    ]
    assert texts(other, ".import-table .why") == [
        "ann@example.org", "Signed up already, just as in the list.",
        "bo@example.org", "Signed up already; changes: Organisation, role.",
    ]  # fmt: skip
