"""Late changes fitted into a plan: the two buttons, and what each makes."""

import pytest
import time_machine
from flask import Flask

from scheduler.models import Attendee, Event, Job, db
from tests.builders import Account, assign, mails, make_attendee, make_people
from tests.builders.forms import as_posted, form_of
from tests.builders.pages import ask, number_of, places, texts, words


@pytest.fixture
def page(app: Flask, owner: Account, event: Event) -> str:
    """The address of plan 1 of six people at two tables."""
    event.table_size = 3
    make_people(event, ("Ann", "Ben", "Cy", "Di", "Ed", "Flo"))
    assign(event, owner.user)
    return f"/organise/events/{event.id}/rounds/plans/1"


def attendee(name: str) -> Attendee:
    return db.session.query(Attendee).filter_by(name=name).one()


def test_late_changes_are_fitted_in_and_who_moves_is_named(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    owner.client.post(f"{page}/publish")
    attendee("Ben").state = "cancelled"
    make_attendee(event, "Bo", "Public")
    changed = owner.client.get(page)
    assert places(changed, "Fit in late changes") == ["p", "#again h2"]
    assert changed.text.count('class="button primary"') == 1
    # What each button does stands in a fold; weeks before, no round can be finished.
    assert texts(changed, ".plan-again > form button") == [
        "Keep most seats", "Make the best meetings",
    ]  # fmt: skip
    assert number_of(changed, ".plan-again details:not([open]), #held") == 1
    with time_machine.travel(event.starts_at, tick=False):
        assert number_of(ask(owner.client, "GET", page), "#held") == 1
    rounds = page.partition("/plans/")[0]
    assert owner.client.post(f"{rounds}/assign", data={"plan": "1", "held": "0"}).status_code == 303
    app.extensions["queue"].run_pending()
    draft = owner.client.get(rounds)
    same = "Everybody keeps their table of the published plan 1. New at a table: Bo."
    assert places(draft, same) == ["div.moves"]
    assert "Fit in late changes" not in words(draft)
    assert places(draft, "The changes are fitted into plan 1 so that few people move.") == ["span"]
    asked = owner.client.get(f"{rounds}/plans/2/publish")
    assert places(asked, same) == ["div.moves"]
    choice = "Only those concerned: 1 email Bo (with a table for the first time)"
    assert places(asked, f"{choice} Everybody with a place: 6 emails") == ["#asks fieldset.field"]
    sent = len(mails())
    owner.client.post(f"{rounds}/plans/2/publish", data=as_posted(asked))
    assert len(mails()) - sent == 1


@pytest.mark.parametrize(
    ("button", "meetings_first", "sentence"),
    [
        ("Keep most seats", False, "fitted into plan 1 so that few people move."),
        ("Make the best meetings", True, "fitted into plan 1 for the best meetings."),
    ],
)
def test_each_button_asks_for_its_mode(
    app: Flask, owner: Account, event: Event, page: str, button: str, meetings_first: bool,
    sentence: str,
) -> None:  # fmt: skip
    attendee("Ben").state = "cancelled"
    make_attendee(event, "Bo", "Public")
    form = form_of(owner.client.get(page), "form:has([name=prefer])")
    [pressed] = [found for found in form.select("button") if found.text == button]
    name, value = str(pressed["name"]), str(pressed["value"])
    rounds = page.partition("/plans/")[0]
    owner.client.post(f"{rounds}/assign", data={"plan": "1", "held": "1", name: value})
    job = db.session.query(Job).order_by(Job.id.desc()).first()
    assert job is not None
    assert job.arguments["again"] == {
        "plan": 1, "held": 1, "meetings_first": meetings_first, "closing": False,
    }  # fmt: skip
    db.session.rollback()
    app.extensions["queue"].run_pending()
    assert places(owner.client.get(rounds), sentence) == ["span"]
