"""The printed sheets: which there are, as pages and as files."""

import io

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from scheduler.models import Attendee, Event, Job, db
from tests.builders import Account, assign, make_people
from tests.builders.pages import number_of, places, texts, title, words

NAMES = ("Łucja Żak", "Ελένη Παππά", "Олена Шевченко", "محمد علي", "प्रिया शर्मा", "王伟")


@pytest.fixture
def plan(app: Flask, owner: Account, event: Event) -> str:
    """The address of a plan for people whose names need many letters."""
    event.table_size = 3
    make_people(event, NAMES)
    assign(event, owner.user)
    return f"/organise/events/{event.id}/rounds/plans/1"


def test_a_draft_is_printed_on_the_page_of_every_other_paper(
    app: Flask, owner: Account, event: Event, plan: str
) -> None:
    there = f"/organise/events/{event.id}/print"
    led = owner.client.get(f"{plan}/sheets")
    assert (led.status_code, led.location) == (302, f"{there}?plan=1")
    answer = owner.client.get(f"{there}?plan=1")
    assert title(answer) == "Print"
    assert texts(answer, ".crumbs") == ["Draft 1 › Print"]
    assert texts(answer, "p.notice") == [
        "Draft 1 is not published: attendees do not see these tables yet. Print once it is "
        "published, and a day or two before."
    ]
    assert number_of(answer, "input[name=papers]") == 14
    for kind in ("hosts", "rounds", "wall"):
        assert number_of(answer, f'[formaction="{plan}/print/{kind}"]') == 1
    # Without a plan in its address the page has only what shows no draft, and leads to it.
    assert texts(owner.client.get(there), ".paper-choices ul + p")[0] == (
        "Once the rounds are published, or from draft 1 : Attendee cards."
    )
    picture = owner.client.get(f"{there}/room.png?plan=1")
    assert picture.mimetype == "image/png"
    chosen = {"labels": "a6", "start": "1", "right": "0", "down": "0", "papers": ["wall"]}
    sent = owner.client.post(there, data=chosen | {"plan": "1"})
    assert (sent.status_code, sent.location) == (303, f"{there}?plan=1")
    app.extensions["queue"].run_pending()
    job = db.session.query(Job).order_by(Job.id.desc()).limit(1).one().id
    db.session.commit()
    made = PdfReader(io.BytesIO(owner.client.get(f"{there}/{job}.pdf").data))
    assert made.pages[0].extract_text().count("Where do I sit?") == 1
    assert owner.client.get(f"{there}?plan=9").status_code == 404


@pytest.mark.parametrize(("kind", "pages"), [("hosts", 4), ("rounds", 4), ("wall", 1), ("all", 9)])
def test_each_kind_is_a_pdf(owner: Account, event: Event, plan: str, kind: str, pages: int) -> None:
    answer = owner.client.get(f"{plan}/sheets/{kind}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == (
        f'inline; filename="{event.slug}-plan-1-{kind}.pdf"'
    )
    assert len(PdfReader(io.BytesIO(answer.data)).pages) == pages


@pytest.mark.parametrize(
    ("kind", "sheets", "first"), [("hosts", 2, "Table 1"), ("rounds", 4, "Round 1 08:45 to 08:53")]
)
def test_each_kind_is_a_page_for_paper(
    owner: Account, plan: str, kind: str, sheets: int, first: str
) -> None:
    answer = owner.client.get(f"{plan}/print/{kind}")
    assert title(answer) == first
    assert answer.text.count('<section class="sheet') == sheets
    assert all(name in answer.text for name in NAMES)


def test_the_wall_list_has_a_line_for_everybody(owner: Account, plan: str) -> None:
    answer = owner.client.get(f"{plan}/print/wall")
    assert title(answer) == "Where do I sit?"
    assert answer.text.count('<th scope="row">') == len(NAMES)


def test_an_unknown_kind_is_not_there(owner: Account, plan: str) -> None:
    assert owner.client.get(f"{plan}/print/badges").status_code == 404
    assert owner.client.get(f"{plan}/sheets/badges.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/sheets", "/sheets/all.pdf", "/print/wall"])
def test_another_bodys_sheets_are_not_there(stranger: Account, plan: str, path: str) -> None:
    assert stranger.client.get(plan + path).status_code == 404


def test_a_change_after_printing_is_told_with_the_sheets_and_why(
    owner: Account, event: Event, plan: str
) -> None:
    owner.client.post(f"{plan}/publish")
    day = f"/organise/events/{event.id}/day"
    assert places(owner.client.get(day), "a day or two before") == ["#paper p"]
    printed = owner.client.post(f"{plan}/sheets/all.pdf")
    assert (printed.status_code, printed.location) == (303, f"{plan}/sheets/all.pdf")
    assert places(owner.client.get(day), "Every printed sheet is still right.") == ["#paper p"]
    person = db.session.scalars(select(Attendee).where(Attendee.name == NAMES[0])).one()
    person.name = "Lucy Zak"
    db.session.commit()
    said = words(owner.client.get(day))
    why = f"{NAMES[0]} is now Lucy Zak"
    assert places(said, f"The wall list: {why}.") == ["#paper li"]
    assert places(said, f"The list of round 1: {why}.") == ["#paper li"]
    # Printing one kind again mends that one.
    again = owner.client.post(f"{plan}/print/wall")
    assert (again.status_code, again.location) == (303, f"{plan}/print/wall")
    said = words(owner.client.get(day))
    assert "The wall list" not in said
    assert places(said, f"The list of round 1: {why}.") == ["#paper li"]


def test_a_kind_that_is_not_printed_is_not_there(owner: Account, plan: str) -> None:
    assert owner.client.post(f"{plan}/print/all").status_code == 404
    assert owner.client.post(f"{plan}/sheets/none.pdf").status_code == 404
