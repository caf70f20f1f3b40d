"""The page of rules between two people."""

import pytest
from sqlalchemy import select

from scheduler.models import Event, GroupRule, PairRule, db
from tests.builders import Account, make_attendee, make_event
from tests.builders.pages import after, errors_of, notices, page_of, places, texts, words


def url(event: Event, place: str = "") -> str:
    return f"/organise/events/{event.id}/rules{place}"


@pytest.fixture
def room(event: Event) -> Event:
    make_attendee(event, "Ann Lee", organisation="Hub")
    make_attendee(event, "Bo Ek", organisation="")
    make_attendee(event, "Cy Gow", state="cancelled")
    return event


APART = {"one": "Ann Lee, Hub", "other": "bo ek", "kind": "apart"}


def test_a_rule_needs_two_people(owner: Account, event: Event) -> None:
    page = words(owner.client.get(url(event)))
    assert texts(page, ".rule-add p.quiet") == ["A rule needs two people who have signed up."]


def test_a_rule_is_added_once(owner: Account, room: Event) -> None:
    for _ in range(2):
        page = after(owner.client, owner.client.post(url(room), data=APART))
        assert places(page, "Ann Lee and Bo Ek must not meet") == ["div.notice.good"]
        assert texts(page, ".rule-kind, .rules span") == ["Must not meet", "Ann Lee and Bo Ek"]
    assert db.session.query(PairRule).count() == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"other": "Ann Lee"}, ["Choose two different people."]),
        ({"one": "", "other": "Dee"},
         ["Choose a person."]),
        ({"other": "Dee"}, ["Nobody called “Dee” is signed up: choose from the list."]),
        ({"other": "Cy Gow"}, ["Nobody called “Cy Gow” is signed up: choose from the list."]),
        ({"kind": "like"}, ["Choose from the list."]),
    ],
)  # fmt: skip
def test_impossible_rules_are_refused(
    owner: Account, room: Event, changes: dict[str, str], errors: list[str]
) -> None:
    assert errors_of(owner.client.post(url(room), data=APART | changes)) == errors
    assert db.session.query(PairRule).count() == 0


def test_a_contradiction_names_the_other_rule(owner: Account, room: Event) -> None:
    owner.client.post(url(room), data=APART)
    response = owner.client.post(url(room), data=APART | {"kind": "together"})
    assert errors_of(response) == [
        "Ann Lee and Bo Ek have the rule “must not meet”, which contradicts “stay together”: "
        "remove one first."
    ]


def test_a_removed_rule_is_brought_back_by_one_press(owner: Account, room: Event) -> None:
    owner.client.post(url(room), data=APART)
    rule = db.session.query(PairRule).one()
    page = after(owner.client, owner.client.post(url(room, f"/{rule.id}/remove")))
    assert texts(page, "div.undo span") == ["The rule is removed."]
    assert db.session.query(PairRule).count() == 0
    for _ in range(2):
        after(owner.client, owner.client.post(url(room, "/undo")))
        assert db.session.query(PairRule).count() == 1


def test_another_events_rule_stays(owner: Account, room: Event) -> None:
    owner.client.post(url(room), data=APART)
    rule = db.session.query(PairRule).one()
    owner.client.post(url(make_event(owner.body_id), f"/{rule.id}/remove"))
    assert db.session.query(PairRule).count() == 1


def test_a_rule_between_groups_is_added_and_removed(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann", "Public")
    make_attendee(event, "Bo", "Private")
    url = f"/organise/events/{event.id}/rules"
    public, private = (f"sector-{event.sectors[number].id}" for number in (1, 2))
    sent = {"group_kind": "must_meet", "group_one": public, "group_other": private}
    # Nothing is chosen before somebody does: a sector is not kept apart from itself by one press.
    unchosen = page_of(owner.client.get(url)).select("#group_one, #group_other")
    assert [select.find("option")["value"] for select in unchosen] == ["", ""]
    refused = owner.client.post(f"{url}/groups", data=sent | {"group_one": "", "group_other": ""})
    assert texts(refused, "div.bad") == ["Choose a group."]
    page = after(owner.client, owner.client.post(f"{url}/groups", data=sent))
    rule = "The sector Public and the sector Private must meet (1 pair of people now)"
    assert len(places(page, rule)) == 1
    again = owner.client.post(f"{url}/groups", data=sent | {"group_kind": "apart"})
    assert texts(again, "div.bad") == [
        "Ann and Bo would be brought together by one rule and kept apart by another: "
        "remove the other one first."
    ]
    gone = after(owner.client, owner.client.post(f"{url}/groups/1/remove"))
    assert notices(gone) == ["The rule between groups is removed: 1 pair of people. Undo"]
    assert db.session.query(GroupRule).count() == 0
    db.session.commit()
    back = after(owner.client, owner.client.post(f"{url}/undo"))
    assert places(back, rule) == places(page, rule)


def test_a_rule_for_three_is_added_removed_and_brought_back(owner: Account, room: Event) -> None:
    make_attendee(room, "Dee Poe", organisation="")
    sent = {"one": "Ann Lee", "other": "Bo Ek", "third": "Dee Poe", "kind": "together"}
    added = after(owner.client, owner.client.post(url(room), data=sent))
    assert notices(added) == ["Ann Lee, Bo Ek and Dee Poe stay together."]
    first = db.session.scalars(select(PairRule.id)).first()
    db.session.commit()
    gone = after(owner.client, owner.client.post(url(room, f"/{first}/remove")))
    assert notices(gone) == ["The rule for 3 people is removed. Undo"]
    back = after(owner.client, owner.client.post(url(room, "/undo")))
    assert texts(back, ".rule-kind, .rules span") == [
        "Stay together",
        "Ann Lee , Bo Ek and Dee Poe",
    ]
    unknown = owner.client.post(url(room), data=sent | {"third": "Zed"})
    assert errors_of(unknown) == ["Nobody called “Zed” is signed up: choose from the list."]
