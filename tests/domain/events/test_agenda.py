from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.events.agenda import (
    DEFAULTS,
    agenda_times,
    minutes_needed,
    networking_start,
    round_times,
    time_budget,
)

START = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    kind: str
    minutes: int


MORNING = [Item("other", 15), Item("talk", 10), Item("networking", 40), Item("break", 55)]


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 12, 4, hour, minute, tzinfo=UTC)


def test_the_rounds_begin_with_the_first_networking_slot() -> None:
    assert networking_start(START, [*MORNING, Item("networking", 20)]) == at(8, 55)


def test_without_a_networking_slot_they_begin_with_the_event() -> None:
    assert networking_start(START, [Item("talk", 10)]) == START
    assert networking_start(START, []) == START


def test_items_follow_one_another() -> None:
    assert agenda_times(START, MORNING[:3]) == [
        (at(8, 30), at(8, 45)),
        (at(8, 45), at(8, 55)),
        (at(8, 55), at(9, 35)),
    ]


def test_rounds_leave_time_to_move() -> None:
    assert round_times(at(8, 55), 3, 8, 2) == [
        (at(8, 55), at(9, 3)),
        (at(9, 5), at(9, 13)),
        (at(9, 15), at(9, 23)),
    ]


def test_an_exact_fit_is_a_fit() -> None:
    budget = time_budget(MORNING, 120, 4, 8, 2)
    assert (budget.needed, budget.slot, budget.spare, budget.fits) == (40, 40, 0, True)
    assert budget.rounds_that_fit == 4
    assert budget.warnings == ()


def test_too_many_rounds_are_told_with_what_would_fit() -> None:
    budget = time_budget(MORNING, 120, 5, 8, 1)
    assert (budget.needed, budget.spare, budget.fits) == (45, -5, False)
    assert budget.warnings == (
        "The rounds need 45 minutes, but the networking slot has 40: "
        "lengthen the slot by 5 or plan 4 rounds.",
    )


def test_more_than_45_minutes_of_rounds_tire() -> None:
    budget = time_budget([Item("networking", 46)], 60, 23, 1, 1)
    assert budget.fits
    assert budget.warnings == (
        "The rounds take 46 minutes. People flag after about 45 minutes. "
        "Try fewer or shorter rounds, or add a break.",
    )


def test_no_slot_and_a_late_end_are_both_told() -> None:
    budget = time_budget([Item("talk", 70)], 60, 4, 8, 2)
    assert (budget.slot, budget.spare, budget.fits, budget.rounds_that_fit) == (None, -40, False, 0)
    assert budget.warnings == (
        "The agenda has no networking slot for the rounds: add one.",
        "The agenda runs 10 minutes past the end of the event: shorten something or move the end.",
    )


@pytest.mark.parametrize("name", ["pairs", "trios", "tables"])
def test_the_defaults_of_every_format_fit_into_45_minutes(name: str) -> None:
    usual = DEFAULTS[name]
    needed = minutes_needed(usual.rounds, usual.talk_minutes, usual.move_minutes)
    assert needed == {"pairs": 36, "trios": 40, "tables": 40}[name]
    times = round_times(START, usual.rounds, usual.talk_minutes, usual.move_minutes)
    last_start, last_end = times[-1]
    assert last_end - START == timedelta(minutes=needed - usual.move_minutes)
    assert last_end - last_start == timedelta(minutes=usual.talk_minutes)
