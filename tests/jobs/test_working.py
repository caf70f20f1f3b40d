"""A worker that starts before its queue waits for it."""

from pathlib import Path

import pytest
from flask import Flask

from scheduler.jobs import working
from scheduler.jobs.queue import AWAY, Queue


def test_it_says_once_that_it_waits_and_goes_on_when_the_queue_is_there(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            (tmp_path / "later").mkdir()

    monkeypatch.setattr(working.time, "sleep", sleep)
    monkeypatch.setattr(working.log, "warning", lambda event, why: said.append((event, why)))
    working.wait_for_queue(Queue(app, f"sqlite:///{tmp_path / 'later' / 'queue.db'}"))
    assert (said, pauses) == ([("waiting", AWAY)], [1.0, 2.0, 4.0])
