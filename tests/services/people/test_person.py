"""What an organiser does to one person, and the table of people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.domain.events.setting_up import MOST_PLACES
from scheduler.domain.people.questions.description import Value
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.people import person as people
from scheduler.services.people.person import PersonEdit
from scheduler.services.registration import cancelling
from tests.builders import (
    NOW,
    ORGANISER,
    Account,
    mails,
    make_attendee,
    make_event,
    posted,
)

ANN = PersonEdit(name=" Ann  Lee ", organisation="Hub", email="ann@example.org")

UNKNOWN: dict[str, Value] = {"role": "", "stays": False, "arrives_round": 1}


def add(event: Event, edit: PersonEdit = ANN, key: str = "k", *, grow: bool = False) -> Attendee:
    return people.add_person(event.id, edit, key, ORGANISER, NOW, raise_capacity=grow)


def places(event: Event) -> tuple[int, int]:
    db.session.refresh(event)
    return event.places_taken, event.capacity


def test_a_person_added_by_hand_gets_a_place_and_no_mail(event: Event) -> None:
    edit = replace(
        ANN,
        sector_id=event.sectors[1].id,
        values={"dietary": "vegan", "offers": ("a room",), "host_table": 3},
    )
    ann = add(event, edit)
    assert (ann.name, ann.state, ann.email_key) == ("Ann Lee", "placed", "ann@example.org")
    assert (ann.dietary, ann.offers, ann.host_table) == ("vegan", ["a room"], 3)
    assert places(event) == (1, 40)
    assert mails() == []


def test_a_button_pressed_twice_adds_one_person(event: Event) -> None:
    assert add(event) is add(event)
    assert places(event) == (1, 40)


def test_a_full_event_has_a_waiting_list_or_grows(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    add(event)
    bo = add(event, PersonEdit(name="Bo"), "b")
    cy = add(event, PersonEdit(name="Cy"), "c", grow=True)
    assert (bo.state, cy.state, places(event)) == ("waiting", "placed", (2, 2))


def test_one_person_is_not_added_twice(event: Event) -> None:
    add(event)
    with pytest.raises(InvalidInput) as refused:
        add(event, PersonEdit(name="ANN  Lee", email="ANN@example.org"), "b")
    assert refused.value.sentence == "Ann Lee is signed up with this address already."
    assert places(event) == (1, 40)
    assert db.session.query(Attendee).count() == 1


def test_colleagues_may_share_an_address_but_not_a_name(event: Event) -> None:
    add(event)
    bo = add(event, PersonEdit(name="Bo", email="ann@example.org"), "b")
    with pytest.raises(InvalidInput) as refused:
        people.change_person(bo, PersonEdit(name="Ann Lee", email="ann@example.org"), NOW)
    assert refused.value.sentence == "Ann Lee is signed up with this address already."
    rows = db.session.query(Attendee).order_by(Attendee.id).all()
    assert [(p.name, p.email_key) for p in rows] == [
        ("Ann Lee", "ann@example.org"), ("Bo", "ann@example.org")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (PersonEdit(name=" "), "Enter a name."),
        (PersonEdit(name="A", email="nowhere"), "Enter an email address such as name@example.org."),
        (PersonEdit(name="A", sector_id=99999),
         "That sector is not one of this event: choose from the list."),
        (PersonEdit(name="A", values={"arrives_round": 3, "leaves_after_round": 2}),
         "They cannot leave after round 2 when they arrive for round 3."),
    ],
)  # fmt: skip
def test_impossible_people_are_refused(event: Event, edit: PersonEdit, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        add(event, edit)
    assert refused.value.sentence == sentence
    assert db.session.query(Attendee).count() == 0


def test_everything_about_a_person_can_be_changed(event: Event) -> None:
    ann = make_attendee(event, "Ann", "Public", role="Nurse", stays=True)
    people.change_person(ann, PersonEdit(name="Anne", email="", values=UNKNOWN), NOW)
    db.session.expire_all()
    assert (ann.name, ann.email, ann.email_key, ann.role) == ("Anne", None, None, "")
    assert (ann.sector_id, ann.stays, ann.arrives_round, ann.state) == (None, False, None, "placed")


def test_cancelling_gives_the_place_to_who_waits(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    ann = make_attendee(event, "Ann")
    bo = make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    cancelling.cancel_person(ann, ORGANISER, NOW)
    db.session.expire_all()
    assert (ann.state, bo.state, places(event)) == ("cancelled", "placed", (1, 1))
    assert mails() == [("cancelled", "ann@example.org"), ("place_offered", "bo@example.org")]
    assert cancelling.cancel_person(ann, ORGANISER, NOW) is None
    assert len(mails()) == 2


def test_restoring_undoes_it_while_there_is_a_place(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    cancelling.cancel_person(ann, ORGANISER, NOW, tell=False)
    assert (places(event), mails()) == ((0, 40), [])
    people.restore_person(ann, ORGANISER, NOW, tell=False)
    assert (ann.state, ann.cancelled_at, places(event)) == ("placed", None, (1, 40))
    people.restore_person(ann, ORGANISER, NOW)
    assert mails() == []


def test_who_is_restored_to_a_full_event_waits(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    ann = make_attendee(event, "Ann", state="cancelled", cancelled_at=NOW)
    make_attendee(event, "Bo")
    people.restore_person(ann, ORGANISER, NOW)
    assert (ann.state, places(event)) == ("waiting", (1, 1))
    assert mails() == [("waiting", "ann@example.org")]


def test_somebody_who_waits_is_moved_up_past_the_others(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Ann")
    bo = make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    cy = make_attendee(event, "Cy", state="waiting", waiting_since=NOW + timedelta(1))
    assert people.give_place(cy, ORGANISER, NOW) == 1
    assert people.give_place(cy, ORGANISER, NOW) == 0
    assert (bo.state, cy.state, cy.waiting_since) == ("waiting", "placed", None)
    assert (places(event), mails()) == ((2, 2), [("place_offered", "cy@example.org")])


def test_nobody_is_moved_up_into_more_places_than_an_event_can_have(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=MOST_PLACES, places_taken=MOST_PLACES)
    cy = make_attendee(event, "Cy", state="waiting", waiting_since=NOW)
    with pytest.raises(RuleBroken, match="at most 2,000 places"):
        people.give_place(cy, ORGANISER, NOW)
    assert (cy.state, places(event), mails()) == ("waiting", (MOST_PLACES, MOST_PLACES), [])


def test_a_link_needs_an_address(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    people.send_link(ann, NOW)
    people.send_link(ann, NOW)
    assert mails() == [("signed_up", "ann@example.org"), ("link_again", "ann@example.org")]
    first, again = (plain_text(mail.message) for mail in posted())
    assert "Paisley Breakfasts put you on the list; you did not sign up yourself." in first
    assert "Here is your personal link, sent by Paisley Breakfasts." in again
    assert "asked for your personal link" not in again
    nobody = make_attendee(event, "Bo", email=None, email_key=None)
    with pytest.raises(RuleBroken, match="Bo has no email address"):
        people.send_link(nobody, NOW)


def test_another_events_person_is_not_found(owner: Account, event: Event) -> None:
    other = make_attendee(make_event(owner.body_id), "Ann")
    with pytest.raises(NotFound):
        people.person_of(event, other.id)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "not an address"}, "email"),
        ({"sector_id": 10**6}, "sector"),
        ({"values": {"arrives_round": 3, "leaves_after_round": 2}}, "leaves_after_round"),
    ],
)
def test_a_refusal_names_its_field(event: Event, changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        add(event, replace(ANN, **changes))
    assert refused.value.field == field
