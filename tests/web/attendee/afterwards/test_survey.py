"""Answering in a minute, and what the organiser then reads."""

import csv
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from time_machine import Traveller

from scheduler.domain.afterwards.survey import QUESTIONS
from scheduler.models import Attendee, Event, RoundRating, db
from scheduler.services.afterwards import survey as surveys
from tests.builders import Account, make_attendee, make_plan, make_series
from tests.builders.pages import ask, errors_of, page_of, said


@pytest.fixture
def ann(event: Event, two_weeks_before: Traveller) -> Attendee:
    """Ann, who came to an event that is over and asks."""
    people = [make_attendee(event, name) for name in ("Ann Lee", "Bea Ray")]
    make_plan(event, [{1: people}])
    surveys.change_questions(surveys.begin_survey(event), ["Early?", "Loud?", "Again?"], "Why?")
    two_weeks_before.move_to(event.ends_at + timedelta(hours=1), tick=False)
    return people[0]


def send(client: FlaskClient, person: Attendee, **data: str):  # type: ignore[no-untyped-def]
    return ask(client, "POST", f"/me/{person.token}/survey", data=data)


def test_the_questions_are_those_of_the_event(client: FlaskClient, ann: Attendee) -> None:
    page = page_of(ask(client, "GET", f"/me/{ann.token}/survey"))
    questions = [said(legend).removesuffix(" (optional)") for legend in page.select("legend")]
    assert questions == ["Early?", "Loud?", "Again?"]


def test_an_empty_answer_is_said_beside_the_first(client: FlaskClient, ann: Attendee) -> None:
    assert errors_of(send(client, ann, words=" ")) == ["Answer one question or more."]


def test_the_personal_page_asks_until_it_is_answered(client: FlaskClient, ann: Attendee) -> None:
    there = f"/me/{ann.token}/survey"
    own = page_of(ask(client, "GET", f"/me/{ann.token}"))
    assert own.find("a", href=there) is not None
    assert send(client, ann, question_1="yes").status_code == 303
    own = page_of(ask(client, "GET", f"/me/{ann.token}"))
    assert own.find("a", href=there) is None
    assert ask(client, "GET", there).location == f"/me/{ann.token}/"


def test_the_organiser_reads_numbers_and_quotes(
    client: FlaskClient, owner: Account, event: Event, ann: Attendee
) -> None:
    send(client, ann, question_1="yes", question_3="partly", words="More coffee", quotable="y")
    page = page_of(ask(owner.client, "GET", f"/organise/events/{event.id}/after"))
    section = page.select_one("section[aria-labelledby=survey]")
    assert [said(row.select_one("p.quiet")) for row in section.select("li")] == [
        "1 yes · 0 partly · 0 no, of 1",
        "0 yes · 1 partly · 0 no, of 1",
    ]
    assert [said(quote) for quote in section.select("blockquote")] == ["More coffee"]


def test_the_organiser_begins_and_changes_the_questions(
    owner: Account, event: Event, two_weeks_before: Traveller
) -> None:
    there = f"/organise/events/{event.id}/after/survey"
    assert ask(owner.client, "POST", f"{there}/begin").location == there
    page = page_of(ask(owner.client, "GET", there))
    data = {box["name"]: box.get("value", "") for box in page.select("main form input[name]")}
    saved = ask(owner.client, "POST", there, data=data | {"question_1": "Was it early?"})
    assert saved.location == f"/organise/events/{event.id}/after"
    assert (
        page_of(ask(owner.client, "GET", there)).find(id="question_1")["value"] == "Was it early?"
    )


def test_a_question_more_is_asked_edited_counted_and_reported(
    client: FlaskClient,
    owner: Account,
    event: Event,
    ann: Attendee,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One row more in the list of questions is all that a new one takes."""
    more = [*QUESTIONS, "Was the coffee strong?"]
    monkeypatch.setattr(surveys, "QUESTIONS", more)
    db.session.delete(surveys.survey_of(event.id))
    db.session.commit()
    there = f"/organise/events/{event.id}/after"
    ask(owner.client, "POST", f"{there}/survey/begin")
    editor = page_of(ask(owner.client, "GET", f"{there}/survey"))
    edited = [box["value"] for box in editor.select("input[name^=question_]")]
    send(client, ann, question_4="yes")
    page = page_of(ask(owner.client, "GET", there))
    rows = page.select("section[aria-labelledby=survey] li")
    counted = {said(row.select_one("p")): said(row.b) for row in rows}
    assert (edited, counted) == (more, {more[3]: "100%"})
    report = f"/organise/events/{event.id}/report"
    ask(owner.client, "POST", f"{report}/begin")
    shares = page_of(ask(owner.client, "GET", report)).select(
        ".report-shares li div > p:first-child"
    )
    figures = list(csv.reader(ask(owner.client, "GET", f"{report}/csv").text.splitlines()))
    reported = (
        [said(share) for share in shares],
        [row[1] for row in figures if row[0] == "survey"],
    )
    assert reported == ([more[3]], [more[3]])


def test_rounds_are_rated_where_the_series_asks(
    client: FlaskClient, event: Event, ann: Attendee
) -> None:
    there = f"/me/{ann.token}/survey"
    make_series(event).follows_ratings = True
    db.session.commit()
    page = page_of(ask(client, "GET", there))
    asked = [said(legend).removesuffix(" (optional)") for legend in page.select("section legend")]
    assert asked == ["Round 1, table 1, with Bea Ray"]
    # Alone it leaves the questions to be answered later.
    assert send(client, ann, round_1="no", round_2="yes").status_code == 303
    assert ask(client, "GET", there).status_code == 200
    assert send(client, ann, round_1="yes", question_1="yes").status_code == 303
    rows = db.session.query(RoundRating.round, RoundRating.worth).all()
    assert rows == [(1, True)]
