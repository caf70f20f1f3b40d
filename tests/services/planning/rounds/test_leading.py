"""What leads a personal page, by the agenda's time and by the room's clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.morning.clock import Clock, Phase, Timing
from scheduler.services.planning.rounds.leading import Lead, by_clock, by_time
from scheduler.services.planning.rounds.personal_rounds import RoundView

START = datetime(2026, 12, 4, 8, 45, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TIMING = Timing(4, 8 * MINUTE, 2 * MINUTE, runs_itself=False)


def rounds(number: int) -> list[RoundView]:
    """Rounds of 8 minutes with 2 between them."""
    starts = [START + 10 * n * MINUTE for n in range(number)]
    return [
        RoundView(n, start, start + 8 * MINUTE, n, False, ()) for n, start in enumerate(starts, 1)
    ]


@pytest.mark.parametrize(
    ("minute", "before", "current", "later"),
    [
        (-1000, [], [("First", 1), ("Then", 2)], [3, 4]),
        (0, [], [("Now", 1), ("Next", 2)], [3, 4]),
        (7, [], [("Now", 1), ("Next", 2)], [3, 4]),
        (8, [1], [("Move now", 2), ("Next", 3)], [4]),
        (10, [1], [("Now", 2), ("Next", 3)], [4]),
        (30, [1, 2, 3], [("Now", 4)], []),
        (38, [1, 2, 3, 4], [], []),
    ],
)
def test_now_and_next(
    minute: int, before: list[int], current: list[tuple[str, int]], later: list[int]
) -> None:
    split = by_time(rounds(4), START + minute * MINUTE)
    assert [view.number for view in split.before] == before
    assert [(label, view.number) for label, view in split.current] == current
    assert [view.number for view in split.later] == later


def test_without_rounds_there_is_nothing_to_show() -> None:
    split = by_time([], START)
    assert (split.before, split.current, split.later) == ((), (), ())


def at(
    phase: Phase, number: int, *tables: int | None, paused: bool = False, length: int = 2
) -> tuple[str, Lead]:
    """The first label, and what leads, in that phase of the room for who sits at these tables."""
    views = [replace(view, table=table) for view, table in zip(rounds(4), tables, strict=True)]
    clock = Clock(phase, number, START, length * MINUTE, START if paused else None)
    split = by_clock(views, clock, TIMING, START + MINUTE)
    return split.current[0][0], split.lead


def test_in_the_room_the_move_the_break_and_the_pause_lead() -> None:
    sits = (3, 1, 1, None)
    assert at(Phase.BEFORE, 1, *sits) == ("First", Lead.NOTHING)
    assert at(Phase.TALK, 1, *sits) == ("Now", Lead.NOW)
    assert at(Phase.TALK, 1, *sits, paused=True) == ("Paused", Lead.PAUSED)
    assert at(Phase.MOVE, 2, *sits) == ("Move now", Lead.MOVE)
    assert at(Phase.MOVE, 2, *sits, paused=True) == ("Paused", Lead.PAUSED)
    assert at(Phase.MOVE, 3, *sits) == ("Stay at table 1", Lead.STAY)
    assert at(Phase.MOVE, 4, *sits) == ("Next", Lead.MOVE)
    assert at(Phase.BREAK, 3, *sits, length=10) == ("Break", Lead.BREAK)
    # At its end everybody goes to a table, also to the one of before.
    assert at(Phase.BREAK, 3, *sits, length=3) == ("Move now", Lead.MOVE)
    assert at(Phase.BREAK, 4, *sits, length=3) == ("Next", Lead.MOVE)
    assert at(Phase.BREAK, 3, *sits, length=3, paused=True) == ("Paused · Break", Lead.RESTS)


def test_whoever_first_sits_in_a_later_round_is_led_by_that_alone() -> None:
    late = rounds(3)[1:]
    clock = Clock(Phase.TALK, 1, START, 8 * MINUTE)
    split = by_clock(late, clock, TIMING, START)
    assert (split.current[0][0], split.lead) == ("First", Lead.NOTHING)
    moving = by_clock(late, Clock(Phase.MOVE, 2, START, 2 * MINUTE), TIMING, START)
    assert (moving.current[0][0], moving.lead) == ("Move now", Lead.MOVE)
