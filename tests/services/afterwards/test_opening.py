"""From when on people look back: the last round held, the end of a late room, a clock tried out."""

from datetime import timedelta

import pytest

from scheduler.domain.morning.clock import Phase
from scheduler.errors import RuleBroken
from scheduler.models import Event
from scheduler.services.afterwards.opening import is_looked_back_on
from scheduler.services.afterwards.touch import may_say_of_others
from scheduler.services.afterwards.working_groups.board import check_over
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.builders import make_attendee, make_plan

MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(event: Event) -> Event:
    make_plan(event, [{1: [make_attendee(event, "Ann Lee"), make_attendee(event, "Bo Ek")]}])
    make_ready(event, False, event.starts_at - timedelta(days=1))
    return event


def test_it_opens_as_soon_as_the_last_round_has_been_held(room: Event) -> None:
    begins = room.starts_at + 15 * MINUTE
    press(room, Press.NEXT, (Phase.BEFORE, 1), begins)
    assert not is_looked_back_on(room, begins + 7 * MINUTE)
    assert is_looked_back_on(room, begins + 8 * MINUTE)
    with pytest.raises(RuleBroken):
        check_over(room, begins + 7 * MINUTE)
    check_over(room, begins + 8 * MINUTE)
    assert may_say_of_others(room, begins + 8 * MINUTE)
    assert not may_say_of_others(room, room.ends_at + timedelta(days=30))


def test_a_room_that_is_late_is_waited_for(room: Event) -> None:
    press(room, Press.NEXT, (Phase.BEFORE, 1), room.ends_at - MINUTE)
    assert not is_looked_back_on(room, room.ends_at + 6 * MINUTE)
    assert is_looked_back_on(room, room.ends_at + 7 * MINUTE)


def test_without_a_clock_it_opens_with_the_end(event: Event) -> None:
    assert not is_looked_back_on(event, event.ends_at - MINUTE)
    assert is_looked_back_on(event, event.ends_at)


def test_a_clock_that_was_tried_out_before_opens_nothing(room: Event) -> None:
    before = room.starts_at - timedelta(hours=20)
    press(room, Press.NEXT, (Phase.BEFORE, 1), before)
    press(room, Press.NEXT, (Phase.TALK, 1), before)
    assert not is_looked_back_on(room, room.starts_at - MINUTE)


def test_nobody_looks_back_on_what_was_called_off(room: Event) -> None:
    room.called_off_at = room.starts_at
    assert not is_looked_back_on(room, room.ends_at)
