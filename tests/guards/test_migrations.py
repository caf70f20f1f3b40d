import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import func, inspect, select

from scheduler.models import Attendee, Event, OrganisingBody, db
from tests.builders import Account
from tests.builders.populated import populate


def _differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.metadata)


def _tables() -> set[str]:
    db.engine.dispose()
    return set(inspect(db.engine).get_table_names())


def test_the_migrations_make_the_tables_of_the_models(app: Flask) -> None:
    assert _differences() == []


def test_every_migration_can_be_taken_back_and_made_again(app: Flask) -> None:
    before = _tables()
    flask_migrate.downgrade(revision="base")
    assert _tables() == {"alembic_version"}
    flask_migrate.upgrade()
    assert _tables() == before
    assert _differences() == []


def test_versions_come_and_go_without_a_row_being_lost(app: Flask, owner: Account) -> None:
    populate(owner.body_id)
    before = _counts()
    flask_migrate.downgrade(revision="3b1f0c7d52aa")
    then = _counts()
    kept = {table: before[table] for table in then}
    assert then == kept
    assert kept["attendee"] == before["attendee"] > 0
    flask_migrate.upgrade()
    assert {table: number for table, number in _counts().items() if table in kept} == kept
    with db.engine.connect() as connection:
        for model in (OrganisingBody, Event, Attendee):
            assert set(connection.scalars(select(model.version))) == {1}


def _counts() -> dict[str, int]:
    """How many rows there are in each table of both versions."""
    there = _tables()
    db.session.remove()
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
            if table.name in there
        }


def test_there_is_one_line_of_migrations(app: Flask) -> None:
    from alembic.script import ScriptDirectory

    config = app.extensions["migrate"].migrate.get_config()
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1
