"""Requests that take turns: one at a time, and not for ever behind one that is stuck."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from scheduler.web.public.registration import in_turn
from tests.processes import DEADLINE


def test_one_is_answered_after_the_other() -> None:
    inside, most = [0], [0]

    @in_turn.in_turn
    def view() -> str:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.001)
        inside[0] -= 1
        return "answer"

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: view(), range(16)))
    assert (answers, most) == (["answer"] * 16, [1])


def test_nobody_waits_long_for_one_that_is_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "LONGEST_WAIT", 0)
    entered, freed = threading.Event(), threading.Event()

    @in_turn.in_turn
    def view(stuck: str) -> str:
        if stuck:
            entered.set()
            freed.wait(DEADLINE)
        return stuck

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(view, "stuck")
        assert entered.wait(DEADLINE)
        assert view("") == ""
        freed.set()
        assert first.result(DEADLINE) == "stuck"


def test_a_view_that_fails_leaves_its_turn() -> None:
    @in_turn.in_turn
    def view(text: str) -> str:
        return str(int(text))

    with pytest.raises(ValueError, match="invalid literal"):
        view("one")
    assert view("1") == "1"
