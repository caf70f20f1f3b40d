"""A filled database of the first release is upgraded, and nothing in it is lost."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, create_engine, insert, select

from scheduler.domain.people.names import name_key
from scheduler.models import Attendee, Event, SecondStep, Sector, db
from scheduler.services.accounts.two_steps.sealing import Vault
from tests.applications import SECRET
from tests.builders import NOW, Account
from tests.builders.pages import ask

RELEASED = Path(__file__).parents[1] / "data" / "first_release.sql"
"""The demonstration's breakfast and an event with something of everything, as SQL of SQLite."""
BEFORE_SEALING = "5e0c94ab17d2-1"
BEFORE_TWELVE_SHAPES = "5e2c9b47d1a6"
FIRST = "6223a0dad7d1"

WORKED_OUT: dict[str, dict[str, Any]] = {"attendee": {"name_key": None}}
"""Columns that a migration works out anew from the others."""

Rows = dict[str, list[dict[str, Any]]]


def released() -> Rows:
    """The rows of the released database, by table."""

    def fill() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connection.executescript(RELEASED.read_text())
        return connection

    engine = create_engine("sqlite://", creator=fill)
    with engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        return {
            table.name: [
                {name: _aware(value) for name, value in row.items()}
                for row in connection.execute(select(table)).mappings()
            ]
            for table in tables.sorted_tables
            if table.name != "alembic_version"
        }


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def _keep(rows: Rows) -> None:
    """Put the rows into the tables as they are now."""
    tables = MetaData()
    with db.engine.begin() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if rows.get(table.name):
                connection.execute(insert(table), rows[table.name])


def _found(rows: Rows) -> Rows:
    """What the database holds of the same tables and columns."""
    tables = MetaData()
    with db.engine.connect() as connection:
        tables.reflect(connection)
        return {
            name: [
                {
                    column: _aware(value)
                    for column, value in _as_was(row).items()
                    if column in old[0]
                }
                for row in connection.execute(select(tables.tables[name])).mappings()
            ]
            if old
            else []
            for name, old in rows.items()
        }


def _as_was(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with what came of an import where it was at first: among what had been chosen."""
    found = dict(row)
    if outcome := found.get("outcome"):
        known = {name: value for name, value in outcome.items() if value is not None}
        found["choices"] = found["choices"] | known
    return found


def _sorted(rows: Rows) -> dict[str, list[str]]:
    return {
        name: sorted(str(sorted((row | WORKED_OUT.get(name, {})).items())) for row in some)
        for name, some in rows.items()
    }


def test_secrets_of_apps_are_sealed_and_can_go_back(app: Flask, owner: Account) -> None:
    of_app = {"user_id": owner.user.id, "secret": "JBSWY3DPEHPK3PXP", "began_at": NOW}
    flask_migrate.downgrade(revision=BEFORE_SEALING)
    db.session.execute(insert(SecondStep).values(of_app))
    db.session.commit()
    flask_migrate.upgrade()
    sealed = db.session.scalar(select(SecondStep.secret))
    assert Vault(SECRET).open(str(sealed)) == "JBSWY3DPEHPK3PXP"
    db.session.commit()
    flask_migrate.downgrade(revision=BEFORE_SEALING)
    assert db.session.scalar(select(SecondStep.secret)) == "JBSWY3DPEHPK3PXP"
    db.session.commit()
    flask_migrate.upgrade()


def test_sectors_that_shared_a_shape_get_one_each(app: Flask, event: Event) -> None:
    for place in range(3, 8):
        event.sectors.append(Sector(name=f"Sector {place}", style=place % 6 + 1, position=place))
    db.session.commit()
    flask_migrate.downgrade(revision=BEFORE_TWELVE_SHAPES)
    former = select(Sector.style).where(Sector.event_id == event.id).order_by(Sector.position)
    assert list(db.session.scalars(former)) == [1, 2, 3, 4, 5, 6, 1, 2]
    db.session.commit()
    flask_migrate.upgrade()
    assert list(db.session.scalars(former)) == [1, 2, 3, 4, 5, 6, 7, 8]
    db.session.commit()


def test_nothing_of_the_first_release_is_lost(app: Flask, client: FlaskClient) -> None:
    rows = released()
    assert (len(rows["attendee"]), len(rows["seat"]), len(rows["outgoing_mail"])) == (67, 48, 3)
    flask_migrate.downgrade(revision=FIRST)
    db.engine.dispose()
    _keep(rows)
    db.engine.dispose()
    flask_migrate.upgrade()
    assert _sorted(_found(rows)) == _sorted(rows)

    keys = db.session.execute(select(Attendee.name, Attendee.name_key)).all()
    assert [(row.name, row.name_key) for row in keys] == [
        (row.name, name_key(row.name)) for row in keys
    ]
    slugs = db.session.scalars(select(Event.slug)).all()
    tokens = db.session.scalars(select(Attendee.token)).all()
    db.session.commit()
    pages = [f"/e/{slug}/" for slug in slugs] + [f"/me/{token}/" for token in tokens]
    assert {page: ask(client, "GET", page).status_code for page in pages} == dict.fromkeys(
        pages, 200
    )
