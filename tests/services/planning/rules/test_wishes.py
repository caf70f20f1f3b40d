"""Whom people would like to meet or avoid: what becomes of it, and what the engine is asked."""

from datetime import timedelta

import pytest

from scheduler.domain.planning.wishes import WishKind
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, Event, PairRule, SeatingWish, db
from scheduler.services.planning.problem import problem_for
from scheduler.services.planning.rules import pair_rules, wishes
from scheduler.services.privacy.purging import purge
from tests.builders import NOW, make_attendee

MEET, AVOID = WishKind.MEET, WishKind.AVOID


@pytest.fixture
def three(event: Event) -> list[Attendee]:
    """Ann, Bo and Cy of an event that asks until a day before it."""
    event.wishes_until = event.starts_at - timedelta(days=1)
    return [make_attendee(event, name, organisation="") for name in ("Ann", "Bo", "Cy")]


def say(person: Attendee, kind: WishKind, *lines: str) -> SeatingWish:
    wishes.say_wishes(person, {kind: lines}, NOW)
    return db.session.query(SeatingWish).order_by(SeatingWish.id.desc()).first()  # type: ignore[return-value]


def asked(event: Event) -> tuple[int, int]:
    """How many pairs the engine would seat together if it can, and how many never."""
    problem = problem_for(event)
    return len(problem.wishes), len(problem.apart)


def test_nothing_holds_before_the_organiser_makes_it_a_rule(
    event: Event, three: list[Attendee]
) -> None:
    ann, bo, _ = three
    wish, no = say(ann, MEET, "Bo"), say(bo, AVOID, "the loud one")
    assert (asked(event), wishes.wishes_to_answer(event.id)) == ((0, 0), 2)
    found = wishes.wishes_of(event, three)
    assert [(v.wish.words, v.found) for v in found] == [("Bo", "Bo"), ("the loud one", "")]
    wishes.note_wish_seen(event, no.id, NOW)
    wishes.make_wish_rule(event, wish.id, bo, NOW)
    assert (asked(event), wishes.wishes_to_answer(event.id)) == ((1, 0), 0)


def test_a_no_goes_before_every_wish(event: Event, three: list[Attendee]) -> None:
    ann, bo, _ = three
    wish = say(ann, MEET, "Bo")
    wishes.make_wish_rule(event, wish.id, bo, NOW)
    no = say(bo, AVOID, "Ann")
    wishes.make_wish_rule(event, no.id, ann, NOW)
    assert asked(event) == (0, 1)
    db.session.refresh(wish)
    with pytest.raises(RuleBroken, match="contradicts “would like to meet”"):
        wishes.make_wish_rule(event, wish.id, bo, NOW)


def test_what_is_taken_back_takes_its_rule_along_but_no_other(
    event: Event, three: list[Attendee]
) -> None:
    ann, bo, cy = three
    pair_rules.add_rule(event, "apart", ann.id, cy.id)
    for words, person in (("Bo", bo), ("Cy", cy)):
        wishes.say_wishes(ann, {AVOID: ["Bo", "Cy"]}, NOW)
        wish = db.session.query(SeatingWish).filter_by(words=words).one()
        wishes.make_wish_rule(event, wish.id, person, NOW)
    back = say(bo, AVOID, "Ann")
    wishes.make_wish_rule(event, back.id, ann, NOW)
    assert asked(event) == (0, 2)
    wishes.say_wishes(ann, {}, NOW)
    assert asked(event) == (0, 2), "Bo asks for the same, and Cy's is the organiser's own rule"
    wishes.note_wish_seen(event, back.id, NOW)
    assert asked(event) == (0, 1)
    with pytest.raises(RuleBroken, match="taken back meanwhile"):
        wishes.note_wish_seen(event, 999, NOW)


def test_only_in_time_few_and_about_somebody_else(event: Event, three: list[Attendee]) -> None:
    ann = three[0]
    wish = say(ann, MEET, "Ann", "  ", "Ann")
    with pytest.raises(InvalidInput, match="Ann wrote this"):
        wishes.make_wish_rule(event, wish.id, ann, NOW)
    with pytest.raises(InvalidInput, match="at most 5; these are 6"):
        say(ann, AVOID, *"abcdef")
    with pytest.raises(InvalidInput, match="at most 200"):
        say(ann, AVOID, "a" * 201)
    with pytest.raises(RuleBroken, match="is over"):
        wishes.say_wishes(ann, {}, event.starts_at - timedelta(days=1))
    assert wishes.own_wishes(ann) == {MEET: ["Ann"], AVOID: []}


def test_a_month_after_the_event_it_goes_with_its_rules(
    event: Event, three: list[Attendee]
) -> None:
    ann, bo, cy = three
    wishes.make_wish_rule(event, say(ann, AVOID, "Bo").id, bo, NOW)
    pair_rules.add_rule(event, "apart", ann.id, cy.id)
    purge(event.ends_at + timedelta(days=29))
    assert db.session.query(SeatingWish).count() == 1
    purge(event.ends_at + timedelta(days=31))
    left = [(rule.a_id, rule.b_id) for rule in db.session.query(PairRule)]
    assert (db.session.query(SeatingWish).count(), left) == (0, [(ann.id, cy.id)])
