"""Nobody is found in a shared table, nor by subtracting from its sum."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.afterwards.small_groups import FEWEST, kept_back, public_number


@given(st.lists(st.integers(0, 30), max_size=8))
def test_what_is_not_shown_is_no_small_group_together(cells: list[int]) -> None:
    away = kept_back(cells)
    shown = [cell for cell, hidden in zip(cells, away, strict=True) if not hidden]
    hidden = [cell for cell, away_ in zip(cells, away, strict=True) if away_]
    assert all(cell >= FEWEST for cell in shown)
    if shown and hidden:
        assert len(hidden) > 1
        assert sum(hidden) >= FEWEST


@given(st.lists(st.integers(FEWEST, 30), max_size=8))
def test_large_groups_are_all_shown(cells: list[int]) -> None:
    assert not any(kept_back(cells))


def test_the_smallest_of_the_others_goes_with_a_small_one() -> None:
    assert kept_back([20, 3, 8]) == [False, True, True]
    assert kept_back([20, 30, 8], [False, True, False]) == [False, True, True]
    assert [public_number(number) for number in (0, 4, 5)] == ["under 5", "under 5", "5"]
