"""What a plan is worth, counted by hand."""

from dataclasses import replace

from scheduler.domain.planning.preferred.counts import Preferred
from scheduler.engine.problem import Person, Problem
from scheduler.engine.result import Counts, measure, preferred_in
from tests.engine.builders import plan, problem, seated

FOUR = problem((2, 2), 2, 2)


def test_a_plan_without_repeats() -> None:
    rounds = plan(seated("a0 b0", "a1 b1"), seated("a0 b1", "a1 b0"))
    assert measure(FOUR, rounds) == Counts(4, 2, ("a0", "a1", "b0", "b1"), 16, 0, 0, 0, 0, 0, 0, 0)


def test_repeats_history_and_one_sector_do_not_count() -> None:
    rounds = plan(seated("a0 b0", "a1 b1"), seated("a0 b0", "a1 b1"))
    counts = measure(replace(FOUR, history=frozenset({("a0", "b0")})), rounds)
    assert (counts.cross_sector_pairs, counts.repeats) == (1, 2)
    assert (counts.fewest, counts.worst_off, counts.spread) == (0, ("a0", "b0"), 2)
    assert measure(FOUR, plan(seated("a0 a1", "b0 b1"))).cross_sector_pairs == 0


def test_the_fewest_looks_at_people_present_in_every_round() -> None:
    people = (*FOUR.people[:3], replace(FOUR.people[3], arrives_round=2))
    case = Problem(people, 2, table_count=2)
    counts = measure(case, plan(seated("a0 b0", "a1"), seated("a0 b1", "a1 b0")))
    assert (counts.fewest, counts.worst_off) == (1, ("a1",))


def test_walk_ins_of_a_re_plan_were_not_present_throughout() -> None:
    kept = plan(seated("a0 b0", "a1 gone"))
    rounds = plan(*kept, seated("a0 b1", "a1 b0"))
    counts = measure(replace(FOUR, kept=kept), rounds)
    assert (counts.cross_sector_pairs, counts.fewest, counts.worst_off) == (3, 1, ("a1",))


def test_nobody_throughout_gives_no_worst_off() -> None:
    people = tuple(replace(person, arrives_round=2) for person in FOUR.people)
    counts = measure(Problem(people, 2, pairs=True), plan(seated(), seated("a0 b0", "a1 b1")))
    assert (counts.fewest, counts.worst_off) == (0, ())


def test_meetings_of_colleagues_count_each_time() -> None:
    people = tuple(replace(person, organisation="Hub") for person in FOUR.people[:2])
    case = Problem(people, 3, pairs=True)
    assert measure(case, plan(*[seated("a0 a1")] * 3)).same_organisation == 3


def test_wishes_and_what_people_share_count_once() -> None:
    people = (
        Person("a", "A", "", "x", priorities=("Carers", "Housing"), asks=("a venue",)),
        Person("b", "B", "", "y", priorities=("carers ",), offers=("Venue with a ramp", "tea")),
    )
    case = Problem(people, 2, pairs=True, wishes=frozenset({("a", "b")}))
    counts = measure(case, plan(seated("a b"), seated("a b")))
    assert (counts.wishes_kept, counts.affinity) == (1, 2)


def test_a_favoured_pair_is_worth_ten_wishes_and_a_rated_one_a_tenth() -> None:
    one, two, three = (frozenset({pair}) for pair in (("a0", "b0"), ("a1", "b1"), ("a0", "a1")))
    case = replace(FOUR, favoured=one, wishes=one | two, rated=three)
    rounds = plan(seated("a0 b0", "a1 b1"), seated("a0 a1", "b0 b1"))
    assert measure(case, rounds).wanted == 100 + 2 * 10 + 1
    assert preferred_in(case, rounds[:1]) == Preferred(1, 1, 0, 1)


def test_moves_are_counted_in_open_rounds_and_between_places_that_both_plans_have() -> None:
    previous = plan(
        seated("a0 b0", "a1 gone"), seated("a0 b0", "a1 gone"), seated("a0 gone", "a1", out="b0")
    )
    case = replace(FOUR, rounds=4, kept=previous[:1], previous=previous)
    rounds = plan(
        previous[0],
        seated("a1 b0", "a0 b1"),
        seated("a0 b0", "a1 b1"),
        seated("a0 b0", "a1 b1"),
    )
    counts = measure(case, rounds)
    # Round 2 moves a0 and a1; in round 3 b0 gets a seat; round 4 is new.
    assert (counts.moved_seats, counts.moved_people) == (3, 3)
