"""Undo at the desk, beside one person and of all who were marked together."""

from datetime import timedelta

import time_machine
from flask.testing import FlaskClient

from scheduler.models import Attendee, Event
from scheduler.services.morning.desk_links import make_link
from tests.builders import Account
from tests.builders.forms import values_of_form
from tests.builders.pages import ask, page_of
from tests.web.live.desk_pages import day, press, seen, states


def test_nobody_else_comes_and_the_undo(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    with time_machine.travel(event.starts_at + timedelta(minutes=11), tick=False):
        press(owner.client, f"{day(event)}?find=ann", "Check in Ann")
        answer = press(owner.client, day(event), "Mark 2 as not coming")
        assert states(event) == {"Ann Lee": "here", "Bob Ray": "absent", "Cat Stone": "absent"}
        assert seen(answer, ".notice.undo span") == ["2 people do not come."]
        assert len(page_of(answer).select("main > .notice")) == 1
        press(owner.client, f"{day(event)}?find=bob", "Check in Bob")
        ask(owner.client, "POST", f"{day(event)}/desk/undo")
        undone = ask(owner.client, "GET", day(event))
        assert seen(undone, "main > .notice") == [
            "1 person is expected again; Bob Ray is here since 08:41."
        ]
        assert states(event) == {"Ann Lee": "here", "Bob Ray": "here"}


def test_an_undo_from_a_page_that_is_behind_takes_back_no_check_in(
    event: Event, three: list[Attendee], owner: Account, client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean').token}/"
    with time_machine.travel(event.starts_at, tick=False):
        press(client, f"{page}?find=bob", "Does not come")
        form = page_of(ask(client, "GET", f"{page}?find=bob")).select_one(
            ".desk-guest form:has([name=noted])"
        )
        assert form is not None
        behind = values_of_form(form)
        press(owner.client, f"{day(event)}?find=bob", "Check in Bob")
        refused = ask(client, "POST", page, data=behind)
        assert (refused.status_code, seen(refused, "main > .notice.bad")) == (
            409,
            ["Bob Ray is here since 08:30: nothing was taken back."],
        )
        assert states(event) == {"Bob Ray": "here"}
        undone = press(client, page, "Undo")
        assert seen(undone, "main > .notice") == ["Bob Ray is expected again."]
        assert states(event) == {}
        older = ask(client, "POST", page, data={"what": "take back", "who": three[1].id})
        assert older.status_code == 409


def test_an_undo_that_waited_for_the_network_is_taken_in(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    page, ann = f"/desk/{make_link(event, 'Jean').token}/", three[0]
    with time_machine.travel(event.starts_at, tick=False):
        shown = press(client, f"{page}?find=ann", "Check in Ann")
        noted = page_of(shown).select_one("#desk-latest [name=noted]")
        assert noted is not None
        undo = {"key": "u1", "who": ann.id, "ago": 5, "noted": noted["value"]}
        for bad in ({"noted": "here@yesterday"}, {"of": "no key!"}):
            assert ask(client, "POST", page, json={"sent": [undo | bad]}).status_code == 400
        answer = ask(client, "POST", page, json={"sent": [undo]})
        assert answer.get_json() == {"told": {"u1": "Ann Lee is expected again."}}
        sent = {"key": "a1", "who": ann.id, "ago": 4}
        undone = {"key": "a2", "who": ann.id, "ago": 3, "of": "a1"}
        ask(client, "POST", page, json={"sent": [sent, undone]})
        assert states(event) == {}
