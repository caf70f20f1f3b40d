"""Rules between two people: what can be said, and what contradicts."""

import pytest

from scheduler.domain.states import PairKind
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.planning.problem import problem_for
from scheduler.services.planning.rules import pair_rules
from tests.builders import Account, make_attendee, make_event


def test_a_rule_is_kept_once_whatever_the_order(event: Event) -> None:
    ann, bo = make_attendee(event, "Ann"), make_attendee(event, "Bo")
    first = pair_rules.add_rule(event, "apart", bo.id, ann.id)
    again = pair_rules.add_rule(event, "apart", ann.id, bo.id)
    assert first.id == again.id
    assert [(r.kind, r.names) for r in pair_rules.rules_of(event)] == [("apart", "Ann and Bo")]


@pytest.mark.parametrize("other", ["together", "must_meet", "wish"])
def test_apart_contradicts_every_other_rule(event: Event, other: str) -> None:
    ann, bo = make_attendee(event, "Ann"), make_attendee(event, "Bo")
    pair_rules.add_rule(event, "apart", ann.id, bo.id)
    with pytest.raises(RuleBroken) as refused:
        pair_rules.add_rule(event, other, ann.id, bo.id)
    assert refused.value.sentence == (
        "Ann and Bo have the rule “must not meet”, which contradicts "
        f"“{PairKind(other).words}”: remove one first."
    )


def test_a_wish_may_become_a_must(event: Event) -> None:
    ann, bo = make_attendee(event, "Ann"), make_attendee(event, "Bo")
    pair_rules.add_rule(event, "wish", ann.id, bo.id)
    pair_rules.add_rule(event, "must_meet", ann.id, bo.id)
    assert [r.kind for r in pair_rules.rules_of(event)] == ["wish", "must_meet"]


def test_one_person_is_no_pair(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    with pytest.raises(InvalidInput, match="two different people"):
        pair_rules.add_rule(event, "apart", ann.id, ann.id)
    with pytest.raises(InvalidInput, match="what the rule should be"):
        pair_rules.add_rule(event, "like", ann.id, ann.id)


def test_a_rule_for_three_is_one_rule_and_holds_for_each_two(event: Event) -> None:
    ann, bo, cy, dee = (make_attendee(event, name) for name in ("Ann", "Bo", "Cy", "Dee"))
    pair_rules.add_rule(event, "together", ann.id, bo.id)
    rule = pair_rules.add_rule(event, "together", cy.id, ann.id, bo.id)
    assert pair_rules.add_rule(event, "together", bo.id, ann.id, cy.id).id == rule.id
    found = [(r.kind, r.names) for r in pair_rules.rules_of(event)]
    assert found == [("together", "Ann and Bo"), ("together", "Ann, Bo and Cy")]
    asked = {(int(a), int(b)) for a, b in problem_for(event).together}
    assert asked == {(ann.id, bo.id), (ann.id, cy.id), (bo.id, cy.id)}
    with pytest.raises(RuleBroken, match=r"^Bo and Cy have the rule “stay together”"):
        pair_rules.add_rule(event, "apart", dee.id, cy.id, bo.id)
    removed = pair_rules.remove_rule(event, rule.id)
    assert removed == ("together", ann.id, bo.id, cy.id)
    assert [r.names for r in pair_rules.rules_of(event)] == ["Ann and Bo"]
    with pytest.raises(InvalidInput, match="at most 12 people"):
        pair_rules.add_rule(event, "apart", *range(1, 14))


def test_people_of_another_event_are_not_found(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann")
    other = make_attendee(make_event(owner.body_id), "Bo")
    with pytest.raises(NotFound):
        pair_rules.add_rule(event, "apart", ann.id, other.id)
    assert pair_rules.rules_of(event) == []


def test_a_removed_rule_can_be_put_back(owner: Account, event: Event) -> None:
    ann, bo = make_attendee(event, "Ann"), make_attendee(event, "Bo")
    rule = pair_rules.add_rule(event, "together", ann.id, bo.id)
    assert pair_rules.remove_rule(make_event(owner.body_id), rule.id) is None
    removed = pair_rules.remove_rule(event, rule.id)
    assert removed == ("together", ann.id, bo.id)
    assert pair_rules.remove_rule(event, rule.id) is None
    pair_rules.add_rule(event, *removed)
    assert len(pair_rules.rules_of(event)) == 1


def test_typed_names_stand_for_people(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", organisation="Hub")
    other = make_attendee(event, "Ann Lee", organisation="Council", email="ann2@example.org",
                          email_key="ann2@example.org")  # fmt: skip
    bo = make_attendee(event, "Bo Ek", organisation="")
    zoe = make_attendee(event, "Zoë Ní Bhriain", organisation="Café")
    people = [ann, other, bo, zoe]
    assert pair_rules.find_person(people, "zoe ni bhriain, CAFE") is zoe
    assert pair_rules.find_person(people, " ann  lee, council") is other
    assert pair_rules.find_person(people, "ANN.LEE@example.org") is ann
    assert pair_rules.find_person(people, "Bo Ek") is bo
    for typed, sentence in [
        ("Ann Lee", "2 people are called “Ann Lee”: choose from the list."),
        ("Cy", "Nobody called “Cy” is signed up: choose from the list."),
        (" ", "Choose a person."),
    ]:
        with pytest.raises(InvalidInput) as refused:
            pair_rules.find_person(people, typed)
        assert refused.value.sentence == sentence
    assert db.session.is_active


def test_a_part_of_a_name_is_enough_where_one_person_has_it(event: Event) -> None:
    adam = make_attendee(event, "Adam Baird")
    make_attendee(event, "Ann Lee")
    make_attendee(event, "Ann Leigh")
    people = [adam, *(p for p in db.session.query(Attendee).order_by(Attendee.id) if p is not adam)]
    for typed in ("Adam", "adam", "Baird", "bai ada"):
        assert pair_rules.find_person(people, typed) is adam
    with pytest.raises(InvalidInput, match="2 people are called “Ann”"):
        pair_rules.find_person(people, "Ann")
    with pytest.raises(InvalidInput, match="Nobody called “Adams”"):
        pair_rules.find_person(people, "Adams")
