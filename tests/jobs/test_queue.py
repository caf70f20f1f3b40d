"""The queue carries ids; what it loses is not lost."""

from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask

from scheduler.domain.states import JobKind, JobState
from scheduler.jobs.queue import JOBS, Queue
from scheduler.models import Event, Job, StagedImport, db
from scheduler.services.background.jobs import UNKNOWN_KIND
from scheduler.services.people import import_preview as people_import
from scheduler.services.planning import run as planning
from tests.builders import NOW, Account, make_attendee, make_people


def test_a_queue_that_is_away_costs_nothing_but_time(
    app: Flask, event: Event, owner: Account, tmp_path: Path
) -> None:
    make_attendee(event, "Ann")
    make_attendee(event, "Ben", "Public")
    job = planning.request_plan(event, owner.user, NOW)
    Queue(app, f"sqlite:///{tmp_path}/no/such/folder/queue.db").send("run_job", job.id)
    assert planning.jobs.open_job(event.id, "plan") is job


def test_plans_and_emails_have_a_queue_each(app: Flask, tmp_path: Path) -> None:
    queue = Queue(app, f"sqlite:///{tmp_path / 'queue.db'}")
    queue.send("deliver_mail", 1)
    queue.send("run_job", 2)
    found = {}
    for name, lane in queue.lanes.items():
        while (task := lane.dequeue()) is not None:
            found[name] = (task.name, task.args)
    assert found == {"run_job": ("run_job", (2,)), "deliver_mail": ("deliver_mail", (1,))}


def test_each_kind_of_job_has_its_service() -> None:
    assert set(JOBS) == set(JobKind)


def test_a_kind_of_job_that_is_not_known_ends_with_a_sentence(app: Flask, event: Event) -> None:
    make_people(event, 6)
    job = Job(kind="dance", event_id=event.id, state=JobState.QUEUED, created_at=NOW)
    db.session.add(job)
    db.session.commit()
    queue = app.extensions["queue"]
    queue.send("run_job", job.id)
    queue.run_pending()
    db.session.refresh(job)
    assert (job.state, job.sentence, job.plan_id) == (JobState.FAILED, UNKNOWN_KIND, None)


def test_maintenance_deletes_uploaded_lists_after_a_day(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    queue = Queue(app, f"sqlite:///{tmp_path / 'queue.db'}")
    people_import.stage(event, "old.csv", b"name\nAnn\n", NOW - timedelta(days=2))
    people_import.stage(event, "new.csv", b"name\nAnn\n", NOW)
    with time_machine.travel(NOW, tick=False):
        queue.send_again()
    assert [row.filename for row in db.session.query(StagedImport)] == ["new.csv"]
