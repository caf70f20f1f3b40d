"""The start page: a list is tried without an account."""

import csv
import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from scheduler.models import Attendee, Event, Job, OutgoingMail, StagedImport, db
from scheduler.services.planning.trial.rounds import engine
from tests.applications import make_app
from tests.builders import Account
from tests.builders.forms import as_posted
from tests.builders.pages import errors

NINE = "\n".join(
    f"Person {i}, Organisation {i}, {('voluntary', 'public', 'private')[i % 3]}" for i in range(9)
)
CHOICES = {"rounds": "3", "most": "3"}


@pytest.fixture(scope="module", autouse=True)
def engine_ends() -> Any:
    yield
    engine.close()


def find(client: FlaskClient, people: str, **more: Any) -> TestResponse:
    return client.post("/try", data={"people": people, **CHOICES, **more})


def soup(answer: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def said(answer: TestResponse, selector: str) -> list[str]:
    return [" ".join(found.text.split()) for found in soup(answer).select(selector)]


def tables(answer: TestResponse) -> list[list[set[str]]]:
    """For each round the names at each table."""
    return [
        [{name.text for name in table.select("bdi")} for table in round_.select(".trial-table")]
        for round_ in soup(answer).select(".trial-round")
    ]


@pytest.mark.parametrize(
    ("people", "captions"),
    [
        (NINE, ["Table 3 shows its links: 3 pairs of people from different sectors."] * 3),
        (
            "\n".join(f"Person {i}, Organisation {i}" for i in range(4)),
            ["Table 2 shows its links: 1 pair of people."] * 3,
        ),
    ],
)
def test_one_table_of_each_round_shows_what_a_link_is(
    client: FlaskClient, people: str, captions: list[str]
) -> None:
    answer = find(client, people, most=3 if people is NINE else 2)
    assert said(answer, ".trial-links") == captions
    drawn = [table.select("svg .links") for table in soup(answer).select(".trial-table")]
    lines = [str(path["d"]).count("L") for paths in drawn for path in paths]
    assert [f"{count} pair" for count in lines] == [
        " ".join(caption.split()[5:7]).removesuffix("s") for caption in captions
    ]


def test_the_start_page_asks_for_a_list(client: FlaskClient) -> None:
    home, there = client.get("/"), client.get("/try")
    assert said(home, "h1") == said(there, "h1") == ["Who sits with whom?"]
    assert (said(home, ".hero-number"), said(there, ".hero-number")) == (["372"], [])
    assert as_posted(there)["people"] == [""]
    assert as_posted(home)["rounds"] == ["4"]
    assert as_posted(home)["most"] == ["5"]


def test_organisers_go_to_their_events(owner: Account) -> None:
    assert owner.client.get("/").headers["Location"] == "/organise/"
    assert owner.client.get("/try").status_code == 200


def test_the_best_rounds_are_shown(client: FlaskClient) -> None:
    answer = find(client, NINE)
    assert answer.status_code == 200
    assert said(answer, ".hero-number") == ["27"]
    assert said(answer, ".hero-meaning") == ["new links between sectors, the most possible"]
    assert said(answer, ".trial-count") == ["9 people. 3 voluntary 3 public 3 private"]
    everybody = {f"Person {i}" for i in range(9)}
    for seated in tables(answer):
        assert len(seated) == 3
        assert set.union(*seated) == everybody
    met = {
        frozenset((a, b))
        for seated in tables(answer) for table in seated for a in table for b in table
        if int(a.split()[1]) % 3 != int(b.split()[1]) % 3
    }  # fmt: skip
    assert len(met) == 27
    # What was typed is still there.
    assert as_posted(answer)["people"] == [NINE]


def test_nothing_is_stored(app: Flask, client: FlaskClient) -> None:
    find(client, NINE)
    kept = [
        db.session.scalar(select(func.count()).select_from(table))
        for table in (Event, Attendee, Job, OutgoingMail, StagedImport)
    ]
    assert kept == [0, 0, 0, 0, 0]
    for file in app.config["INSTANCE_DIR"].rglob("*"):
        assert not file.is_file() or b"Person 7" not in file.read_bytes()


def test_without_sectors_every_two_people_count(client: FlaskClient) -> None:
    answer = find(client, "Ann\nBob\nCy\nDi", rounds="3", most="2")
    assert said(answer, ".hero-number") == ["6"]
    assert said(answer, ".hero-meaning") == ["different pairs of people meet, the most possible"]


def test_colleagues_can_be_kept_apart(client: FlaskClient) -> None:
    people = "\n".join(f"P{i}, Org {i // 2}, {('a', 'b')[i % 2]}" for i in range(8))
    answer = find(client, people, rounds="2", most="2", colleagues_apart="y")
    mates = [{f"P{2 * i}", f"P{2 * i + 1}"} for i in range(4)]
    assert [seated for seated in tables(answer) if any(mate in seated for mate in mates)] == []
    assert len(tables(answer)) == 2


def test_a_workbook_is_read_like_the_import(client: FlaskClient) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Full name", "Organisation", "Sector"])
    for i in range(6):
        sheet.append([f"Person {i}", f"Office, {i}", ("Charity", "NHS")[i % 2]])
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    answer = find(client, "", file=(out, "list.xlsx"), most="2")
    assert said(answer, ".hero-number") == ["9"]
    assert said(answer, ".trial-count") == ["6 people. 3 Charity 3 NHS"]


def test_paper_and_spreadsheet_hold_what_the_page_shows(client: FlaskClient) -> None:
    answer = find(client, NINE.replace("Person 1,", "=1+1,"))
    sent = as_posted(answer, ".trial-bar form")
    saved = client.post("/try/rounds.csv", data=sent)
    rows = list(csv.reader(io.StringIO(saved.text.removeprefix("\ufeff"))))
    assert rows[0] == ["round", "table", "name", "organisation", "sector"]
    assert len(rows) == 1 + 3 * 9
    assert [row[2] for row in rows if "1+1" in row[2]] == ["'=1+1"] * 3
    first = [{row[2].lstrip("'") for row in rows if row[:2] == ["1", str(t)]} for t in (1, 2, 3)]
    assert first == tables(answer)[0]
    paper = client.post("/try/rounds.pdf", data=sent)
    assert paper.content_type == "application/pdf"
    assert paper.data[:5] == b"%PDF-"


@pytest.mark.parametrize(
    "seating",
    ["", "[", "[[[[99]],[]]]", "[[[[0,0]],[]]]", "[[[[true]],[]]]", "7", json.dumps([[1, 2, 3]])],
)
def test_a_seating_of_another_list_is_refused(client: FlaskClient, seating: str) -> None:
    answer = client.post("/try/rounds.csv", data={"people": NINE, **CHOICES, "seating": seating})
    assert answer.status_code == 400
    assert errors(answer) == [
        "These rounds do not belong to this list. Press “Find the best rounds” again."
    ]


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"people": "  "}, "people", "Paste the list of people, or choose a file."),
        ({"people": "Ann"}, "people",
         "Enter at least two people, each on a line of their own: name, organisation, sector."),
        ({"rounds": "0"}, "rounds", "Enter a number from 1 to 20."),
        ({"most": "1"}, "most", "Enter a number from 2 to 12."),
        ({"people": "x" * 45_001}, "people",
         "The list is too long: up to 300 people can be tried."),
        ({"people": "name,hosts table\nAnn,99\nBob,\nCy,\nDi,"}, "people",
         "Ann hosts table 99, but the tables are 1 to 2."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_beside_its_field(
    client: FlaskClient, sent: dict[str, str], field: str, sentence: str
) -> None:
    answer = client.post("/try", data={"people": NINE, **CHOICES} | sent)
    assert answer.status_code == 400
    assert said(answer, f"#{field}-error") == [sentence]


def test_the_list_is_still_there_when_the_page_was_open_too_long(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = find(client, NINE)
    assert answer.status_code == 400
    assert errors(answer) == [
        "This page was open for too long. Your list is still here: press the button again."
    ]
    again = as_posted(answer)
    assert again["people"] == [NINE]
    assert client.post("/try", data=again).status_code == 200


def test_too_often_keeps_the_list(app: Flask) -> None:
    client = make_app(
        app.config["INSTANCE_DIR"], app.config["SQLALCHEMY_DATABASE_URI"], RATELIMIT_ENABLED=True
    ).test_client()
    answers = [find(client, "Ann") for _ in range(31)]
    assert [answer.status_code for answer in answers] == [400] * 30 + [429]
    assert as_posted(answers[-1])["people"] == ["Ann"]


def test_the_printed_example_names_who_sits_where(client: FlaskClient) -> None:
    page = soup(client.get("/"))
    named = [len(room.select(".trial-table li bdi")) for room in page.select(".trial-round")]
    assert named == [60, 60, 60, 60]
    heads = [" ".join(head.text.split()) for head in page.select(".trial-round > h3")]
    assert heads == [f"Round {number} of 4" for number in range(1, 5)]
