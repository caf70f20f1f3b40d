"""Signs of life of the workers."""

from datetime import datetime, timedelta

from flask import Flask

from scheduler.models import Worker, db
from scheduler.services.background.workers import FORGOTTEN_AFTER, show_life
from tests.builders import NOW, SECOND


def workers() -> dict[str, datetime]:
    db.session.expire_all()
    return {worker.name: worker.seen_at for worker in db.session.query(Worker)}


def test_a_worker_is_noted_once_and_then_renewed(app: Flask) -> None:
    show_life("here:1", NOW)
    show_life("there:2", NOW)
    show_life("here:1", NOW + SECOND)
    assert workers() == {"here:1": NOW + SECOND, "there:2": NOW}


def test_a_worker_long_gone_is_forgotten_and_the_one_that_shows_life_never(app: Flask) -> None:
    show_life("old:1", NOW)
    show_life("here:2", NOW + FORGOTTEN_AFTER)
    assert list(workers()) == ["old:1", "here:2"]
    show_life("here:2", NOW + FORGOTTEN_AFTER + timedelta(microseconds=1))
    assert list(workers()) == ["here:2"]
