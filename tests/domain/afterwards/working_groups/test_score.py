from scheduler.domain.afterwards.working_groups.notes import breach_words, group_title
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

FALLS, SLEEP = ("Falls", 1), ("Sleep", 1)
PEOPLE = (
    Candidate(1, "choir", "Voluntary", frozenset({"Falls"}), convenes=True),
    Candidate(2, "choir", "Public", frozenset({"Falls"})),
    Candidate(3, "", "Public", frozenset({"Falls", "Sleep"})),
    Candidate(4, "", "Private", frozenset({"Sleep"})),
)
NAMES = {1: "Ann", 2: "Bo", 3: "Cy", 4: "Di"}


def _problem(**changes: object) -> GroupsProblem:
    values = {"sizes": GroupSizes(2, 3), "apart": frozenset({(3, 4)})} | changes
    return GroupsProblem(PEOPLE, ("Falls", "Sleep"), **values)


def test_each_level_counts_what_it_says() -> None:
    problem = _problem(wishes=frozenset({(1, 3), (1, 4)}))
    placing = {1: FALLS, 2: FALLS, 3: FALLS, 4: SLEEP}
    assert measure_groups(problem, placing) == GroupsScore(
        placed=4, areas=2, groups=2, missing=3, spread=2, alike=1, unconvened=1, wishes=1
    )
    assert measure_groups(problem, {}) == GroupsScore()


def test_the_first_level_that_differs_decides_and_fewer_may_be_better() -> None:
    best = GroupsScore(placed=4, areas=1, groups=1, wishes=0)
    assert best.rank > GroupsScore(placed=4, areas=1, groups=2, wishes=9).rank
    assert best.rank > GroupsScore(placed=3, areas=3).rank
    assert GroupsScore.read({"placed": 4, "gone": 7}) == GroupsScore(placed=4)


def test_every_kind_of_fault_is_found_and_said() -> None:
    placing = {1: FALLS, 2: FALLS, 3: SLEEP, 4: SLEEP}
    assert _said(_problem(), placing) == [
        "Ann and Bo are colleagues.",
        "Cy and Di are to be kept apart.",
    ]
    assert (
        _said(_problem(sizes=GroupSizes(2, 3, colleagues_apart=False), apart=frozenset()), placing)
        == []
    )
    alone = {1: ("Sleep", 2)}
    assert _said(_problem(), alone) == [
        "A group has 2 to 3 people.",
        "An area has at most 1 of them.",
        "Ann did not choose this area.",
    ]


def test_what_held_people_bring_along_is_no_fault() -> None:
    placing = {1: FALLS, 2: FALLS, 4: FALLS}
    assert _said(_problem(held=placing), placing) == []
    assert _said(_problem(held={4: FALLS}), {4: FALLS}) == []


def test_a_group_is_called_by_its_area_unless_there_are_several() -> None:
    assert group_title(FALLS, [FALLS, SLEEP]) == "Falls"
    assert group_title(FALLS, [FALLS, ("Falls", 2)]) == "Falls, group 1"
    assert group_title(("Falls", 2), []) == "Falls, group 2"


def _said(problem: GroupsProblem, placing: dict[int, tuple[str, int]]) -> list[str]:
    return [breach_words(b, NAMES, problem.sizes) for b in group_breaches(problem, placing)]
