"""Removing sign-ups: gone from every list, put back whole, deleted for good after a day."""

import pytest
from sqlalchemy import select

from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, AuditEntry, Event, PairRule, Seat, db
from scheduler.services.people import removing
from scheduler.services.people.listing import all_people
from scheduler.services.planning.rules.pair_rules import add_rule
from scheduler.services.privacy.purging import purge
from scheduler.services.registration.places import link_holder
from tests.builders import NOW, ORGANISER, SECOND, Account, mails, make_attendee, make_event
from tests.builders.plans import make_plan
from tests.builders.sign_ups import sign_up, standing, taken

DAY = removing.KEPT


def names(event: Event) -> list[str]:
    found = [person.name for person in all_people(event)]
    db.session.commit()
    return found


def remove(event: Event, *people: Attendee, moving: tuple[Attendee, ...] = ()):  # type: ignore[no-untyped-def]
    expected = [person.id for person in moving]
    return removing.remove_chosen(
        event, [person.id for person in people], ORGANISER, NOW, expected=expected
    )


def test_they_are_in_no_list_and_come_back_with_place_seats_and_rules(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=2)
    ann, bo = make_attendee(event, "Ann Lee"), make_attendee(event, "Bo Ray", "Public")
    cy = make_attendee(event, "Cy Fox", state="waiting", waiting_since=NOW)
    make_plan(event, [{1: [ann, bo]}])
    add_rule(event, "must_meet", ann.id, bo.id)
    before = standing(event)
    made, gone = remove(event, ann, moving=(cy,))
    assert (names(event), link_holder(ann.token), taken(event)) == (["Bo Ray", "Cy Fox"], None, 2)
    assert mails() == [("place_offered", "cy.fox@example.org")]
    assert removing.undo_removal(event, made, gone, ORGANISER, NOW + SECOND) == (1, 1)
    assert (names(event), standing(event)) == (["Ann Lee", "Bo Ray", "Cy Fox"], before)
    assert link_holder(ann.token) is not None
    db.session.commit()
    assert (db.session.query(Seat).count(), db.session.query(PairRule).count()) == (2, 1)


def test_who_signs_up_again_meanwhile_is_somebody_new(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", email="ann@example.org", email_key="ann@example.org")
    made, gone = remove(event, ann)
    sign_up(event, "ann@example.org", now=NOW + SECOND)
    assert names(event) == ["Ann Lee"]
    with pytest.raises(RuleBroken, match="signed up again since") as refused:
        removing.undo_removal(event, made, gone, ORGANISER, NOW + SECOND)
    assert refused.value.rule is Rule.TAKEN
    assert (names(event), taken(event)) == (["Ann Lee"], 1)


def test_a_day_later_they_are_deleted_for_good(owner: Account, event: Event) -> None:
    ann, bo = make_attendee(event, "Ann Lee"), make_attendee(event, "Bo Ray")
    remove(event, ann)
    assert purge(NOW + DAY - SECOND) == 0
    assert purge(NOW + DAY) == 1
    assert db.session.scalars(select(Attendee.id)).all() == [bo.id]


def test_it_is_logged_and_so_many_at_once_can_be_undone(event: Event, owner: Account) -> None:
    many = range(1, removing.MOST_CANCELLED + 2)
    with pytest.raises(InvalidInput, match="Remove at most 30"):
        removing.remove_chosen(event, many, ORGANISER, NOW, expected=[])
    gone = make_attendee(event, "Cy Fox", state="cancelled", cancelled_at=NOW)
    made, ids = remove(event, gone)
    assert (made, ids, names(event)) == ([], [gone.id], [])
    assert db.session.query(AuditEntry).count() == 0
