"""The desk on the Day page, and a volunteer's."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.domain.languages import LANGUAGES
from scheduler.domain.states import DeskKind, Presence
from scheduler.models import Attendance, Attendee, DeskLink, Event, db
from scheduler.services.morning import arrivals
from scheduler.services.morning.desk_links import make_link
from scheduler.web.app.errors.pages import DESK_LINK_WAY
from tests.builders import NOW, Account, make_attendee
from tests.builders.pages import ask, page_of, said, texts
from tests.databases import counted_statements
from tests.visitors import field_value
from tests.web.live.desk_pages import day, press, seen, states

MOST_ASKED = 20
MOST_ASKED_OF_PLANS = 4


def test_three_letters_and_one_press_let_somebody_in(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    found = ask(owner.client, "GET", f"{day(event)}?find=ann")
    assert seen(found, ".desk-guest h3") == ["Ann Lee"]
    assert seen(found, ".desk-guest-table") == ["Begins at table 1 with Bob Ray Vegan"]
    after = press(owner.client, f"{day(event)}?find=ann", "Check in Ann")
    assert seen(after, "main > .notice") == ["Ann Lee is here. Table 1, with Bob Ray."]
    assert seen(after, ".figure-large") == ["1 of 3"]
    drawn = page_of(after).select(".arrivals path")
    assert sorted(path["class"] for path in drawn) == [["in"], ["out"], ["out"]]
    assert states(event) == {"Ann Lee": Presence.HERE}
    press(owner.client, day(event), "Undo")
    assert states(event) == {}


def test_a_check_in_asks_the_database_few_things(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean at the door').token}/"
    token = field_value(client.get(page).text, "csrf_token")
    sent = {"csrf_token": token, "what": "check in", "who": str(three[0].id)}
    with counted_statements() as statements:
        assert client.post(page, data=sent).status_code == 303
    # Three desks and everybody's phone ask at the same time: each question is a wait.
    assert len(statements) <= MOST_ASKED
    assert sum(one.count('FROM "plan"') for one in statements) <= MOST_ASKED_OF_PLANS


def test_of_several_found_each_is_one_tap_and_the_name_leads_to_the_rest(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    bob = three[1]
    both = page_of(ask(owner.client, "GET", f"{day(event)}?find=trust"))
    assert len(both.select(".desk-guest")) == len(three)
    assert both.select(".desk-guest svg, .desk-guest-more") == []
    link = both.select_one(f'.desk-guest h3 a[href$="find={bob.id}"]')
    assert link is not None
    alone = ask(owner.client, "GET", str(link["href"]))
    assert seen(alone, ".desk-guest h3") == ["Bob Ray"]
    assert len(page_of(alone).select(".desk-guest-more")) == 1


def test_who_types_asks_for_whoever_is_found_alone(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    desk = page_of(ask(owner.client, "GET", day(event))).select_one("#desk")
    assert desk is not None
    part = page_of(ask(owner.client, "GET", f"{desk['data-desk-part']}?find=ann&found=1"))
    assert [tag.get("id") for tag in part.select("[id]:not(.desk-guest *)")] == ["desk-found"]
    assert [said(name) for name in part.select("h3")] == ["Ann Lee"]


def test_of_too_many_missing_a_table_leads_to_its_people(
    event: Event, three: list[Attendee], owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "MOST_NAMED", 1)
    page = page_of(ask(owner.client, "GET", day(event)))
    tables = page.select(".desk-tables.counted > li")
    assert [said(table) for table in tables] == ["Table 1 2 of 2", "Table 2 1 of 1"]
    first = page.select_one(".desk-tables a")
    assert first is not None
    found = ask(owner.client, "GET", f"{day(event)}{str(first['href']).partition('day')[2]}")
    assert seen(found, ".desk-guest h3") == ["Ann Lee", "Bob Ray"]


def test_a_card_says_who_cancelled_before_anything_is_pressed_and_lets_them_in(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    make_attendee(event, "Lachlan Muir", state="cancelled", cancelled_at=NOW)
    here = f"{day(event)}?find=lachlan"
    card = ask(owner.client, "GET", here)
    assert seen(card, ".desk-guest .state, .desk-guest button") == [
        "Cancelled on Friday 20 November", "Let Lachlan in after all",
    ]  # fmt: skip
    press(owner.client, here, "Let Lachlan in after all")
    assert states(event) == {"Lachlan Muir": Presence.HERE}


def test_pressing_twice_says_who_was_quicker(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    sent = {"what": "check in", "who": str(three[0].id)}
    with time_machine.travel(event.starts_at + timedelta(minutes=11), tick=False):
        ask(owner.client, "POST", f"{day(event)}/desk", data=sent)
        answer = ask(owner.client, "POST", f"{day(event)}/desk", data=sent)
    assert seen(answer, "main > .notice.bad") == [
        "Ann Lee is in already, since 08:41 by Olwen Rees."
    ]


def test_what_a_card_asks_for_can_be_typed(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    ann = f"{day(event)}?find=ann"
    press(owner.client, ann, "Let the colleague in", name="Eve Lee")
    assert states(event)["Eve Lee"] == Presence.HERE
    card = ask(owner.client, "GET", ann)
    assert seen(card, ".desk-guest .state, .desk-guest summary") == ["Eve Lee has come instead"]
    both = press(owner.client, ann, "Check in Ann")
    assert seen(both, "main > .notice") == [
        "Ann Lee is here. Eve Lee has come instead of them too: if that is wrong, press Undo "
        "there. They have no table yet: make new tables, or find them a free chair, below."
    ]
    press(owner.client, f"{day(event)}?find=bob", "Check in Bob")
    fields = {
        said(button): sorted(str(field["name"]) for field in form.select("select"))
        for form in page_of(ask(owner.client, "GET", f"{day(event)}?find=bob")).select(
            ".desk-guest form:has(select)"
        )
        if (button := form.find("button"))
    }
    assert fields == {"Steps out": ["back_for", "from_round"], "Leaves": ["from_round"]}
    # The usual is one tap; the rest is folded.
    gone = press(owner.client, f"{day(event)}?find=bob", "Leaves from round 1")
    assert (seen(gone, "main > .notice"), states(event)["Bob Ray"]) == (
        ["Bob Ray is gone from round 1 on."], Presence.ABSENT,
    )  # fmt: skip
    late = page_of(ask(owner.client, "GET", f"{day(event)}?find=cat"))
    assert late.select_one(".desk-guest select[name=back_for]")


def test_a_refused_colleague_is_still_typed(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    sent = {"what": "comes instead", "who": str(three[0].id), "name": "\u200b"}
    answer = ask(owner.client, "POST", f"{day(event)}/desk", data=sent)
    assert answer.status_code == 409
    card = page_of(answer).select_one(".desk-guest details[open] input[name=name]")
    assert card is not None
    assert (card["value"], seen(answer, ".desk-guest h3")) == ("\u200b", ["Ann Lee"])


def test_a_volunteer_lets_people_in_and_sees_no_addresses(
    event: Event, three: list[Attendee], owner: Account, client: FlaskClient
) -> None:
    made = press(owner.client, day(event), "Make a link", name="Jean at the door")
    assert seen(made, "#links .desk-row b") == ["Jean at the door"]
    link = db.session.scalars(select(DeskLink)).one()
    db.session.commit()
    page = f"/desk/{link.token}/"
    with time_machine.travel(event.starts_at, tick=False):
        found = ask(client, "GET", f"{page}?find=ann")
        assert seen(found, ".desk-guest h3") == ["Ann Lee"]
        assert "ann.secret@example.org" not in found.text
        assert "Vegan" not in found.text
        assert three[0].token not in found.text
        press(client, f"{page}?find=ann", "Check in Ann")
        assert states(event) == {"Ann Lee": "here"}
        assert db.session.scalars(select(Attendance.desk)).one() == "Jean at the door"
        db.session.commit()
        refused = ask(client, "POST", page, data={"what": "nobody else comes"})
        assert refused.status_code == 409
        assert states(event) == {"Ann Lee": "here"}
        assert seen(refused, "main > .notice.bad") == [
            "That is not a button of the desk. Press one of these."
        ]


def test_a_volunteers_link_dies_that_night_or_at_once(
    event: Event, three: list[Attendee], owner: Account, client: FlaskClient
) -> None:
    token = make_link(event, "Jean").token
    late = event.ends_at.replace(hour=3, minute=59) + timedelta(days=1)
    for moment, status in ((late, 200), (late + timedelta(minutes=2), 404)):
        with time_machine.travel(moment, tick=False):
            assert ask(client, "GET", f"/desk/{token}/").status_code == status
            assert ask(client, "GET", f"/desk/{token}/state").status_code == status
    with time_machine.travel(event.starts_at, tick=False):
        press(owner.client, day(event), "End it")
        assert ask(client, "GET", f"/desk/{token}/").status_code == 404
        assert ask(client, "GET", "/desk/%00/").status_code == 404


def test_an_open_desk_is_told_of_every_change(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    def key() -> str:
        answer = ask(owner.client, "GET", f"{day(event)}/desk/state")
        return str(answer.get_json()["key"])

    before = key()
    press(owner.client, f"{day(event)}?find=bob", "Does not come")
    assert key() != before
    part = ask(owner.client, "GET", f"{day(event)}/desk?find=")
    assert page_of(part).select_one("#desk")["data-key"] == key()


def test_check_ins_made_without_a_network_are_taken_in_once(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean').token}/"
    with time_machine.travel(event.starts_at, tick=False):
        listed = ask(client, "GET", f"{page}part?list=1").get_json()
        assert [(p["name"], p["table"], p["here"]) for p in listed["people"]] == [
            ("Ann Lee", 1, False),
            ("Bob Ray", 1, False),
            ("Cat Stone", 2, False),
        ]
        assert "ann.secret@example.org" not in str(listed)
        sent = {"sent": [{"key": "k1", "who": three[0].id, "ago": 600}]}
        for _ in range(2):
            answer = ask(client, "POST", page, json=sent)
            assert answer.get_json() == {"told": {"k1": "Ann Lee is here."}}
        row = db.session.scalars(select(Attendance)).one()
        assert (row.came_at, row.desk) == (event.starts_at - timedelta(minutes=10), "Jean")
        db.session.commit()
        for wrong in ({"key": ""}, {"key": "a\0b"}, {"who": 10**23}, {"ago": "nan"}):
            broken = {"sent": [sent["sent"][0] | wrong]}
            assert ask(client, "POST", page, json=broken).status_code == 400, wrong


def test_the_desk_that_a_browser_keeps_names_nobody(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean').token}/"
    with time_machine.travel(event.starts_at, tick=False):
        bare = ask(client, "GET", f"{page}bare")
        assert re.findall("|".join(person.name for person in three), bare.text) == []
        worker = str(page_of(bare).select("[data-keeper]")[0]["data-keeper"])
        assert worker == f"{page}kept-desk.js"
        assert ask(client, "GET", worker).status_code == 200
    with time_machine.travel(event.ends_at + timedelta(days=2), tick=False):
        assert {ask(client, "GET", path).status_code for path in (f"{page}bare", worker)} == {404}


def test_people_find_themselves_on_a_tablet_and_nothing_else_opens(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    token = make_link(event, "Tablet", DeskKind.TABLET).token
    page = f"/tablet/{token}/"
    with time_machine.travel(event.starts_at, tick=False):
        gone = ask(client, "GET", f"/desk/{token}/")
        assert (gone.status_code, texts(gone, "h1 ~ p")[:1]) == (404, [DESK_LINK_WAY])
        few = ask(client, "GET", f"{page}?find=an")
        assert seen(few, ".notice") == ["Type at least three letters of your name."]
        found = ask(client, "GET", f"{page}?find=ann")
        assert seen(found, ".desk-guest h2") == ["Ann Lee"]
        # One button leads on.
        assert seen(few, ".button.primary") == ["Find me"]
        assert seen(found, ".button.primary") == ["This is me"]
        links = {str(a["href"]) for a in page_of(found).select("a[href]")}
        assert links <= {"#main", page, *(f"{page}?lang={tag}" for tag in LANGUAGES)}
        welcome = press(client, f"{page}?find=ann", "This is me")
        assert seen(welcome, "h1") == ["Welcome, Ann"]
        assert seen(welcome, ".tablet-table") == ["You begin at table 1"]
        twice = ask(client, "POST", page, data={"who": three[0].id})
        again = ask(client, "GET", twice.headers["Location"])
        assert seen(again, ".tablet-table") == ["You begin at table 1"]
        assert seen(ask(client, "GET", f"{page}?lang=cy&find=an"), "h1, .notice") == [
            "Croeso. Pwy ydych chi?", "Teipiwch o leiaf dair llythyren o’ch enw."
        ]  # fmt: skip
        croeso = press(client, f"{page}?lang=cy&find=bob", "Dyma fi")
        assert seen(croeso, "h1, .tablet-table") == [
            "Croeso, Bob", "Rydych chi’n dechrau wrth fwrdd 1"
        ]  # fmt: skip
        assert str(page_of(croeso).select("main a.primary")[0]["href"]) == page
    assert states(event) == {"Ann Lee": "here", "Bob Ray": "here"}


def test_the_day_page_offers_new_tables_for_those_who_are_there(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    event.rounds = 1
    db.session.commit()
    assert seen(ask(owner.client, "GET", day(event)), ".replan:not([hidden])") == []
    press(owner.client, f"{day(event)}?find=bob", "Does not come")
    page = ask(owner.client, "GET", day(event))
    assert seen(page, "#replan-title") == ["1 person does not come. Make new tables from round 1?"]
    assert seen(page, ".replan button") == ["Work out both"]
