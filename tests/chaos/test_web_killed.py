"""The web processes, killed among people who sign up."""

import threading
from pathlib import Path

from flask import Flask

from scheduler.models import Event
from tests.chaos.signing_up import Told, burst
from tests.chaos.surroundings import assert_whole, served, settings, stored
from tests.processes import children, kill, until

RUSH = 200


def test_who_was_told_that_they_are_signed_up_is_signed_up(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    event_id, slug = event.id, event.slug
    told: list[Told] = []
    with served(settings(app, tmp_path), tmp_path / "first.txt", "--processes", "2") as (pid, port):
        until(lambda: len(children(pid)) == 1, "there are two processes")
        rush = threading.Thread(target=lambda: told.extend(burst(port, slug, RUSH)))
        rush.start()
        until(lambda: len(stored(event_id)) >= RUSH / 4, "some are signed up")
        for process in [pid, *children(pid)]:
            kill(process)
        rush.join()
    acknowledged = {each.email for each in told if each.acknowledged}
    assert len(told) == RUSH
    assert 0 < len(acknowledged) < RUSH
    assert acknowledged <= stored(event_id)
    assert_whole(event_id)
    with served(settings(app, tmp_path), tmp_path / "second.txt") as (_, port):
        before = stored(event_id)
        [last] = burst(port, slug, 1, "last")
        assert last.acknowledged
        assert stored(event_id) == before | {last.email}
    assert_whole(event_id)
