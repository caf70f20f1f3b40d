"""The database's clock, in statements of both engines."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from scheduler.models import Event, Job, db
from scheduler.models.clock import database_now
from tests.builders import NOW

pytestmark = pytest.mark.database_clock
MINUTE = timedelta(minutes=1)


def now_there(later: timedelta = timedelta(0)) -> datetime:
    found = db.session.execute(select(database_now(later))).scalar_one()
    db.session.rollback()
    return found


def test_it_is_not_the_clock_of_the_process(event: Event) -> None:
    before = datetime.now(UTC)
    with time_machine.travel(NOW - timedelta(days=900), tick=False):
        there = now_there()
    assert before - MINUTE < there < before + MINUTE


@pytest.mark.parametrize(
    "later", [timedelta(0), 90 * MINUTE, -timedelta(seconds=7, milliseconds=5)]
)
def test_it_can_be_asked_for_another_moment(event: Event, later: timedelta) -> None:
    first, shifted, last = now_there(), now_there(later), now_there()
    # SQLite counts in milliseconds.
    millisecond = timedelta(milliseconds=1)
    assert first - millisecond <= shifted - later <= last + millisecond


def test_what_it_stores_compares_with_what_the_process_stores(event: Event) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    moments = [now - MINUTE, database_now(), now + MINUTE]
    for number, moment in enumerate(moments):
        db.session.add(
            Job(
                kind=str(number), event_id=event.id, state="done", created_at=NOW, started_at=moment
            )
        )
        db.session.flush()
    kinds = db.session.scalars(select(Job.kind).order_by(Job.started_at)).all()
    assert kinds == ["0", "1", "2"]
    ahead = db.session.scalars(select(Job.kind).where(Job.started_at > database_now())).all()
    assert ahead == ["2"]
