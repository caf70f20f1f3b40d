"""What stands in the way of work is a sentence for whoever runs the server."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from scheduler.models import Event, Job, db
from scheduler.services.background import readiness
from scheduler.services.background.readiness import LEAST_FREE_BYTES, look_at_installation


def test_a_database_of_another_version_and_missing_workers_are_named(
    event: Event, tmp_path: Path
) -> None:
    found = look_at_installation(db.engine.url, "the next one", tmp_path)
    assert found.migration is not None
    assert found.problems == (
        f"The database is at migration {found.migration}, which is not the one of this version: "
        "run `flask db upgrade`.",
        "No worker has shown life: start one with `flask worker`.",
    )


def test_work_that_nobody_begins_is_named_with_its_age(event: Event, tmp_path: Path) -> None:
    newest = look_at_installation(db.engine.url, "", tmp_path).migration
    long_ago = datetime.now(UTC) - timedelta(minutes=10)
    db.session.add(
        Job(
            kind="plan",
            event_id=event.id,
            state="queued",
            created_at=long_ago,
            heartbeat_at=long_ago,
        )
    )
    db.session.commit()
    found = look_at_installation(db.engine.url, str(newest), tmp_path)
    assert found.ages is not None
    assert (found.ages.email, found.ages.due_email) == (None, None)
    assert [problem.partition(" for ")[0] for problem in found.problems[1:]] == [
        "A plan has waited"
    ]


def test_a_file_that_is_gone_and_a_full_disk_are_both_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "LEAST_FREE_BYTES", 2**70)
    found = look_at_installation(make_url(f"sqlite:///{tmp_path / 'gone.db'}"), "any", tmp_path)
    assert (found.migration, found.ages) == (None, None)
    first, second = found.problems
    assert first == "The database file is missing: stop the server and restore a backup."
    assert second == f"Only {found.free_bytes // 1024**2} MB of the disk are free: make room on it."
    assert LEAST_FREE_BYTES == 100 * 1024 * 1024
