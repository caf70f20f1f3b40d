"""Plans read back."""

import pytest

from scheduler.errors import NotFound
from scheduler.models import Event
from scheduler.services.planning.plans import plan_of, planned_places, plans_of, rounds_of, seats_of
from tests.builders import make_attendee, make_plan


def test_plans_are_listed_newest_first_with_how_many_they_seat(event: Event) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    first = make_plan(event, [{1: [ann]}, {1: [ann]}])
    second = make_plan(event, [{1: [ann, bob]}], "draft", number=2)
    assert [(line.plan, line.people) for line in plans_of(event)] == [(second, 2), (first, 1)]
    assert plan_of(event, 2) == second
    with pytest.raises(NotFound):
        plan_of(event, 3)


def test_seats_become_rounds_of_the_engine(event: Event) -> None:
    ann, bob, cat = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray", "Cat Fee"))
    plan = make_plan(event, [{1: [ann, bob], None: [cat]}, {2: [bob, cat], 1: [ann]}])
    a, b, c = (str(person.id) for person in (ann, bob, cat))
    found = rounds_of(plan, planned_places(plan))
    assert [(seated.tables, seated.sitting_out) for seated in found] == [
        (((a, b), ()), (c,)), (((a,), (b, c)), ()),
    ]  # fmt: skip
    assert rounds_of(plan, seats_of(plan)) == found
