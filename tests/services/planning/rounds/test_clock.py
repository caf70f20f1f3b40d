"""The room's clock as it is stored, and the rounds that took place."""

from datetime import datetime, timedelta

import pytest

from scheduler.domain.events.agenda import round_times
from scheduler.domain.morning.clock import Phase
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, RoomClock, RoundRun, db
from scheduler.services.planning.rounds.clock import (
    Press,
    event_of_screen,
    make_ready,
    press,
    rounds_begun,
    runs_of,
    stored_clock,
)
from scheduler.services.planning.rounds.runs import Run
from tests.builders import make_attendee, make_plan, part_by_a_break

ROUNDS = 3


@pytest.fixture
def morning(event: Event) -> Event:
    """A published plan of three rounds; round 1 is planned for 08:45."""
    person = make_attendee(event, "Ann Lee")
    make_plan(event, [{1: [person]}] * ROUNDS)
    return event


def at(event: Event, minutes: float) -> datetime:
    """So many minutes after the first round should begin."""
    return event.starts_at + timedelta(minutes=15 + minutes)


def state(event: Event, minutes: float) -> tuple[Phase, int]:
    room = stored_clock(event)
    assert room is not None
    clock = room.at(at(event, minutes))
    return clock.phase, clock.round


def do(event: Event, what: Press, minutes: float, length: int = 0) -> bool:
    """Press while seeing what the clock shows at that moment."""
    return press(event, what, state(event, minutes), at(event, minutes), length)


def runs(event: Event, minutes: float) -> list[tuple[int, float, float | None]]:
    """Number, start and end of the rounds, in minutes."""

    def since(moment: datetime) -> float:
        return (moment - at(event, 0)).total_seconds() / 60

    return [
        (run.round, since(run.started), since(run.ended) if run.ended else None)
        for run in runs_of(event, at(event, minutes))
    ]


def test_there_is_no_clock_before_the_rounds_are_published(event: Event) -> None:
    with pytest.raises(RuleBroken) as refused:
        make_ready(event, False, at(event, -30))
    assert refused.value.sentence == "Publish the rounds first: the clock runs through them."
    assert stored_clock(event) is None
    with pytest.raises(RuleBroken):
        press(event, Press.NEXT, (Phase.BEFORE, 1), at(event, 0))


def test_a_morning_pressed_by_hand_is_recorded_as_it_was(morning: Event) -> None:
    make_ready(morning, False, at(morning, -30))
    assert do(morning, Press.NEXT, 2)
    assert state(morning, 5) == (Phase.TALK, 1)
    # Round 1 ends by itself after eight minutes; round 2 begins three minutes late.
    assert do(morning, Press.NEXT, 15)
    assert do(morning, Press.MINUTE, 20)
    assert do(morning, Press.PAUSE, 21)
    assert do(morning, Press.GO_ON, 24)
    assert do(morning, Press.NEXT, 26)
    assert do(morning, Press.BREAK, 26.5, 10)
    assert do(morning, Press.NEXT, 37)
    assert runs(morning, 50) == [(1, 2, 10), (2, 15, 26), (3, 37, 45)]
    assert state(morning, 50) == (Phase.DONE, 3)
    plans = {run.plan_id for run in db.session.query(RoundRun)}
    assert len(plans) == 1
    assert None not in plans


def test_a_morning_that_runs_by_itself_needs_no_press(morning: Event) -> None:
    make_ready(morning, True, at(morning, -30))
    assert runs(morning, 13) == [(1, 0, 8), (2, 10, None)]
    assert runs(morning, 90) == [(1, 0, 8), (2, 10, 18), (3, 20, 28)]
    assert db.session.query(RoundRun).count() == 0


def test_two_who_press_next_at_once_move_the_room_once(morning: Event) -> None:
    make_ready(morning, False, at(morning, -30))
    shown = state(morning, 0)
    assert press(morning, Press.NEXT, shown, at(morning, 0)) is True
    assert press(morning, Press.NEXT, shown, at(morning, 0)) is False
    assert state(morning, 0) == (Phase.TALK, 1)


