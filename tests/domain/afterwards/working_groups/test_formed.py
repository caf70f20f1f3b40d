import pytest

from scheduler.domain.afterwards.working_groups.formed import FormedGroup, formed_words


@pytest.mark.parametrize(
    ("groups", "shared", "said"),
    [
        ([], False, ""),
        ([(1, True)], False, ""),
        ([(9, True)], True, "1 working group goes on with 9 people, from every sector."),
        (
            [(9, True), (8, True)],
            True,
            "2 working groups go on with 17 people, from every sector in each.",
        ),
        (
            [(9, True), (8, False), (1, False)],
            False,
            "2 working groups go on with 17 people, from every sector in 1 of them.",
        ),
        ([(4, False)], False, "1 working group goes on with 4 people."),
        ([(4, False)], True, "1 working group goes on."),
    ],
)
def test_the_report_tells_groups_that_go_on(
    groups: list[tuple[int, bool]], shared: bool, said: str
) -> None:
    assert formed_words([FormedGroup(*group) for group in groups], shared) == said
