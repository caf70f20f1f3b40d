"""What came of an import got a column of its own: it moves there from the choices, and back."""

import flask_migrate
from flask import Flask
from sqlalchemy import Connection, select, text

from scheduler.models import Event, StagedImport, db
from scheduler.services.people.importing.import_run import run_import
from scheduler.services.people.importing.outcome import outcome_of
from tests.builders import NOW, ORGANISER
from tests.builders.lists import stage

BEFORE = "c81f4a6e0d27"


def _connection() -> Connection:
    db.session.remove()
    db.engine.dispose()
    return db.engine.connect()


def test_what_came_of_an_import_is_kept_both_ways(app: Flask, event: Event) -> None:
    used, unused = stage(event), stage(event)
    run_import(event, used, ORGANISER, NOW, raise_capacity=False)
    outcome, chosen, ids = outcome_of(used), unused.choices, [used.id, unused.id]
    flask_migrate.downgrade(revision=BEFORE)
    with _connection() as connection:
        columns = connection.execute(text("SELECT * FROM staged_import")).keys()
    assert "outcome" not in columns
    flask_migrate.upgrade()
    after = db.session.scalars(select(StagedImport).order_by(StagedImport.id)).all()
    assert [each.id for each in after] == ids
    assert [outcome_of(each) for each in after] == [outcome, None]
    assert [each.choices for each in after] == [chosen, chosen]
