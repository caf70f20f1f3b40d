"""Each field of a person stands on every page and list exactly where its description says.

The fields are those of the description, the places the pages that people see: whoever adds a field
touches the description, the table and nothing else.
"""

import csv
from io import BytesIO, StringIO

import pytest
from flask.testing import FlaskClient

from scheduler.domain.people.fields import OTHERS, PERSON_FIELDS
from scheduler.domain.people.questions.description import Kind, PersonField, Reader, Value
from scheduler.models import Attendee, Event, db
from scheduler.services.paper.sheets import note_about
from scheduler.services.people.listing import all_people
from scheduler.services.registration.answers.values import values_of, write_values
from tests.builders import NOW, Account, make_attendee
from tests.builders.pages import ask, page_of, said

KEPT = [field for field in PERSON_FIELDS if field.kind is not Kind.PART]
ASKED = [field for field in KEPT if field.asked]
OF_KIND: dict[Kind, tuple[str, Value]] = {
    Kind.LINE: ("a line", "a line"),
    Kind.TEXT: ("some text", "some text"),
    Kind.AREAS: ("Mental wellbeing", ("Mental wellbeing",)),
    Kind.ITEMS: ("a thing", ("a thing",)),
    Kind.TABLE: ("2", 2),
    Kind.FIRST_ROUND: ("2", 2),
    Kind.LAST_ROUND: ("3", 3),
    Kind.YES: ("yes", True),
    Kind.CONSENT: ("yes", True),
}
"""For each kind a value as it is typed, and as it is kept."""
TYPED = {field.name: OF_KIND[field.kind][0] for field in OTHERS}
STORED = {field.name: OF_KIND[field.kind][1] for field in OTHERS}


@pytest.fixture(autouse=True)
def _asks_for_everything(event: Event) -> None:
    event.fields_off = []
    db.session.commit()


@pytest.fixture
def ann(event: Event) -> Attendee:
    found = make_attendee(event, "Ann Lee", "Public")
    db.session.commit()
    return found


def names(client: FlaskClient, url: str) -> list[str]:
    """The fields of a page's form that are fields of a person, in its order."""
    known = {field.name for field in PERSON_FIELDS}
    controls = page_of(ask(client, "GET", url)).select("main form [name]")
    return list(dict.fromkeys(str(c["name"]) for c in controls if c["name"] in known))


def needed_first(fields: list[PersonField]) -> list[str]:
    """Names in the order of the form: what is needed, the address last of it, then the rest."""
    needed = [field.name for field in fields if field.asked and field.asked.missing]
    rest = [field.name for field in fields if field.name not in needed]
    return sorted(needed, key=lambda name: name == "email") + rest


def test_the_forms_hold_what_is_asked_and_entered(
    owner: Account, client: FlaskClient, event: Event, ann: Attendee
) -> None:
    asked = needed_first(ASKED)
    assert names(client, f"/e/{event.slug}/") == asked
    own = [name for name in asked if name != "email"]
    assert names(client, f"/me/{ann.token}/details") == own
    entered = {field.name for field in KEPT if field.entered}
    for page in ("new", str(ann.id)):
        found = names(owner.client, f"/organise/events/{event.id}/people/{page}")
        assert set(found) == entered, page


def test_a_form_stores_each_field_that_it_asks_for(
    owner: Account, client: FlaskClient, event: Event, ann: Attendee
) -> None:
    who = {"name": "Bo Ek", "organisation": "Hub", "sector": str(event.sectors[0].id)}
    answer = ask(
        client, "POST", f"/e/{event.slug}/sign-up",
        data=TYPED | who | {"email": "bo@example.org", "submission": "key"},
    )  # fmt: skip
    assert answer.status_code == 303
    page = f"/organise/events/{event.id}/people/{ann.id}"
    changed = who | {"name": "Ann Lee", "email": "ann@example.org"}
    assert ask(owner.client, "POST", page, data=TYPED | changed).status_code == 303
    db.session.expire_all()
    ann, bo = all_people(event)
    asked = {field.name for field in ASKED}
    told = {name: value for name, value in values_of(bo).items() if value}
    assert told == {name: value for name, value in STORED.items() if name in asked}
    assert values_of(ann) == STORED


def test_a_list_and_the_export_have_a_column_of_each_exported_field(
    owner: Account, event: Event
) -> None:
    people = f"/organise/events/{event.id}/people"
    listed = TYPED | {"name": "Cy", "email": "cy@example.org", "organisation": "Hub",
                      "sector": "Public"}  # fmt: skip
    out = StringIO()
    writer = csv.DictWriter(out, [field.name for field in KEPT if field.exported])
    writer.writeheader()
    writer.writerow(listed)
    upload = {"file": (BytesIO(out.getvalue().encode()), "list.csv")}
    staged = ask(owner.client, "POST", f"{people}/import", data=upload)
    assert ask(owner.client, "POST", f"{staged.location}/run").status_code == 303
    exported = ask(owner.client, "GET", f"{people}/export").data.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(exported, newline=""))
    assert row.pop("status")
    assert row == listed


@pytest.mark.parametrize("field", OTHERS, ids=lambda field: field.name)
def test_the_hosts_sheet_has_what_is_described_for_it(event: Event, field: PersonField) -> None:
    person = Attendee(event=event, name="Di", offers=[], asks=[], about="")
    write_values(person, {field.name: STORED[field.name]}, NOW)
    note = note_about(person)
    db.session.rollback()
    # A line of its own, which ends as a sentence does.
    expected = field.sheet.words.format(TYPED[field.name]) + "." if field.sheet else ""
    assert note == expected
    assert field.sheet is None or Reader.HOSTS in field.seen


def test_the_page_on_the_data_says_why_and_for_whom(client: FlaskClient, event: Event) -> None:
    page = page_of(ask(client, "GET", f"/e/{event.slug}/data"))
    found = {
        str(use["id"]): (said(group.select("th")[0]), said(use))
        for group in page.select(".data-uses tbody")
        for use in group.select("tr[id]")
    }
    assert set(found) == {field.name for field in KEPT}
    for field in KEPT:
        seen, use = found[field.name]
        assert use == f"{field.asked.label if field.asked else field.label} {field.purpose}"
        assert ("the hosts" in seen) == (Reader.HOSTS in field.seen)
    # What is seen by the same people and kept as long is said once.
    heads = [[said(head) for head in table.select("[scope=rowgroup]")] for table in page("table")]
    assert [len(one) for one in heads] == [len(set(one)) for one in heads]


def test_who_asks_what_is_kept_of_them_reads_each_field_under_its_label(
    owner: Account, ann: Attendee
) -> None:
    write_values(ann, STORED, NOW)
    db.session.commit()
    answer = ask(owner.client, "POST", "/organise/privacy/find", data={"address": ann.email})
    facts = page_of(answer).select_one("section dl.facts")
    told = dict(zip(map(said, facts.select("dt")), map(said, facts.select("dd")), strict=True))
    labels = {field.label: TYPED[field.name] for field in OTHERS if field.kind is not Kind.PART}
    assert {label: told.get(label) for label in labels} == labels
