"""Late changes fitted into a plan: few people move, and rounds that were held stay."""

import pytest

from scheduler.engine import rules
from scheduler.engine.result import measure
from scheduler.engine.search.replan.covering import fewest_movers
from scheduler.engine.solvers.budget import Budget
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.planning import run as planning
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.plans import plan_of, rounds_of, seats_of
from scheduler.services.planning.problem import problem_for
from scheduler.services.planning.problem_again import (
    Again,
    TableChange,
    movers_between,
    moves_between,
    origin_of,
    problem_again,
)
from tests.builders import NOW, SECTORS, Account, assign, make_attendee, make_people


@pytest.fixture
def people(owner: Account, event: Event) -> list[Attendee]:
    """Fifteen people at three tables, and plan 1 that seats them."""
    found = make_people(event, 15)
    assign(event, owner.user)
    return found


def cancel(attendee: Attendee) -> None:
    attendee.state = "cancelled"
    db.session.commit()


def test_one_for_one_moves_nobody(owner: Account, event: Event, people: list[Attendee]) -> None:
    cancel(people[4])
    make_attendee(event, "New Person", SECTORS[4 % 3])
    plan = assign(event, owner.user, Again(1))
    assert moves_between(seats_of(plan_of(event, 1)), seats_of(plan)) == ()
    assert not changes_since(event, plan)


def test_the_problem_puts_first_what_was_asked_for(event: Event, people: list[Attendee]) -> None:
    assert people
    assert problem_again(event, Again(1)).prefer_stability is True
    assert problem_again(event, Again(1, 0, meetings_first=True)).prefer_stability is False


def test_a_job_from_before_there_was_a_choice_moves_the_fewest() -> None:
    assert Again.read({"again": {"plan": 3, "held": 2}}) == Again(3, 2, meetings_first=False)


def test_rounds_that_were_held_stay_and_newcomers_join_after(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    cancel(people[0])
    cancel(people[1])
    new = make_attendee(event, "Walk In", "Private")
    again = Again(1, 2)
    plan = assign(event, owner.user, again)
    before, after = (rounds_of(p, seats_of(p)) for p in (plan_of(event, 1), plan))
    kept = [[set(table) for table in seated.tables] for seated in before[:2]]
    assert [[set(table) for table in seated.tables] for seated in after[:2]] == kept
    assert rules.check(problem_again(event, again), after) == []
    rounds = [seat.round for seat in seats_of(plan) if seat.attendee_id == new.id]
    assert (new.arrives_round, rounds) == (3, [3, 4])
    gone = {seat.round for seat in seats_of(plan) if seat.attendee_id == people[0].id}
    assert gone == {1, 2}
    assert (origin_of(plan), origin_of(plan_of(event, 1))) == (again, None)
    assert not changes_since(event, plan)
    assert changes_since(event, plan_of(event, 1)).left == ("Person 00", "Person 01")


def test_a_table_that_has_its_host_is_kept(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    people[14].host_table = 3
    db.session.commit()
    assign(event, owner.user)
    for leaver in people[:5]:
        cancel(leaver)
    plan = assign(event, owner.user, Again(2))
    hosted = {seat.table for seat in seats_of(plan) if seat.attendee_id == people[14].id}
    assert hosted == {3}


@pytest.mark.usefixtures("people")
def test_what_does_not_fit_is_refused_in_words(owner: Account, event: Event) -> None:
    with pytest.raises(NotFound):
        planning.request_plan(event, owner.user, NOW, Again(9))
    with pytest.raises(RuleBroken, match="Choose how many of the 4 rounds"):
        planning.request_plan(event, owner.user, NOW, Again(1, 4))
    event.rounds = 5
    db.session.commit()
    with pytest.raises(RuleBroken, match="now has 5 rounds and plan 1 has 4"):
        planning.request_plan(event, owner.user, NOW, Again(1))


def test_moves_name_each_round_once(owner: Account, event: Event, people: list[Attendee]) -> None:
    other = assign(event, owner.user)
    first = seats_of(plan_of(event, 1))
    tables = {(seat.attendee_id, seat.round): seat.table for seat in first}
    seats = {(seat.attendee_id, seat.round): seat for seat in seats_of(other)}
    for place, seat in seats.items():
        seat.table = tables[place]
    changed = seats[people[3].id, 2]
    table, changed.table = changed.table, None
    assert moves_between(first, seats_of(other)) == (TableChange("Person 03", ((2, table, None),)),)
    assert movers_between(plan_of(event, 1), other) == 1
    cancel(people[3])
    assert movers_between(plan_of(event, 1), other) == 0


@pytest.mark.parametrize(
    "room",
    [
        {"format": "pairs", "odd": "trio"},
        {"format": "pairs", "odd": "sit-out"},
        {"format": "trios"},
        {"format": "tables", "table_count": 4},
    ],
)
@pytest.mark.parametrize("leavers", [1, 4])
def test_every_format_takes_late_changes(
    owner: Account, event: Event, room: dict[str, str | int], leavers: int
) -> None:
    for name, value in room.items():
        setattr(event, name, value)
    found = make_people(event, 14)
    first = assign(event, owner.user)
    for leaver in found[:leavers]:
        cancel(leaver)
    make_attendee(event, "Walk In", "Private")
    again = Again(1, 1)
    plan = assign(event, owner.user, again)
    assert rules.check(problem_again(event, again), rounds_of(plan, seats_of(plan))) == []
    assert not changes_since(event, plan)
    assert all(
        number > 1
        for m in moves_between(seats_of(first), seats_of(plan))
        for number, _, _ in m.changes
    )


def test_four_who_do_not_come_cost_few_links_and_few_seats(owner: Account, event: Event) -> None:
    """Through the worker's job, as the page asks for it: hardly anybody moves, little is lost."""
    event.capacity, event.table_size = 60, 5
    found = make_people(event, 60)
    first = assign(event, owner.user)
    before = measure(problem_for(event), rounds_of(first, seats_of(first))).cross_sector_pairs
    for leaver in found[7:11]:
        cancel(leaver)
    plan = assign(event, owner.user, Again(1))
    moved = moves_between(seats_of(first), seats_of(plan))
    asked = problem_again(event, Again(1))
    after = measure(asked, rounds_of(plan, seats_of(plan)))
    least = fewest_movers(asked, Budget.of(5.0))
    assert least is not None
    assert len(moved) == after.moved_people == len(least.people)
    # A person meets at most sixteen others; whoever left cannot be met.
    assert after.cross_sector_pairs >= before - 4 * 16 - 4 * len(moved)
