from scheduler.domain.afterwards.working_groups.limits import Change, group_limits
from scheduler.domain.afterwards.working_groups.problem import (
    Candidate,
    GroupSizes,
    GroupsProblem,
)

HERE = ("Falls", 1)


def _people(*areas: str, sector: str = "Public", organisation: str = "") -> list[Candidate]:
    return [
        Candidate(0, organisation, sector, frozenset(one.split("+")) if one else frozenset())
        for one in areas
    ]


def _limits(
    people: list[Candidate], placed: int, changes: dict[Change, int] | None = None
) -> list[str]:
    """What is said where the first ``placed`` people are in the group of Falls."""
    numbered = tuple(
        Candidate(key, one.organisation, one.sector, one.areas) for key, one in enumerate(people)
    )
    problem = GroupsProblem(numbered, ("Falls", "Sleep"), GroupSizes(3, 3))
    return group_limits(problem, dict.fromkeys(range(placed), HERE), changes or {})


def test_a_full_group_says_who_else_chose_it() -> None:
    people = _people("Falls", "Falls", "Falls", "Falls")
    assert _limits(people, 3, {Change.LARGER: 1}) == [
        "Falls: 3 of 3 places taken; 1 other who chose it is in no group.",
        "Sleep: nobody chose it.",
        "With one more place in each group, 1 more person finds a place.",
    ]


def test_an_area_without_a_group_says_why() -> None:
    few, colleagues = _people("Sleep", ""), _people(*["Sleep"] * 3, organisation="choir")
    assert _limits(few, 0) == [
        "Falls: nobody chose it.",
        "Sleep: 1 person chose it, and a group has at least 3.",
        "1 person chose none of the areas.",
    ]
    assert _limits(colleagues, 0)[1] == (
        "Sleep: 3 people chose it, but they are from 1 organisation, and colleagues are in "
        "different groups."
    )
    elsewhere = _people("Falls+Sleep", "Falls+Sleep", "Falls+Sleep")
    assert _limits(elsewhere, 3) == [
        "Sleep: 3 people chose it; the groups of other areas that they chose bring more together."
    ]


def test_a_sector_that_is_absent_is_named_with_the_reason() -> None:
    people = [*_people("Falls", "Falls", "Falls"), *_people("Sleep", sector="Private")]
    assert _limits(people, 3)[0] == "Falls: nobody from Private chose it."
    people = [*_people("Falls", "Falls", "Falls"), *_people("Falls", sector="Private")]
    assert _limits(people, 3)[1] == (
        "Falls: 1 person from Private chose it and is in other groups or in none."
    )


def test_who_does_not_fit_into_a_group_with_places_is_told_why() -> None:
    people = _people("Falls", "Falls", "Falls")
    assert _limits(people, 2)[0] == (
        "Falls: 2 of 3 places taken; 1 person who chose it is in no group. A colleague of theirs, "
        "or somebody whom they are kept apart from, is in it."
    )
