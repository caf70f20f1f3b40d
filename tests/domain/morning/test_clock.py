"""The room's clock, followed through a morning."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.morning.clock import (
    Clock,
    ClockStep,
    Phase,
    Timing,
    expected,
    extend,
    following,
    former,
    go_on,
    pause,
    ready,
    settled,
    take_break,
)

NINE = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
BY_ITSELF = Timing(3, timedelta(minutes=8), timedelta(minutes=2), runs_itself=True)
WAITS = Timing(3, timedelta(minutes=8), timedelta(minutes=2), runs_itself=False)
ROUND_TWO = Clock(Phase.TALK, 2, NINE, timedelta(minutes=8))


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def test_a_morning_that_runs_by_itself() -> None:
    clock, steps = settled(ready(NINE, at(-20)), BY_ITSELF, at(60))
    assert [(step.phase, step.round, step.at) for step in steps] == [
        (Phase.TALK, 1, at(0)),
        (Phase.MOVE, 2, at(8)),
        (Phase.TALK, 2, at(10)),
        (Phase.MOVE, 3, at(18)),
        (Phase.TALK, 3, at(20)),
        (Phase.DONE, 3, at(28)),
    ]
    assert (clock.phase, clock.round, clock.rounds_begun) == (Phase.DONE, 3, 3)


def test_a_morning_that_waits_for_the_organiser() -> None:
    before = ready(NINE, at(-20))
    assert settled(before, WAITS, at(60)) == (before, ())
    talk = following(before, WAITS, at(3))
    clock, steps = settled(talk, WAITS, at(60))
    assert steps == (ClockStep(Phase.MOVE, 2, at(11)),)
    assert (clock.phase, clock.left(at(60))) == (Phase.MOVE, timedelta())


def test_a_pause_takes_nothing_from_the_round() -> None:
    paused = pause(ROUND_TWO, at(3))
    assert paused.left(at(30)) == timedelta(minutes=5)
    assert settled(paused, BY_ITSELF, at(30)) == (paused, ())
    assert pause(paused, at(9)) == paused
    again = go_on(paused, at(30))
    assert (again.ends, again.left(at(31))) == (at(35), timedelta(minutes=4))
    assert go_on(again, at(32)) == again


def test_a_minute_more() -> None:
    assert extend(ROUND_TWO, at(3)).ends == at(9)
    # What is over already gets its minute from now.
    waiting = Clock(Phase.MOVE, 2, NINE, timedelta(minutes=2))
    assert extend(waiting, at(10)).left(at(10)) == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, Phase.BREAK), (7.9, Phase.BREAK), (8, Phase.MOVE), (10, Phase.MOVE), (30, Phase.MOVE)],
)
def test_the_end_of_a_break_is_the_move_by_every_word(minutes: float, shown: Phase) -> None:
    rest = Clock(Phase.BREAK, 3, at(0), timedelta(minutes=10))
    assert rest.shown(at(minutes)) == shown
    # Whoever stands still in it is called nowhere.
    still = replace(rest, paused=at(min(minutes, 9)))
    assert still.shown(at(minutes)) == Phase.BREAK
    assert (still.rests, rest.rests, replace(still, phase=Phase.MOVE).rests) == (True, False, False)


def test_a_break_stands_in_for_the_move() -> None:
    assert take_break(ROUND_TWO, 10, at(3)) == ROUND_TWO
    rest = take_break(following(ROUND_TWO, WAITS, at(8)), 10, at(8))
    assert (rest.phase, rest.round, rest.ends) == (Phase.BREAK, 3, at(18))
    assert settled(rest, WAITS, at(30)) == (rest, ())
    assert settled(rest, BY_ITSELF, at(19))[0].phase == Phase.TALK


def test_a_break_of_the_agenda_comes_by_itself() -> None:
    parted = replace(BY_ITSELF, breaks={3: timedelta(minutes=20)})
    rest = following(ROUND_TWO, parted, at(8))
    assert (rest.phase, rest.round, rest.ends) == (Phase.BREAK, 3, at(28))
    assert settled(ROUND_TWO, parted, at(29))[0] == Clock(
        Phase.TALK, 3, at(28), timedelta(minutes=8)
    )
    assert former(Clock(Phase.TALK, 3, NINE, timedelta(minutes=8)), parted, at(4)) == Clock(
        Phase.BREAK, 3, at(4), timedelta(minutes=20)
    )
    assert expected(ROUND_TWO, parted, 3, at(3)) == (at(28), at(36))


@pytest.mark.parametrize(
    ("clock", "phase", "round_"),
    [
        (Clock(Phase.DONE, 3, NINE, timedelta()), Phase.TALK, 3),
        (Clock(Phase.TALK, 2, NINE, timedelta(minutes=8)), Phase.MOVE, 2),
        (Clock(Phase.MOVE, 2, NINE, timedelta(minutes=2)), Phase.TALK, 1),
        (Clock(Phase.BREAK, 3, NINE, timedelta(minutes=2)), Phase.TALK, 2),
        (Clock(Phase.TALK, 1, NINE, timedelta(minutes=8)), Phase.BEFORE, 1),
        (Clock(Phase.BEFORE, 1, NINE, timedelta(minutes=8)), Phase.BEFORE, 1),
    ],
)
def test_a_step_back(clock: Clock, phase: Phase, round_: int) -> None:
    back = former(clock, WAITS, at(4))
    assert (back.phase, back.round) == (phase, round_)


def test_when_rounds_are_expected() -> None:
    assert expected(ROUND_TWO, WAITS, 2, at(3)) == (at(0), at(8))
    assert expected(ROUND_TWO, WAITS, 3, at(3)) == (at(10), at(18))
    # Paused with five minutes left: the round is expected to end five minutes from now.
    assert expected(pause(ROUND_TWO, at(3)), WAITS, 3, at(20)) == (at(27), at(35))
    waiting = Clock(Phase.MOVE, 2, NINE, timedelta(minutes=2))
    assert expected(waiting, WAITS, 2, at(1)) == (at(2), at(10))
    assert expected(waiting, WAITS, 3, at(5)) == (at(15), at(23))


PRESSES = st.lists(
    st.tuples(st.sampled_from(["next", "back", "pause", "go", "minute", "break"]),
              st.integers(0, 900)),
    max_size=30,
)  # fmt: skip


@given(PRESSES, st.booleans())
def test_whatever_is_pressed_the_clock_is_one_of_the_morning(
    presses: list[tuple[str, int]], runs_itself: bool
) -> None:
    timing = Timing(3, timedelta(minutes=8), timedelta(minutes=2), runs_itself)
    clock, now = ready(NINE, at(-5)), at(-5)
    for what, seconds in presses:
        now += timedelta(seconds=seconds)
        clock, _steps = settled(clock, timing, now)
        match what:
            case "next":
                clock = following(clock, timing, now)
            case "back":
                clock = former(clock, timing, now)
            case "pause":
                clock = pause(clock, now)
            case "go":
                clock = go_on(clock, now)
            case "minute":
                clock = extend(clock, now)
            case _:
                clock = take_break(clock, 7, now)
        assert 1 <= clock.round <= timing.rounds
        assert 0 <= clock.rounds_begun <= timing.rounds
        assert clock.left(now) >= timedelta()
        # Following it in two steps or in one is the same.
        later = now + timedelta(minutes=13)
        halfway, first = settled(clock, timing, now + timedelta(minutes=5))
        end, second = settled(halfway, timing, later)
        assert settled(clock, timing, later) == (end, first + second)
