"""A rule that a plan made by hand breaks is excused by name and with a reason, or not at all."""

import pytest

from scheduler.errors import InvalidInput
from scheduler.models import Event, PairRule, Plan, db
from scheduler.services.planning.drafts.excuses import (
    LONGEST,
    Broken,
    Excuse,
    broken_by_hand,
    excused,
)
from tests.builders import make_people, make_plan

RULES = [Broken("a", "Ann sits with Bo."), Broken("b", "Cy sits with Di.")]


@pytest.mark.parametrize(
    ("named", "why", "sentence"),
    [
        (["a"], "Joan asked", "Tick each rule that this plan breaks: Cy sits with Di."),
        (["a", "b"], "  ", "Say why the plan is published although it breaks a rule."),
        (["a", "b"], "x" * (LONGEST + 1), "Say it in at most 300 letters."),
    ],
)
def test_what_is_missing_is_asked_for(named: list[str], why: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Excuse(named, why).kept(RULES)
    assert str(refused.value) == sentence


def test_the_reason_is_kept_and_nothing_broken_needs_none() -> None:
    assert Excuse(["b", "a"], " Joan asked ").kept(RULES) == {
        "rules": ["a", "b"],
        "why": "Joan asked",
    }
    assert Excuse(["a"], "").kept([]) is None


def test_only_what_is_still_broken_is_said(event: Event) -> None:
    event.rounds, event.table_size = 1, 2
    ann, bo, *others = make_people(event, ["Ann", "Bo", "Cy", "Di"])
    rule = PairRule(event_id=event.id, kind="apart", a_id=ann.id, b_id=bo.id)
    db.session.add(rule)
    plan: Plan = make_plan(event, [{1: [ann, bo], 2: others}], "draft", status="by hand")
    found = broken_by_hand(event, plan)
    assert len(found) == 1
    plan.excused = Excuse([found[0].key], "Joan asked").kept(found)
    assert excused(event, plan) == ([found[0].sentence], "Joan asked")
    db.session.delete(rule)
    db.session.commit()
    assert excused(event, plan) == ([], "Joan asked")


def test_a_plan_that_the_search_made_breaks_nothing_by_hand(event: Event) -> None:
    people = make_people(event, 4)
    assert broken_by_hand(event, make_plan(event, [{1: people}], "draft")) == []
