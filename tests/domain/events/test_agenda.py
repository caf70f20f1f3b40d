from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.events.agenda import (
    DEFAULTS,
    agenda_times,
    breaks_between,
    minutes_needed,
    round_times,
    rounds_in_items,
    time_budget,
)
from scheduler.domain.states import AgendaKind

START = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    kind: AgendaKind
    minutes: int


MORNING = [
    Item(AgendaKind.OTHER, 15),
    Item(AgendaKind.TALK, 10),
    Item(AgendaKind.NETWORKING, 40),
    Item(AgendaKind.BREAK, 55),
]


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 12, 4, hour, minute, tzinfo=UTC)


def test_the_rounds_begin_with_the_first_networking_slot() -> None:
    assert round_times(START, [*MORNING, Item(AgendaKind.NETWORKING, 20)], 4, 8, 2)[0][0] == at(
        8, 55
    )


@pytest.mark.parametrize("items", [[Item(AgendaKind.TALK, 10)], []])
def test_without_a_networking_slot_they_begin_with_the_event(items: list[Item]) -> None:
    assert round_times(START, items, 2, 8, 2) == [
        (at(8, 30), at(8, 38)),
        (at(8, 40), at(8, 48)),
    ]


def test_a_break_between_two_networking_slots_parts_the_rounds() -> None:
    parted = [
        Item(AgendaKind.NETWORKING, 25),
        Item(AgendaKind.BREAK, 15),
        Item(AgendaKind.NETWORKING, 20),
    ]
    assert rounds_in_items(parted, 4, 10) == [2, 0, 2]
    times = round_times(START, parted, 4, 8, 2)
    assert [start for start, _end in times] == [at(8, 30), at(8, 40), at(9, 10), at(9, 20)]
    assert breaks_between(times, timedelta(minutes=2)) == {3: timedelta(minutes=22)}


@pytest.mark.parametrize(
    ("slots", "rounds", "held"),
    [
        ([40, 20], 4, [4, 0]),
        ([40, 20], 5, [4, 1]),
        ([40, 20], 9, [4, 5]),
        ([40], 6, [6]),
        ([5, 30], 3, [0, 3]),
        ([5, 5], 3, [3, 0]),
        ([], 3, []),
    ],
)
def test_slots_are_filled_one_after_the_other(
    slots: list[int], rounds: int, held: list[int]
) -> None:
    assert (
        rounds_in_items([Item(AgendaKind.NETWORKING, slot) for slot in slots], rounds, 10) == held
    )


def test_items_follow_one_another() -> None:
    assert agenda_times(START, MORNING[:3]) == [
        (at(8, 30), at(8, 45)),
        (at(8, 45), at(8, 55)),
        (at(8, 55), at(9, 35)),
    ]


def test_rounds_leave_time_to_move() -> None:
    assert round_times(at(8, 55), [Item(AgendaKind.NETWORKING, 30)], 3, 8, 2) == [
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
        "The rounds need 45 minutes, but the agenda has 40 for networking: "
        "lengthen that by 5 or plan 4 rounds.",
    )


def test_more_than_45_minutes_of_rounds_tire() -> None:
    budget = time_budget([Item(AgendaKind.NETWORKING, 46)], 60, 23, 1, 1)
    assert budget.fits
    assert budget.warnings == (
        "The rounds take 46 minutes in a row. People flag after about 45 minutes. "
        "Try fewer or shorter rounds, or part them: a break between two networking slots of the "
        "agenda does.",
    )
    parted = [
        Item(AgendaKind.NETWORKING, 23),
        Item(AgendaKind.BREAK, 10),
        Item(AgendaKind.NETWORKING, 23),
    ]
    assert time_budget(parted, 60, 22, 1, 1).warnings == ()


def test_no_round_is_parted_by_a_break() -> None:
    parted = [
        Item(AgendaKind.NETWORKING, 25),
        Item(AgendaKind.BREAK, 10),
        Item(AgendaKind.NETWORKING, 25),
    ]
    budget = time_budget(parted, 60, 5, 8, 2)
    assert (budget.slots, budget.slot, budget.spare, budget.fits) == ((25, 25), 45, -5, False)
    assert budget.rounds_that_fit == 4


def test_no_slot_and_a_late_end_are_both_told() -> None:
    budget = time_budget([Item(AgendaKind.TALK, 70)], 60, 4, 8, 2)
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
    times = round_times(START, [], usual.rounds, usual.talk_minutes, usual.move_minutes)
    last_start, last_end = times[-1]
    assert last_end - START == timedelta(minutes=needed - usual.move_minutes)
    assert last_end - last_start == timedelta(minutes=usual.talk_minutes)
