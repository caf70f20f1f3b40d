"""Rows leave a database in a form that every other reads."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.models import Event, OutgoingMail, db
from scheduler.services.background.backup.rows import (
    hold_back,
    insert_rows,
    numbers_of,
    read_stored_rows,
    write_stored_rows,
)
from tests.builders import make_mail


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
