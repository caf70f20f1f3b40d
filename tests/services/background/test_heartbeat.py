"""A beat while work is done: it renews the claim, and brings the wish to stop."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from scheduler.services.background.heartbeat import Heartbeat
from tests.processes import until

LONG = timedelta(hours=1)
SHORT = timedelta(milliseconds=2)


def beats(answers: list[bool | Exception]) -> tuple[list[int], Callable[[], bool]]:
    """The list of beats so far, and a beat that gives these answers, the last of them for ever."""
    seen: list[int] = []

    def beat() -> bool:
        seen.append(len(seen))
        answer = answers[min(len(seen), len(answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return seen, beat


def test_it_beats_before_the_work_begins() -> None:
    seen, beat = beats([False])
    with Heartbeat(beat, LONG) as heartbeat:
        assert (seen, heartbeat.should_stop()) == ([0], False)
    assert seen == [0]


def test_it_beats_on_and_hears_the_wish_to_stop() -> None:
    seen, beat = beats([False, False, True])
    with Heartbeat(beat, SHORT) as heartbeat:
        until(heartbeat.should_stop, "the wish to stop arrives")
    assert seen[:3] == [0, 1, 2]


def test_a_wish_heard_once_stands() -> None:
    seen, beat = beats([True, False])
    with Heartbeat(beat, SHORT) as heartbeat:
        until(lambda: len(seen) > 2, "more beats follow")
        assert heartbeat.should_stop()


def test_a_database_that_is_away_costs_a_beat_and_not_the_work() -> None:
    away = OperationalError("UPDATE job", {}, Exception("server closed the connection"))
    seen, beat = beats([away, away, True])
    with Heartbeat(beat, SHORT, job=7) as heartbeat:
        until(heartbeat.should_stop, "a later beat arrives")
    assert seen[:3] == [0, 1, 2]


def test_the_beat_ends_with_the_work_even_where_that_fails() -> None:
    _, beat = beats([False])
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError), Heartbeat(beat, SHORT):
        _fail()
    assert threading.active_count() == before


def _fail() -> None:
    raise ZeroDivisionError
