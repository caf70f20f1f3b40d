"""Choosing several people in the list: the count first, then the deed, then Undo."""

import pytest
from flask.testing import FlaskClient

from scheduler.models import Attendee, Event, PairRule, db
from scheduler.web.organiser.people.chosen_acts import ACTS, ChosenButton
from scheduler.web.shared.forms import NO_BUTTON
from tests.builders import NOW, Account, make_attendee, make_event, make_people
from tests.builders.pages import after, notices, page_of, places, said, texts, title


def url(event: Event, place: str = "") -> str:
    return f"/organise/events/{event.id}/people{place}"


def buttons(client: FlaskClient, there: str) -> list[str]:
    return [said(button) for button in page_of(client.get(there)).select("main form button")]


def test_the_list_is_a_form_that_leads_to_those_ticked(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", "Public", confirmed_at=NOW)
    make_attendee(event, "Bob Ray", host_table=2)
    answer = owner.client.get(url(event))
    page = page_of(answer)
    box = page.select_one(f"input[name=id][value='{ann.id}']")
    assert box is not None
    form = box.find_parent("form")
    assert form is not None
    assert (form["method"], form["action"]) == ("get", url(event, "/chosen"))
    marks = [said(cell) for cell in page.select("td.marks")]
    assert marks == ["", "not confirmed hosts table 2"]
    assert title(owner.client.get(url(event, "/chosen"))) == "People you chose"


def test_rows_say_what_is_different(owner: Account, event: Event) -> None:
    """Where most have not said yet that they are coming, those who have are the exception."""
    make_attendee(event, "Ann Lee", "Public", confirmed_at=NOW)
    make_people(event, ["Bob Ray", "Cy Wu"])
    page = page_of(owner.client.get(url(event)))
    assert [said(cell) for cell in page.select("td.marks")] == ["is coming", "", ""]
    assert len(places(page, "Nothing beside a name means: has a place, not confirmed yet")) == 1


def test_several_are_cancelled_and_undo_gives_all_of_it_back(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=2)
    ids = [make_attendee(event, name).id for name in ("Ann Lee", "Bob Ray")]
    make_attendee(event, "Cat Low", state="waiting", waiting_since=NOW)
    there = url(event, f"/chosen?id={ids[0]}&id={ids[1]}&id=x")
    page = owner.client.get(there)
    assert title(page) == "2 people chosen"
    assert texts(page, "form li") == [
        "From the waiting list, Cat Low gets a place. 1 email to them.",
        "Nothing is deleted. For 15 minutes, “Undo” on the People page gives back "
        "each place, and takes back those that went to the waiting list.",
        "Emails are not being sent yet: they wait in the outbox until then.",
    ]
    assert "Cancel 2 and send 3 emails" in buttons(owner.client, there)
    moving = page_of(page).select_one("input[name=moving]")
    assert moving is not None
    data = {"id": ids, "moving": moving["value"], "action": "cancel"}
    answer = owner.client.post(url(event, "/chosen"), data=data | {"moving": ""})
    assert answer.status_code == 409
    assert texts(answer, "div.bad") == [
        "The waiting list has changed meanwhile: see who would get the places now."
    ]
    told = after(owner.client, owner.client.post(url(event, "/chosen"), data=data))
    assert texts(told, "div.undo span") == [
        "2 sign-ups are cancelled. 1 email is written but not sent: no email account "
        "is connected. Undo writes 1 email."
    ]
    assert db.session.query(Attendee).filter_by(state="placed").one().name == "Cat Low"
    db.session.commit()
    told = after(owner.client, owner.client.post(url(event, "/chosen/undo")))
    assert notices(told) == [
        "2 sign-ups restored. 1 email is written but not sent: no email account is connected."
    ]
    found = db.session.query(Attendee.name, Attendee.state).order_by(Attendee.name).all()
    assert [tuple(row) for row in found] == [
        ("Ann Lee", "placed"), ("Bob Ray", "placed"), ("Cat Low", "waiting"),
    ]  # fmt: skip


def test_a_sector_and_hosts_for_several(owner: Account, event: Event) -> None:
    ids = [make_attendee(event, name, "Public").id for name in ("Ann Lee", "Bob Ray")]
    for number in range(5):
        make_attendee(event, f"Person {number}")
    private = next(s.id for s in event.sectors if s.name == "Private")
    there, data = url(event, "/chosen"), {"id": ids, "sector": private, "action": "sector"}
    told = after(owner.client, owner.client.post(there, data=data))
    assert texts(told, "div.undo span") == ["2 people have another sector now."]
    told = after(owner.client, owner.client.post(there + "/undo"))
    assert notices(told) == ["2 people are as before."]
    told = after(owner.client, owner.client.post(there, data={"id": ids, "action": "hosts"}))
    assert texts(told, "div.undo span") == ["2 people host a table now, one each."]
    assert places(told, "hosts table 1") == ["#people-found span"]
    db.session.get_one(Attendee, ids[1]).host_table = 3
    db.session.commit()
    told = after(owner.client, owner.client.post(there + "/undo"))
    assert notices(told) == [
        "1 person is as before. 1 person was changed since: they stay as they are."
    ]
    answer = owner.client.post(there, data={"id": ids, "sector": "x", "action": "sector"})
    assert (answer.status_code, len(places(answer, "Choose a sector."))) == (409, 1)


def test_those_chosen_are_written_to(owner: Account, event: Event) -> None:
    ids = [make_attendee(event, name).id for name in ("Ann Lee", "Bob Ray", "Cat Low")][:2]
    there = f"/organise/events/{event.id}/write"
    group = f"chosen-{ids[0]}-{ids[1]}"
    asked = owner.client.get(f"{there}?to={group}")
    chosen = page_of(asked).select_one("select[name=group] option[selected]")
    assert chosen is not None
    assert said(chosen) == "The people you chose in the list"
    data = {"group": group, "subject": "Hello", "text": "Words.", "action": "preview"}
    assert title(owner.client.post(there, data=data)) == "Send it to 2 people?"


def test_a_long_list_has_pages_that_keep_the_search(owner: Account, event: Event) -> None:
    for n in range(101):
        make_attendee(event, f"Person {n:03}", email=f"p{n}@example.org")
    page = page_of(owner.client.get(url(event, "?search=person&sort=name")))
    further = page.select_one("a[rel=next]")
    assert further is not None
    second = page_of(owner.client.get(str(further["href"])))
    assert [said(link) for link in second.select("th[scope=row] a")] == ["Person 100"]
    assert len(places(second, "101–101 of 101")) == 1


def test_those_removed_leave_the_list_are_logged_and_come_back(
    owner: Account, event: Event
) -> None:
    ids = [person.id for person in make_people(event, ["Ann Lee", "Bo Ray"])]
    data = {"action": "remove", "id": ids, "moving": ""}
    told = after(owner.client, owner.client.post(url(event, "/chosen"), data=data))
    assert len(places(told, "2 sign-ups are removed.")) == 1
    assert owner.client.get(url(event, f"/{ids[0]}")).status_code == 404
    logged = places(owner.client.get("/organise/history"), " removed ")
    undone = after(owner.client, owner.client.post(url(event, "/chosen") + "/undo"))
    assert len(places(undone, "2 sign-ups are back.")) == 1
    assert owner.client.get(url(event, f"/{ids[0]}")).status_code == 200
    assert len(logged) == 1


def test_a_rule_and_coming_together_are_for_all_of_the_chosen(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Host One")
    people = [
        make_attendee(event, name, state="waiting", waiting_since=NOW) for name in ("Ann", "Bo")
    ]
    there, ids = url(event, "/chosen"), [person.id for person in people]
    for data, sentence in (
        (
            {"action": "rule", "rule_kind": "together"},
            "2 people have the rule “stay together” now.",
        ),
        ({"action": "together"}, "2 people are offered places only all at once now."),
        (
            {"action": "together-in-part"},
            "2 people are offered places together now, as many as there are.",
        ),
    ):
        told = after(owner.client, owner.client.post(there, data=data | {"id": ids}))
        assert len(places(told, sentence)) == 1
        undone = after(owner.client, owner.client.post(f"{there}/undo"))
        assert sentence not in undone
    assert db.session.query(PairRule).count() == 0
    assert [person.party for person in db.session.query(Attendee)] == [None, None, None]


@pytest.mark.parametrize("button", [{"action": "tpyo"}, {"action": ""}, {}])
def test_an_unknown_button_leaves_everybody_as_they_were(
    owner: Account, event: Event, button: dict[str, str]
) -> None:
    ids = [make_attendee(event, name).id for name in ("Ann Lee", "Bob Ray")]
    answer = owner.client.post(url(event, "/chosen"), data={"id": ids, **button})
    assert answer.status_code == 409
    assert texts(answer, "[role=alert]") == [NO_BUTTON]
    assert [db.session.get_one(Attendee, each).state for each in ids] == ["placed", "placed"]


def test_every_button_has_a_deed() -> None:
    assert list(ACTS) == list(ChosenButton)
