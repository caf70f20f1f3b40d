"""The buttons by which people say on the morning that they step out, leave early, or are back."""

from datetime import timedelta

import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.domain.morning.clock import Phase
from scheduler.models import Attendance, Event, db
from scheduler.services.morning.attendance import check_in, mark_left
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from scheduler.web.shared.morning.desk import news
from tests.builders import Account, make_attendee, make_plan
from tests.builders.forms import values_of_form
from tests.builders.pages import ask, page_of, texts

OUT = "You have stepped out: from round 1 on your tables do not wait for you."


def pressed(client: FlaskClient, page: TestResponse, label: str) -> TestResponse:
    """What follows the button of that label."""
    for form in page_of(page).select("#step-out form"):
        if texts(form, "button") == [label]:
            return ask(client, "POST", str(form["action"]), data=values_of_form(form))
    raise AssertionError(f"no button {label}")


def test_they_say_it_for_themselves_and_the_desk_sees_it(
    client: FlaskClient, owner: Account, event: Event
) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{1: [ann, bob]}])
    event.rounds = 1
    own = f"/me/{ann.token}/"
    day = f"/organise/events/{event.id}/day"
    with time_machine.travel(event.starts_at + timedelta(minutes=5), tick=False):
        tell = "Must you step out or leave early? Tell the desk, so that your tables know."
        assert texts(ask(client, "GET", own), "#step-out > p:not([hidden])") == [tell]
        check_in(event, ann.id, "Door", event.starts_at)
        page = ask(client, "GET", own)
        assert texts(page, "#step-out button") == ["I must step out", "I must leave early"]

        news.forget()
        before = ask(owner.client, "GET", f"{day}/desk/state").json
        answer = pressed(client, page, "I must step out")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{own}#step-out")
        assert ask(owner.client, "GET", f"{day}/desk/state").json != before
        page = ask(client, "GET", own)
        assert texts(page, "#step-out .notice") == [OUT]
        assert texts(page, "#current .quiet") == [
            "You are noted as not there in this round. Are you back? Say so below."
        ]
        assert db.session.query(Attendance).count() == 1, "nobody else is marked"
        db.session.commit()
        assert pressed(client, page, "I am back").status_code == 303
        assert texts(ask(client, "GET", own), "#step-out button") == [
            "I must step out",
            "I must leave early",
        ]
        # The page from before is stale; what is no button is none.
        assert pressed(client, page, "I am back").status_code == 409
        assert ask(client, "POST", f"{own}presence", data={"what": "x"}).status_code == 400
        assert ask(client, "POST", "/me/wrong/presence", data={"what": "out"}).status_code == 404


def test_whoever_has_left_reads_while_the_rounds_go_on_that_they_may_stay(
    client: FlaskClient, event: Event
) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    event.rounds = 2
    # New tables were made once she had left: she has no seat in round 2.
    make_plan(event, [{1: [ann, bob]}, {1: [bob]}])
    check_in(event, ann.id, "Door", event.starts_at)
    mark_left(event, ann.id, 2, "Door", event.starts_at)
    make_ready(event, False, event.starts_at)
    for phase, number in ((Phase.BEFORE, 1), (Phase.TALK, 1), (Phase.MOVE, 2)):
        press(event, Press.NEXT, (phase, number), event.starts_at)
    with time_machine.travel(event.starts_at + timedelta(minutes=1), tick=False):
        page = ask(client, "GET", f"/me/{ann.token}/")
    assert texts(page, "#rounds-done:not([hidden])") == []
    assert texts(page, "#step-out:not([hidden]) > p:not([hidden]), #step-out button") == [
        "You leave early: from round 2 on your tables do not wait for you.",
        "I am staying after all",
    ]
