"""Sign-ups over time: no more days than can be read, and nobody lost."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.registration.over_time import MOST_DAYS, DayCount, over_time

FIRST = date(2026, 11, 1)
DAYS = st.integers(0, 400).map(lambda number: FIRST + timedelta(days=number))


@given(st.lists(st.tuples(DAYS, st.sampled_from([1, 2, None]))), DAYS)
def test_numbers_only_rise_and_end_with_everybody(
    sign_ups: list[tuple[date, int | None]], until: date
) -> None:
    found = over_time(sign_ups, [1, 2, None], until)
    assert len(found) <= MOST_DAYS + 1
    assert [point.day for point in found] == sorted({point.day for point in found})
    for one, other in pairwise(found):
        assert all(a <= b for a, b in zip(one.numbers, other.numbers, strict=True))
    assert (found[-1].all if found else 0) == len(sign_ups)


def test_each_day_counts_what_was_there_by_its_end() -> None:
    day = timedelta(days=1)
    rows = [(FIRST, 1), (FIRST + day, 2), (FIRST + day, 1), (FIRST + 2 * day, None)]
    assert over_time(rows, [1, 2, None], FIRST + 2 * day) == [
        DayCount(FIRST, (1, 0, 0)),
        DayCount(FIRST + day, (2, 1, 0)),
        DayCount(FIRST + 2 * day, (2, 1, 1)),
    ]
