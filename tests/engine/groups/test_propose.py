from dataclasses import replace

from hypothesis import given, settings

from scheduler.domain.afterwards.working_groups.limits import Change
from scheduler.domain.afterwards.working_groups.problem import (
    Candidate,
    GroupSizes,
    GroupsProblem,
)
from scheduler.domain.afterwards.working_groups.score import (
    GroupsScore,
    group_breaches,
    measure_groups,
)
from scheduler.engine.groups.propose import propose_groups
from tests.engine.groups.instances import best_rank, groups_problems, usual_room

PATIENT = 100.0
"""Seconds: small rooms are done long before, however busy the machine is."""
SECTORS = ("Voluntary", "Public", "Private")


def _room(people: int, **sizes: int) -> GroupsProblem:
    """People of no organisation, of each sector in turn, who all chose Falls."""
    found = tuple(Candidate(n, "", SECTORS[n % 3], frozenset({"Falls"})) for n in range(people))
    return GroupsProblem(found, ("Falls",), GroupSizes(**sizes))


@settings(max_examples=15, deadline=None)
@given(groups_problems())
def test_a_proposal_keeps_the_rules_and_exceeds_no_ceiling(problem: GroupsProblem) -> None:
    found = propose_groups(problem)
    assert group_breaches(problem, found.placing) == []
    assert found.placing.items() >= problem.held.items()
    assert found.score == measure_groups(problem, found.placing)
    # The first level that differs from its ceiling is below it; the others are given those before.
    assert found.score.rank <= found.ceiling.rank


@settings(max_examples=15, deadline=None)
@given(groups_problems(most_people=5))
def test_a_tiny_room_gets_the_best_of_all_placings(problem: GroupsProblem) -> None:
    found = propose_groups(problem, PATIENT)
    assert found.score.rank == best_rank(problem)
    assert found.ceiling == found.score


def test_the_same_seed_gives_the_same_groups() -> None:
    problem = _room(18, largest=8, most=2)
    one, other = (propose_groups(problem, PATIENT, seed=5) for _ in range(2))
    assert one.placing == other.placing


def test_groups_are_few_full_and_mixed() -> None:
    found = propose_groups(_room(18, largest=9, most=3), PATIENT)
    assert found.score == GroupsScore(placed=18, areas=1, groups=2, unconvened=2, alike=18)


def test_what_would_place_more_people_is_told() -> None:
    found = propose_groups(_room(14, largest=9), PATIENT)
    assert found.score.placed == found.ceiling.placed == 9
    assert found.helps == {Change.LARGER: 1, Change.MORE: 5}


def test_colleagues_who_could_be_together_help() -> None:
    room = _room(4)
    same = replace(room, people=tuple(replace(p, organisation="choir") for p in room.people))
    assert propose_groups(same, PATIENT).helps == {Change.COLLEAGUES: 4}


def test_several_groups_of_an_area_are_proven_on_every_level() -> None:
    found = propose_groups(usual_room(60, 3, 2, seed=2), PATIENT)
    assert found.score.groups == 6
    assert found.ceiling == found.score


def test_a_search_that_is_stopped_keeps_who_is_held() -> None:
    problem = replace(_room(12), held={0: ("Falls", 1)})
    found = propose_groups(problem, should_stop=lambda: True)
    assert found.placing[0] == ("Falls", 1)
