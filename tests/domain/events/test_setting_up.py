from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduler.domain.events.setting_up import (
    check_day,
    check_span,
    default_agenda,
    last_day,
    local_moment,
    make_slug,
    table_count,
    timezones,
)
from scheduler.errors import InvalidInput


def test_summer_and_winter_have_their_own_offset() -> None:
    summer = local_moment(date(2026, 7, 1), time(8, 30), "Europe/London")
    winter = local_moment(date(2026, 12, 4), time(8, 30), "Europe/London")
    assert summer == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    assert winter == datetime(2026, 12, 4, 8, 30, tzinfo=UTC)


def test_a_time_the_clocks_skip_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        local_moment(date(2027, 3, 28), time(1, 30), "Europe/London")
    assert refused.value.sentence == (
        "01:30 does not exist on 28 March 2027 in Europe/London: the clocks go forward that "
        "night. Choose another time."
    )


def test_a_time_that_comes_twice_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        local_moment(date(2026, 10, 25), time(1, 30), "Europe/London")
    assert refused.value.sentence == (
        "01:30 comes twice on 25 October 2026 in Europe/London: the clocks go back that night. "
        "Choose a time before or after that hour."
    )


def test_the_hours_around_a_change_are_fine() -> None:
    before = local_moment(date(2026, 10, 25), time(0, 59), "Europe/London")
    after = local_moment(date(2026, 10, 25), time(2, 0), "Europe/London")
    assert after - before == timedelta(hours=2, minutes=1)


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2036, 11, 21), date.min, date.max])
def test_a_year_that_is_a_slip_is_refused(day: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_day(day, date(2026, 11, 20))
    assert caught.value.sentence == (
        "Check the year: choose a day from 2000 on, at the latest 20 November 2036."
    )


def test_ten_years_from_today_is_the_last_day() -> None:
    check_day(date(2000, 1, 1), date(2026, 11, 20))
    check_day(date(2036, 11, 20), date(2026, 11, 20))
    assert last_day(date(2028, 2, 29)) == date(2038, 2, 28)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Mars/Olympus is not a time zone"):
        local_moment(date(2026, 12, 4), time(8), "Mars/Olympus")


def test_london_is_the_first_zone() -> None:
    assert timezones()[0] == "Europe/London"
    assert len(set(timezones())) == len(timezones())


@pytest.mark.parametrize("hours", [0, -1, 17])
def test_an_impossible_span_is_refused(hours: int) -> None:
    start = datetime(2026, 12, 4, 8, tzinfo=UTC)
    with pytest.raises(InvalidInput):
        check_span(start, start + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("title", "stem"), [("Déjà vu: NHS & you!", "deja-vu-nhs-you"), ("早餐", "event")]
)
def test_slugs_are_plain_letters(title: str, stem: str) -> None:
    slug = make_slug(title, date(2026, 12, 4))
    assert slug[:-5] == f"{stem}-2026-12-04"
    assert len(make_slug("long " * 60, date(2026, 12, 4))) <= 80


@pytest.mark.parametrize("morning", [60, 90, 120, 180])
def test_the_default_agenda_fills_the_morning(morning: int) -> None:
    assert sum(item.minutes for item in default_agenda(morning, 30)) == morning


def test_the_default_agenda_always_has_room_for_the_rounds() -> None:
    agenda = default_agenda(45, 40)
    assert [item.minutes for item in agenda if item.kind == "networking"] == [40]
    assert min(item.minutes for item in agenda) == 5


@pytest.mark.parametrize(
    ("format_", "size", "fixed", "people", "tables"),
    [
        ("pairs", 2, None, 9, 4),
        ("trios", 3, None, 10, 4),
        ("tables", 5, None, 40, 8),
        ("tables", 5, None, 0, 1),
        ("tables", 5, 7, 40, 7),
    ],
)
def test_tables_follow_from_people(
    format_: str, size: int, fixed: int | None, people: int, tables: int
) -> None:
    assert table_count(format_, size, fixed, people) == tables


def test_a_table_with_a_host_stays_in_use_as_long_as_nobody_sits_alone() -> None:
    assert [table_count("tables", 5, None, 54, hosted) for hosted in (0, 3, 12, 27, 28)] == [
        11, 11, 12, 27, 11,
    ]  # fmt: skip
    assert table_count("tables", 5, 6, 54, 12) == 6
    assert table_count("pairs", 2, None, 54, 30) == 27
