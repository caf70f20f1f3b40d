"""Rows leave a database in a form that every other reads."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer, LargeBinary, String, Time

from scheduler.models import Event, OutgoingMail, Reminder, Series, db
from scheduler.services.background.backup.rows import (
    hold_back,
    insert_rows,
    numbers_of,
    read_stored_rows,
    stored_tables,
    write_stored_rows,
)
from tests.builders import NOW, make_mail, make_series


def test_bytes_and_times_come_back_as_they_were(event: Event, tmp_path: Path) -> None:
    content = bytes(range(256))
    make_mail(event, message=content)
    file = tmp_path / "rows"
    with db.engine.begin() as connection:
        before = numbers_of(connection)
        assert write_stored_rows(connection, file) == before
        insert_rows(connection, read_stored_rows(file))
        assert numbers_of(connection) == before
    stored = db.session.query(OutgoingMail).one()
    assert stored.message == content
    assert stored.created_at == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_a_day_and_a_time_of_day_come_back_as_they_were(event: Event, tmp_path: Path) -> None:
    day, at = date(2026, 3, 31), time(9, 30)
    make_series(event, counts_from=day)
    words = {"subject": "Tomorrow", "text": "See you.", "armed_for": 1, "armed_at": NOW}
    db.session.add(Reminder(event_id=event.id, kind="day", days=1, clock=at, **words))
    db.session.commit()
    with db.engine.begin() as connection:
        write_stored_rows(connection, tmp_path / "rows")
        insert_rows(connection, read_stored_rows(tmp_path / "rows"))
    db.session.expire_all()
    assert db.session.query(Reminder.clock, Series.counts_from).one() == (at, day)


def test_every_kind_of_column_can_leave_and_come_back(event: Event) -> None:
    """What no reader knows would stop the nightly backup on the first row that has a value."""
    known = (String, Integer, Float, Boolean, JSON, DateTime, Date, Time, LargeBinary)
    with db.engine.connect() as connection:
        kinds = {type(c.type) for table in stored_tables(connection) for c in table.columns}
    assert [kind for kind in kinds if not issubclass(kind, known)] == []


def test_those_that_others_refer_to_come_first(event: Event, tmp_path: Path) -> None:
    make_mail(event)
    with db.engine.connect() as connection:
        write_stored_rows(connection, tmp_path / "rows")
    names = list(dict.fromkeys(name for name, _ in read_stored_rows(tmp_path / "rows")))
    assert names.index("organising_body") < names.index("event") < names.index("outgoing_mail")


@pytest.mark.parametrize(
    ("table", "state", "after"),
    [
        ("outgoing_mail", "queued", "held"),
        ("outgoing_mail", "sending", "held"),
        ("outgoing_mail", "sent", "sent"),
        ("job", "queued", "queued"),
    ],
)
def test_an_email_that_has_not_left_is_held_back(table: str, state: str, after: str) -> None:
    assert hold_back(table, {"state": state, "id": 1}) == {"state": after, "id": 1}
