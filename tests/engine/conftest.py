"""Engines under test are given seconds of their own processor, whatever else the machine does."""

from time import process_time

import pytest

from scheduler.engine.solvers import budget


@pytest.fixture(autouse=True)
def seconds_of_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "clock", process_time)
