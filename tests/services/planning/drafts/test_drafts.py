"""Drafts are named, copied, begun from nothing and compared; the plan they come from stays."""

import pytest

from scheduler.domain.morning.clock import Phase
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, Plan, db
from scheduler.services.planning.drafts.drafts import (
    compare,
    copy,
    from_nothing,
    name_plan,
    take_rounds,
)
from scheduler.services.planning.plans import seats_of
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.builders import NOW, make_people, make_plan


@pytest.fixture
def plan(event: Event) -> Plan:
    """Ann with Bo and Cy with Di, in one round."""
    event.rounds, event.table_size = 1, 2
    people = make_people(event, ["Ann", "Bo", "Cy", "Di"])
    return make_plan(event, [{1: people[:2], 2: people[2:]}])


def seating(plan: Plan) -> list[tuple[str, int | None]]:
    return [(seat.attendee.name, seat.table) for seat in seats_of(plan)]


def test_a_copy_has_the_same_seats_and_the_next_number(plan: Plan) -> None:
    made = copy(plan, NOW)
    assert (made.number, made.state, made.name) == (2, "draft", "Copy of plan 1")
    assert seating(made) == seating(plan)
    assert compare(plan, made).moves == ()


def test_who_moves_between_two_plans_is_named(event: Event, plan: Plan) -> None:
    made = copy(plan, NOW)
    ann = next(seat for seat in seats_of(made) if seat.attendee.name == "Ann")
    ann.table = 2
    db.session.commit()
    assert [move.name for move in compare(plan, made).moves] == ["Ann"]


def test_from_nothing_nobody_has_a_seat(event: Event, plan: Plan) -> None:
    made = from_nothing(event, NOW)
    assert (made.number, made.status, made.rounds, made.tables) == (2, "by hand", 1, 2)
    assert seating(made) == []


def test_nobody_cannot_be_seated(event: Event) -> None:
    with pytest.raises(RuleBroken):
        from_nothing(event, NOW)


@pytest.mark.parametrize(("field", "longest"), [("name", 60), ("note", 500)])
def test_names_and_notes_have_a_length(plan: Plan, field: str, longest: int) -> None:
    words = {"name": "", "note": ""}
    name_plan(plan, **words | {field: "x" * longest})
    with pytest.raises(InvalidInput) as refused:
        name_plan(plan, **words | {field: "x" * (longest + 1)})
    assert (refused.value.field, len(getattr(plan, field))) == (field, longest)


def test_rounds_are_taken_until_the_first_has_begun(event: Event, plan: Plan) -> None:
    event.rounds = 3
    take_rounds(event, plan, NOW)
    assert event.rounds == 1
    make_ready(event, False, event.starts_at)
    press(event, Press.NEXT, (Phase.BEFORE, 1), event.starts_at)
    with pytest.raises(RuleBroken, match="The rounds have begun"):
        take_rounds(event, plan, event.starts_at)
