"""A host's table on their phone."""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.models import Attendee, Event, db
from scheduler.services.planning.rounds.clock import make_ready, stored_clock
from tests.builders import Account, make_attendee, make_plan
from tests.builders.forms import values_of_form
from tests.builders.pages import ask, page_of, places, said, texts


@pytest.fixture
def host(event: Event) -> Attendee:
    """Ann hosts table 1, where Bob sits."""
    ann = make_attendee(event, "Ann Lee", host_table=1)
    bob = make_attendee(event, "Bob Ray", "Public")
    event.rounds = 1
    make_plan(event, [{1: [ann, bob]}])
    make_ready(event, False, event.starts_at)
    return ann


def press(client: FlaskClient, host: Attendee, **sent: str) -> TestResponse:
    """The page after the press; what is refused is said at once."""
    answer = ask(client, "POST", f"/me/{host.token}/table", data=sent)
    if answer.status_code == 409:
        return answer
    assert answer.status_code == 303
    return ask(client, "GET", answer.headers["Location"])


def answered(page: TestResponse) -> list[str]:
    return texts(page, "main > .notice")


def test_what_a_host_says_is_seen_on_the_day_page(
    client: FlaskClient, owner: Account, event: Event, host: Attendee
) -> None:
    bob = str(db.session.query(Attendee.id).filter_by(name="Bob Ray").scalar())
    db.session.commit()
    with time_machine.travel(event.starts_at + timedelta(minutes=20), tick=False):
        told = press(client, host, what="missing", who=bob, round="1")
        assert answered(told) == ["Bob Ray is noted as missing in round 1. The organisers see it."]
        press(client, host, what="help", words="No chairs")
        press(client, host, what="commit", who=bob, words="Call Ann", due="2026-12-18")
        day = page_of(ask(owner.client, "GET", f"/organise/events/{event.id}/day"))
        assert places(day, "Table 1 asks for help: No chairs") == ["#desk-calls p"]
        assert texts(day, "#desk-calls p.warn") == ["Their hosts miss: Bob Ray at table 1."]
        assert places(day, "Bob Ray : Call Ann, by 18 December") == ["#promised li"]
    own = db.session.query(Attendee).filter_by(name="Bob Ray").one().token
    db.session.commit()
    assert places(ask(client, "GET", f"/me/{own}/"), "Call Ann by 18 December") == ["p"]
    # Nobody but hosts has such a page.
    assert ask(client, "GET", f"/me/{own}/table").headers["Location"] == f"/me/{own}/"


def test_the_clock_is_run_by_hosts_who_may(
    client: FlaskClient, owner: Account, event: Event, host: Attendee
) -> None:
    next_round = {"what": "next", "phase": "before", "round": "1"}
    with time_machine.travel(event.starts_at + timedelta(minutes=20), tick=False):
        refused = press(client, host, **next_round)
        assert answered(refused) == [
            "The organisers run the clock. Ask them for the right to do so."
        ]
        right = f"/organise/events/{event.id}/day/hosts/{host.id}/clock"
        assert ask(owner.client, "POST", right, data={"may": "yes"}).status_code == 303
        page = press(client, host, **next_round)
        assert [said(button) for button in page_of(page).select("#clock .row button.primary")] == [
            "End round 1 now"
        ]
        room = stored_clock(event)
        assert room is not None
        assert room.stored.phase.value == "talk"
        db.session.commit()
        again = press(client, host, what="back", phase="talk", round="1")
        assert answered(again) == ["That is not a button of this page. Press one of these."]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"words": "Call Ann", "due": "2026-13-45"}, "Choose a day, or leave it empty."),
        ({"words": "\u200b", "due": "2026-12-18"}, "Say what they will do."),
    ],
)
def test_a_refused_commitment_is_still_typed(
    client: FlaskClient, event: Event, host: Attendee, sent: dict[str, str], sentence: str
) -> None:
    who = str(db.session.query(Attendee.id).filter_by(name="Bob Ray").scalar())
    db.session.commit()
    with time_machine.travel(event.starts_at + timedelta(minutes=20), tick=False):
        data = sent | {"what": "commit", "who": who}
        answer = ask(client, "POST", f"/me/{host.token}/table", data=data)
    assert (answer.status_code, answered(answer)) == (409, [sentence])
    form = page_of(answer).select_one("section[aria-labelledby=commit-title] form:last-of-type")
    assert form is not None
    kept = values_of_form(form)
    assert {name: kept[name] for name in ("who", "words", "due")} == {
        name: [value] for name, value in data.items() if name != "what"
    }


def test_who_hosts_no_longer_still_sees_what_they_typed(
    client: FlaskClient, event: Event, host: Attendee
) -> None:
    host.host_table = None
    db.session.commit()
    with time_machine.travel(event.starts_at + timedelta(minutes=20), tick=False):
        refused = press(client, host, what="help", words="No chairs")
    assert texts(refused, "main > h1 + p") == ["You host no table at this event any more."]
    assert texts(refused, "dl.typed dd") == ["No chairs"]
