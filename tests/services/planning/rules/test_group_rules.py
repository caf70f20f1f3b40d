"""Rules between groups: for whom they hold, and what they contradict."""

import pytest

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.planning.problem import problem_for
from scheduler.services.planning.rules import pair_rules
from scheduler.services.planning.rules.group_rules import (
    add_group_rule,
    group_rules_of,
    groups_at,
    remove_group_rule,
    rule_contradictions,
)
from tests.builders import make_attendee


@pytest.fixture
def people(event: Event) -> dict[str, Attendee]:
    """Ann and Bo of one trust, voluntary and public; Cy and Dee public, of their own."""
    rows = (
        ("Ann", "Voluntary", "Leven Trust"),
        ("Bo", "Public", "LEVEN  trust"),
        ("Cy", "Public", "Cy"),
        ("Dee", "Public", ""),
    )
    return {
        name: make_attendee(event, name, sector, organisation=organisation)
        for name, sector, organisation in rows
    }


def key(event: Event, words: str) -> str:
    return next(key for key, found in groups_at(event).items() if found == words)


def test_a_rule_between_sectors_holds_for_everybody_of_them(
    event: Event, people: dict[str, Attendee]
) -> None:
    one, other = key(event, "the sector Voluntary"), key(event, "the sector Public")
    rule = add_group_rule(event, "wish", other, one)
    assert add_group_rule(event, "wish", one, other).id == rule.id
    assert [(view.pairs, view.one) for view in group_rules_of(event)] == [
        (3, "the sector Voluntary")
    ]
    ann = str(people["Ann"].id)
    assert problem_for(event).wishes == {
        (ann, str(people[name].id)) for name in ("Bo", "Cy", "Dee")
    }
    assert remove_group_rule(event, rule.id)
    assert not remove_group_rule(event, rule.id)
    assert problem_for(event).wishes == frozenset()


def test_a_whole_organisation_is_kept_apart_however_it_is_written(
    event: Event, people: dict[str, Attendee]
) -> None:
    trust = key(event, "the organisation Leven Trust")
    add_group_rule(event, "apart", trust, trust)
    pair = (str(people["Ann"].id), str(people["Bo"].id))
    assert problem_for(event).apart == {pair}
    pair_rules.add_rule(event, "must_meet", people["Ann"].id, people["Bo"].id)
    found = problem_for(event)
    assert (found.apart, found.must_meet) == (frozenset(), {pair})


def test_a_contradiction_is_refused_by_name_and_said_when_it_arises_later(
    event: Event, people: dict[str, Attendee]
) -> None:
    one, other = key(event, "the sector Voluntary"), key(event, "the sector Public")
    trust = key(event, "the organisation Leven Trust")
    add_group_rule(event, "apart", trust, trust)
    with pytest.raises(RuleBroken) as refused:
        add_group_rule(event, "must_meet", one, other)
    assert refused.value.sentence == (
        "Ann and Bo would be brought together by one rule and kept apart by another: remove the "
        "other one first."
    )
    people["Bo"].organisation = ""
    db.session.commit()
    add_group_rule(event, "must_meet", one, other)
    assert rule_contradictions(event) == []
    people["Bo"].organisation = "Leven Trust"
    db.session.commit()
    assert rule_contradictions(event) == [
        "Ann and Bo are brought together by one rule between groups and kept apart by another: "
        "they stay apart."
    ]
    assert len(problem_for(event).must_meet) == 2


def test_colleagues_who_must_meet_while_colleagues_are_kept_apart_are_named(
    event: Event, people: dict[str, Attendee]
) -> None:
    pair_rules.add_rule(event, "must_meet", people["Ann"].id, people["Bo"].id)
    assert rule_contradictions(event) == []
    event.apart_organisations = True
    db.session.commit()
    assert rule_contradictions(event) == [
        "Ann and Bo have a rule that brings them together, but colleagues of one organisation "
        "(Leven Trust) are kept apart."
    ]


@pytest.mark.parametrize(("kind", "one"), [("together", "sector-1"), ("apart", "sector-x")])
def test_what_is_no_rule_and_no_group_is_refused(event: Event, kind: str, one: str) -> None:
    with pytest.raises(InvalidInput):
        add_group_rule(event, kind, one, one)
