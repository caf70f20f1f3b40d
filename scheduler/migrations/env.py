"""Alembic's entry: migrates the database of the current application."""

from typing import Any

from alembic import context
from flask import current_app

from scheduler.models.database import Moment

target_db = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our own column type as the plain type it is in the database."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def run_migrations() -> None:
    """Run what is missing on a live connection, in one transaction."""
    with target_db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_db.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