def test_a_press_for_what_is_over_by_itself_changes_nothing(morning: Event) -> None:
    make_ready(morning, False, at(morning, -30))
    do(morning, Press.NEXT, 0)
    # The organiser's page still shows round 1 a second after its end.
    assert press(morning, Press.NEXT, (Phase.TALK, 1), at(morning, 8.02)) is False
    assert state(morning, 8.02) == (Phase.MOVE, 2)


def test_the_last_press_can_be_taken_back(morning: Event) -> None:
    make_ready(morning, False, at(morning, -30))
    do(morning, Press.NEXT, 0)
    do(morning, Press.NEXT, 3)
    assert state(morning, 3.5) == (Phase.MOVE, 2)
    assert do(morning, Press.BACK, 4)
    room = stored_clock(morning)
    assert room is not None
    # Five minutes were left when "next" was pressed.
    assert room.at(at(morning, 4)).left(at(morning, 4)) == timedelta(minutes=5)
    assert runs(morning, 4) == [(1, 0, None)]


def test_a_round_begun_by_mistake_has_not_begun(morning: Event) -> None:
    make_ready(morning, False, at(morning, -30))
    do(morning, Press.NEXT, 0)
    assert do(morning, Press.BACK, 1)
    assert state(morning, 1) == (Phase.BEFORE, 1)
    assert runs(morning, 1) == []


def test_without_an_undo_back_leads_to_the_phase_before(morning: Event) -> None:
    make_ready(morning, False, at(morning, -30))
    do(morning, Press.NEXT, 0)
    assert state(morning, 9) == (Phase.MOVE, 2)
    assert do(morning, Press.BACK, 9)
    assert state(morning, 9) == (Phase.TALK, 1)
    assert runs(morning, 9.5) == [(1, 0, None)]
    assert runs(morning, 11) == [(1, 0, 10)]


def test_breaks_have_a_length(morning: Event) -> None:
    make_ready(morning, False, at(morning, -30))
    for minutes in (0, 121):
        with pytest.raises(InvalidInput) as refused:
            do(morning, Press.BREAK, 0, minutes)
        assert (refused.value.sentence, refused.value.field) == (
            "A break has 1 to 120 minutes.", "minutes",
        )  # fmt: skip


def test_running_by_itself_can_be_changed_on_the_way(morning: Event) -> None:
    make_ready(morning, True, at(morning, -30))
    make_ready(morning, False, at(morning, 9))
    assert state(morning, 60) == (Phase.MOVE, 2)
    assert runs_of(morning, at(morning, 60)) == [Run(1, at(morning, 0), at(morning, 8))]
    token = db.session.get_one(RoomClock, morning.id).screen_token
    found = event_of_screen(token)
    assert found is not None
    assert found.id == morning.id
    assert event_of_screen(token[:-1]) is None
    assert event_of_screen("\0") is None


def test_how_many_rounds_have_begun(morning: Event) -> None:
    assert rounds_begun(morning, at(morning, 0)) == 0
    make_ready(morning, True, at(morning, -30))
    assert [rounds_begun(morning, at(morning, m)) for m in (-1, 0, 9, 11, 90)] == [0, 1, 1, 2, 3]


def test_round_1_is_due_at_the_very_minute_of_the_agenda(morning: Event) -> None:
    now = at(morning, -30) + timedelta(seconds=11, microseconds=754_789)
    make_ready(morning, False, now)
    room = stored_clock(morning)
    assert room is not None
    assert room.at(now).ends == round_times(morning.starts_at, morning.agenda, ROUNDS, 8, 2)[0][0]


def test_rounds_that_run_by_themselves_rest_where_the_agenda_has_a_break(morning: Event) -> None:
    part_by_a_break(morning, first=20, rest=15)
    make_ready(morning, True, at(morning, -30))
    # Round 2 ends at 18; with the time to move the break lasts until the second slot begins.
    assert [state(morning, m) for m in (9, 17, 19, 34, 36)] == [
        (Phase.MOVE, 2),
        (Phase.TALK, 2),
        (Phase.BREAK, 3),
        (Phase.BREAK, 3),
        (Phase.TALK, 3),
    ]
    assert runs(morning, 60) == [(1, 0, 8), (2, 10, 18), (3, 35, 43)]
