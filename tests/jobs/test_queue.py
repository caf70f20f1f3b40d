"""The queue carries ids; what it loses is not lost."""

import socket
from datetime import datetime, time, timedelta
from pathlib import Path
from threading import Thread

import pytest
import time_machine
from flask import Flask

from scheduler.domain.messages.reminders import REMINDERS
from scheduler.domain.states import JobKind, JobState
from scheduler.jobs import maintenance
from scheduler.jobs import queue as queue_module
from scheduler.jobs.maintenance import Maintenance
from scheduler.jobs.queue import AWAY, JOBS, Queue, Task
from scheduler.models import Event, Job, StagedImport, Worker, db
from scheduler.services.background.jobs import UNKNOWN_KIND
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.messages.writing import reminders
from scheduler.services.messages.writing.groups import Words
from scheduler.services.people.importing.staging import stage
from scheduler.services.planning import run as planning
from tests.builders import NOW, Account, make_attendee, make_people, posted


def test_a_queue_that_is_away_costs_nothing_but_time(
    app: Flask, event: Event, owner: Account, tmp_path: Path
) -> None:
    make_attendee(event, "Ann")
    make_attendee(event, "Ben", "Public")
    job = planning.request_plan(event, owner.user, NOW)
    Queue(app, f"sqlite:///{tmp_path}/no/such/folder/queue.db").send(Task.RUN_JOB, job.id)
    assert planning.jobs.open_job(event.id, "plan") is job


def test_a_queue_that_failed_is_left_alone_for_a_moment(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "later"
    queue = Queue(app, f"sqlite:///{folder / 'queue.db'}")
    queue.send(Task.DELIVER_MAIL, 1)
    folder.mkdir()
    queue.send(Task.DELIVER_MAIL, 2)
    monkeypatch.setattr(queue, "_left_alone_until", 0.0)
    queue.send(Task.DELIVER_MAIL, 3)
    assert [task.args for task in queue.lanes[Task.DELIVER_MAIL].pending()] == [(3,)]


def test_a_queue_that_takes_calls_and_never_answers_is_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_module, "ANSWER_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        frozen = Queue(app, f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert frozen.trouble() == AWAY


def test_a_worker_that_does_not_reach_the_queue_shows_no_life(app: Flask, tmp_path: Path) -> None:
    Maintenance(Queue(app, f"sqlite:///{tmp_path}/no/such/folder/queue.db"), "deaf").show_life()
    Maintenance(Queue(app, f"sqlite:///{tmp_path / 'queue.db'}"), "here").show_life()
    assert [worker.name for worker in db.session.query(Worker)] == ["here"]


def test_plans_and_emails_have_a_queue_each(app: Flask, tmp_path: Path) -> None:
    queue = Queue(app, f"sqlite:///{tmp_path / 'queue.db'}")
    queue.send(Task.DELIVER_MAIL, 1)
    queue.send(Task.RUN_JOB, 2)
    found = {}
    for name, lane in queue.lanes.items():
        while (task := lane.dequeue()) is not None:
            found[name] = (task.name, task.args)
    assert found == {"run_job": (Task.RUN_JOB, (2,)), "deliver_mail": (Task.DELIVER_MAIL, (1,))}


def test_each_kind_of_job_has_its_service() -> None:
    assert set(JOBS) == set(JobKind)


def test_a_kind_of_job_that_is_not_known_ends_with_a_sentence(app: Flask, event: Event) -> None:
    make_people(event, 6)
    job = Job(kind="dance", event_id=event.id, state=JobState.QUEUED, created_at=NOW)
    db.session.add(job)
    db.session.commit()
    queue = app.extensions["queue"]
    queue.send(Task.RUN_JOB, job.id)
    queue.run_pending()
    db.session.refresh(job)
    assert (job.state, job.sentence, job.plan_id) == (JobState.FAILED, UNKNOWN_KIND, None)


def test_maintenance_deletes_uploaded_lists_after_a_day(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    queue = Queue(app, f"sqlite:///{tmp_path / 'queue.db'}")
    stage(event, "old.csv", b"name\nAnn\n", NOW - timedelta(days=2))
    stage(event, "new.csv", b"name\nAnn\n", NOW)
    with time_machine.travel(NOW, tick=False):
        Maintenance(queue).keep_house()
    assert [row.filename for row in db.session.query(StagedImport)] == ["new.csv"]


def test_a_worker_writes_the_reminders_that_are_due_and_ends_offers_that_are_over(
    app: Flask, event: Event, owner: Account, tmp_path: Path
) -> None:
    """In a thread of its own, as a worker's: no request or test has said who writes."""
    make_attendee(event, "Ann Lee")
    make_attendee(event, "Olu Obi", state="offered", offered_until=NOW, waiting_since=NOW)
    event.places_taken = 2
    words = Words("Tomorrow: {event}", "See you, {first name}.")
    day = REMINDERS["day"]
    reminders.arm(event, day, 1, time(9), words, number=1, version="off", actor=owner.user, now=NOW)
    due = event.starts_at - timedelta(hours=20)
    worker = Thread(target=Maintenance(Queue(app, f"sqlite:///{tmp_path / 'queue.db'}")).keep_house)
    with time_machine.travel(due, tick=False):
        worker.start()
        worker.join()
    db.session.expire_all()
    assert sorted(mail.recipient for mail in posted()) == [
        "ann.lee@example.org",
        "olu.obi@example.org",
    ]
    [reminder] = [mail for mail in posted() if mail.recipient == "ann.lee@example.org"]
    assert "http://127.0.0.1:8000/" in plain_text(reminder.message)


def test_one_work_of_maintenance_that_fails_holds_up_no_other(
    app: Flask, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[datetime] = []

    def fails(_now: datetime) -> None:
        raise LookupError

    monkeypatch.setattr(maintenance, "EVERY", ((timedelta(0), (fails, done.append)),))
    with time_machine.travel(NOW, tick=False):
        Maintenance(Queue(app, f"sqlite:///{tmp_path / 'queue.db'}")).keep_house()
    assert done == [NOW]
