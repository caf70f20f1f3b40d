"""Everything kept about an address is shown, and nothing about anybody else."""

import json

import pytest

from scheduler.domain.states import PlanState
from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Consent, TouchAnswer, db
from scheduler.services.privacy.holdings import as_data, holdings, people_at, these
from tests.builders import (
    NOW,
    Account,
    make_attendee,
    make_event,
    make_mail,
    make_plan,
    make_series,
)
from tests.builders.people import make_exchanges
from tests.builders.plans import make_working_group


def test_sign_ups_of_the_address_over_all_events_the_latest_first(
    owner: Account, stranger: Account
) -> None:
    first, second = make_event(owner.body_id), make_event(owner.body_id)
    ann = make_attendee(first, "Ann Lee")
    again = make_attendee(second, "Ann M. Lee", email="ANN.LEE@example.org")
    again.email_key = "ann.lee@example.org"
    make_attendee(first, "Bob Ray")
    make_attendee(make_event(stranger.body_id), "Ann Lee")
    db.session.commit()
    assert {p.id for p in people_at(owner.body_id, " Ann.Lee@Example.org")} == {ann.id, again.id}


def test_the_same_person_under_another_address_comes_along(owner: Account) -> None:
    first, second = make_event(owner.body_id), make_event(owner.body_id)
    ann = make_attendee(first, "Ann Lee")
    moved = make_attendee(second, "Ann Lee", email="ann@new.example", email_key="ann@new.example")
    make_series(first, second)
    moved.contact_id = ann.contact_id
    db.session.commit()
    assert {p.id for p in people_at(owner.body_id, "ann@new.example")} == {ann.id, moved.id}


@pytest.mark.parametrize("address", ["", "ann", "ann@example", "a b@example.org"])
def test_what_is_no_address_is_refused_beside_its_field(owner: Account, address: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        people_at(owner.body_id, address)
    assert refused.value.field == "address"


def test_only_sign_ups_of_the_body_are_given(owner: Account, stranger: Account) -> None:
    theirs = make_attendee(make_event(stranger.body_id), "Ann Lee")
    assert these(owner.body_id, [theirs.id]) == []


def test_a_holding_has_everything_that_belongs_to_the_sign_up(owner: Account) -> None:
    event = make_event(owner.body_id, rounds=2)
    ann, bob = make_attendee(event, "Ann Lee", about="I run a shed"), make_attendee(event, "Bob")
    db.session.add(Consent(attendee_id=ann.id, kind="photo", wording="Yes.", given_at=NOW))
    make_mail(event, ann)
    make_mail(event, bob)
    make_plan(event, [{1: [ann, bob]}, {1: [bob], None: [ann]}], PlanState.PUBLISHED)
    [held] = holdings(people_at(owner.body_id, "ann.lee@example.org"))
    shown = {name: held.fields[name] for name in ("name", "sector", "about", "state")}
    assert shown == {
        "name": "Ann Lee", "sector": "Voluntary", "about": "I run a shed", "state": "has a place"
    }  # fmt: skip
    assert held.rounds == {1: 1, 2: None}
    assert {table: len(rows) for table, rows in held.records.items()} == {
        "consent": 1,
        "outgoing_mail": 1,
    }
    assert held.records["outgoing_mail"][0]["message"].strip() == "Hello."


def test_what_somebody_else_said_of_them_stays_with_its_writer(owner: Account) -> None:
    event = make_event(owner.body_id)
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    said = {"yes": False, "note": "Never again", "said_at": NOW}
    db.session.add(TouchAnswer(attendee_id=bob.id, other_id=ann.id, **said))
    db.session.commit()
    of_ann, of_bob = holdings([ann, bob])
    assert of_ann.records == {}
    assert of_bob.records["touch_answer"] == [{"said_at": NOW}]


def test_no_organiser_reads_a_no_or_a_private_note(owner: Account) -> None:
    event = make_event(owner.body_id)
    make_series(event)
    people = [make_attendee(event, name) for name in ("Ann Lee", "Bob Ray", "Cy Fox")]
    make_exchanges(event, *people)
    said = {"yes": False, "note": "Never again", "said_at": NOW}
    db.session.add(TouchAnswer(attendee_id=people[0].id, other_id=people[1].id, **said))
    db.session.commit()
    (held,) = holdings(people[:1])
    said_of_others = {name: held.records[name] for name in ("touch_answer", "exchange_answer")}
    assert said_of_others == {name: [{"said_at": NOW}] for name in said_of_others}


def test_the_area_of_a_working_group_is_told(owner: Account) -> None:
    event = make_event(owner.body_id)
    ann, bob = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray"))
    make_working_group(event, [ann, bob, make_attendee(event, "Cy Fox")])
    (held,) = holdings([bob])
    (row,) = held.records["working_group_member"]
    assert (row["area"], row["answer"]) == (event.priority_areas[0], "has not answered")


def test_no_secret_and_nobody_else_is_in_the_download(owner: Account) -> None:
    event = make_event(owner.body_id)
    ann = make_attendee(event, "Ann Lee", feed_token="a-feed")
    make_attendee(event, "Bob Ray")
    text = json.dumps(as_data(holdings([ann]), "Paisley Breakfasts", NOW))
    assert [w for w in (ann.token, "a-feed", "Bob Ray", "bob.ray") if w in text] == []
    data = json.loads(text)
    assert (data["kept_by"], data["sign_ups"][0]["sign_up"]["name"]) == (
        "Paisley Breakfasts",
        "Ann Lee",
    )


def test_nothing_is_changed_by_looking(owner: Account) -> None:
    ann = make_attendee(make_event(owner.body_id), "Ann Lee")
    version = ann.version
    holdings(people_at(owner.body_id, "ann.lee@example.org"))
    db.session.commit()
    assert db.session.get_one(Attendee, ann.id).version == version
