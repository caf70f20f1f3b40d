"""People who were not expected, at each desk."""

import time_machine
from flask.testing import FlaskClient

from scheduler.domain.states import Presence
from scheduler.models import Attendee, Event
from scheduler.services.morning.desk_links import make_link
from tests.builders import Account
from tests.builders.forms import values_of_form
from tests.builders.pages import ask, page_of, said
from tests.web.live.desk_pages import day, press, seen, states


def test_a_walk_in_from_the_day_page(event: Event, three: list[Attendee], owner: Account) -> None:
    sector = str(event.sectors[0].id)
    answer = press(owner.client, day(event), "Add and check in", name="Eve Walk", sector=sector)
    assert seen(answer, "main > .notice") == [
        "Eve Walk is on the list and here. "
        "They have no table yet: make new tables, or find them a free chair, below."
    ]


def test_a_walk_in_of_a_name_on_the_list_is_asked_about(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean').token}/"
    walk_in = {"name": "ann LEE", "sector": str(event.sectors[1].id)}
    with time_machine.travel(event.starts_at, tick=False):
        blank = page_of(ask(client, "GET", page)).select_one(".desk-walk-in form")
        assert blank is not None
        refused = ask(client, "POST", page, data=values_of_form(blank) | walk_in)
        assert seen(refused, "main > .notice.bad") == [
            "Ann Lee (Lee Trust) is on the list. Check them in, or say that this is somebody else."
        ]
        assert seen(refused, ".desk-walk-in[open] .notice a") == ["Ann Lee"]
        form = page_of(refused).select_one(".desk-walk-in form")
        assert form is not None
        assert [said(button) for button in form.select("button")] == [
            "They are somebody else: add them"
        ]
        added = ask(client, "POST", page, data=values_of_form(form) | {"another": "yes"})
        assert added.status_code == 303
        shown = ask(client, "GET", page)
        assert seen(shown, "main > .notice") == [
            "ann LEE is on the list and here. They have no table yet: ask them to wait near the "
            "screen. The organiser seats them."
        ]
        press(client, page, "Add and check in", **walk_in | {"organisation": "Bakers"})
        checked = press(client, f"{page}?find=ann+bakers", "Undo")
        assert seen(checked, "main > .notice") == ["ann LEE is off the list."]
        one_of_two = press(client, f"{page}?find={three[0].id}", "Check in Ann")
        assert seen(one_of_two, "main > .notice")[0].startswith(
            "Ann Lee (Lee Trust) is here. Table 1"
        )
    assert states(event) == {"ann LEE": Presence.HERE, "Ann Lee": Presence.HERE}


def test_a_refused_walk_in_is_still_typed(
    event: Event, three: list[Attendee], owner: Account, client: FlaskClient
) -> None:
    typed = {"name": " ", "organisation": "Shopmobility", "sector": str(event.sectors[1].id)}
    with time_machine.travel(event.starts_at, tick=False):
        desks = [
            (owner.client, f"{day(event)}/desk"),
            (owner.client, f"/organise/events/{event.id}/check-in"),
            (client, f"/desk/{make_link(event, 'Jean').token}/"),
        ]
        for visitor, page in desks:
            answer = ask(visitor, "POST", page, data=typed | {"what": "walk in"})
            assert (answer.status_code, seen(answer, "main > .notice.bad")) == (
                409,
                ["Enter a name."],
            )
            form = page_of(answer).select_one(".desk-walk-in[open] form")
            assert form is not None
            assert values_of_form(form)["organisation"] == ["Shopmobility"]
            assert values_of_form(form)["sector"] == [typed["sector"]]


def test_who_came_without_a_network_is_taken_in_and_what_is_unclear_is_shown_to_organisers(
    event: Event, three: list[Attendee], owner: Account, client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean').token}/"
    sector = event.sectors[1].id
    with time_machine.travel(event.starts_at, tick=False):
        form = page_of(ask(client, "GET", f"{page}bare")).select_one(".desk-walk-in form")
        assert form is not None
        assert sorted(values_of_form(form)) == [
            "csrf_token", "name", "organisation", "sector", "submission", "what",
        ]  # fmt: skip
        joins = [
            {"name": "Eve Walk", "organisation": "Bakers", "sector": sector},
            {"name": "ANN lee", "organisation": "", "sector": sector},
            {"name": "Amy Lo", "organisation": "", "instead": three[1].id},
        ]
        sent = [
            {"key": f"n{number}", "who": 0, "ago": 9, "joins": each}
            for number, each in enumerate(joins)
        ]
        note = "The name was on the list: see whether this is the same person."
        for _ in range(2):
            told = ask(client, "POST", page, json={"sent": sent}).get_json()["told"]
            assert list(told.values())[0::2] == [
                "Eve Walk is here. No table yet: ask them to wait near the screen.",
                "Amy Lo is here.",
            ]
        assert seen(ask(client, "GET", page), "#desk-latest button") == ["Their code", "Undo"] * 3
        for wrong in ({"name": "a", "sector": "x"}, {"organisation": "a"}, "x"):
            broken = {"sent": [sent[0] | {"joins": wrong}]}
            assert ask(client, "POST", page, json=broken).status_code == 400, wrong
        assert seen(ask(owner.client, "GET", day(event)), "#desk-calls p") == [f"ANN lee : {note}"]
        press(owner.client, day(event), "Seen to")
        assert seen(ask(owner.client, "GET", day(event)), "#desk-calls p") == []
    assert states(event) == {
        "Eve Walk": Presence.HERE,
        "ANN lee": Presence.HERE,
        "Amy Lo": Presence.HERE,
        "Bob Ray": Presence.ABSENT,
    }
