"""The print page: chosen, made by a worker, fetched; and what cannot be printed is said."""

import io

import pytest
from flask import Flask
from pypdf import PdfReader

from scheduler.models import Attendee, Event, Job, db
from tests.builders import Account, make_attendee, make_plan
from tests.builders.pages import ask, number_of, page_of, texts, words

CHOSEN = {"labels": "a7", "start": "3", "right": "0.5", "down": "-1", "only": ""}


@pytest.fixture
def address(event: Event) -> str:
    ann = make_attendee(event, "Ann Adams")
    bob = make_attendee(event, "Bob Young", "Public")
    make_attendee(event, "Cat Gone", state="cancelled")
    make_plan(event, [{1: [ann, bob]}])
    return f"/organise/events/{event.id}/print"


def made(app: Flask, owner: Account, address: str, **chosen: object) -> PdfReader:
    """What the worker makes of a choice."""
    answer = owner.client.post(address, data=CHOSEN | chosen)
    assert (answer.status_code, answer.location) == (303, address)
    app.extensions["queue"].run_pending()
    job = db.session.query(Job).order_by(Job.id.desc()).limit(1).one()
    db.session.commit()
    answer = ask(owner.client, "GET", f"{address}/{job.id}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.data))


def test_what_is_chosen_comes_as_one_pdf_of_those_who_come(
    app: Flask, owner: Account, address: str
) -> None:
    read = made(app, owner, address, papers=["wall", "badges", "kitchen"], backs="y")
    sheets = [page.extract_text() for page in read.pages]
    assert len(sheets) == 4
    assert [("Ann" in text, "Bob" in text, "Cat" in text) for text in sheets[:3]] == [
        (True, True, False)
    ] * 3
    assert "Where do I sit?" in sheets[2]
    assert "Kitchen sheet" in sheets[3]
    page = words(owner.client.get(address))
    assert texts(page, "h2")[0] == "Your PDF is ready"
    # Only the wall list is of those sheets that changes are told of.
    assert "printed sheet is" not in page


def test_the_choice_is_kept_but_not_the_label_that_was_free(
    app: Flask, owner: Account, address: str
) -> None:
    made(app, owner, address, papers=["badges"])
    page = page_of(owner.client.get(address))
    fields = page.select("form input[type=number]")
    kept = {str(field["name"]): str(field["value"]) for field in fields}
    assert kept == {"start": "1", "right": "0.5", "down": "-1.0"}
    assert [box["value"] for box in page.select("[name=labels] [selected]")] == ["a7"]


def test_a_few_badges_are_printed_again(app: Flask, owner: Account, address: str) -> None:
    bob = db.session.query(Attendee).filter_by(name="Bob Young").one().id
    db.session.commit()
    (page,) = made(app, owner, address, papers=["badges"], only=f"{bob}, 999999").pages
    assert ("Bob" in page.extract_text(), "Ann" in page.extract_text()) == (True, False)


@pytest.mark.parametrize(
    ("chosen", "field", "sentence"),
    [
        ({}, "papers", "Choose at least one paper."),
        ({"papers": ["badges"], "labels": "a6", "start": "5"}, "start", "A sheet has 4 labels"),
        ({"papers": ["badges"], "right": "11"}, "right", "millimetres from -10 to 10"),
        ({"papers": ["badges"], "only": "Ann"}, "only", "Enter numbers with commas between them."),
    ],
)
def test_what_cannot_be_printed_is_said_beside_its_field(
    owner: Account, address: str, chosen: dict[str, object], field: str, sentence: str
) -> None:
    answer = owner.client.post(address, data=CHOSEN | chosen)
    assert answer.status_code == 422
    beside = texts(answer, f"#{field}-error")
    assert [sentence in text for text in beside] == [True]
    assert db.session.query(Job).count() == 0


def test_a_job_that_cannot_be_done_says_why(app: Flask, owner: Account, address: str) -> None:
    owner.client.post(address, data=CHOSEN | {"papers": ["badges"], "only": "999999"})
    app.extensions["queue"].run_pending()
    assert texts(owner.client.get(address), "div.warn p") == [
        "Nobody comes whose badge could be printed."
    ]


@pytest.mark.parametrize("paper", ["badges", "wall", "desk-list"])
def test_each_paper_has_a_picture(owner: Account, address: str, paper: str) -> None:
    answer = ask(owner.client, "GET", f"{address}/{paper}.png?labels=l4785")
    assert (answer.mimetype, answer.data[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


def test_no_picture_of_what_there_is_not(owner: Account, address: str) -> None:
    for path in ("menu.png", "badges.png?labels=b5", "badges.png?start=99"):
        assert ask(owner.client, "GET", f"{address}/{path}").status_code == 404


def test_papers_that_wait_for_something_are_a_line_and_no_empty_cards(
    owner: Account, event: Event
) -> None:
    make_attendee(event, "Ann Lee")
    page = owner.client.get(f"/organise/events/{event.id}/print")
    assert texts(page, ".paper-choices ul + p") == [
        "Once the rounds are published: Attendee cards.",
        "Once the rounds are published: Host sheets, Table numbers.",
        "Once the rounds are published: Wall list, Wall list on A3, Room plan.",
        "Once the rounds are published: Lists by round.",
    ]
    assert number_of(page, "input[name=papers]:disabled") == 0


def test_how_badges_stand_on_their_sheets_is_asked_beside_them(
    owner: Account, address: str
) -> None:
    page = page_of(owner.client.get(address))
    [beside] = page.select("fieldset.paper-choices > fieldset.paper-labels")
    assert beside.select("[name=labels]") != []
    assert texts(str(page), ".paper-choices h2:has(~ .paper-labels)") == ["For people"]


def test_a_plan_that_no_event_has_is_none(owner: Account, address: str) -> None:
    sent = CHOSEN | {"papers": ["wall"], "plan": "9" * 30}
    assert owner.client.post(address, data=sent).status_code == 422
