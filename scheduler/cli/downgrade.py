"""`flask db downgrade` asks before it takes away what people have entered."""

from typing import Any

import click
from flask.cli import with_appcontext
from flask_migrate.cli import downgrade
from sqlalchemy import func, inspect, select

from scheduler.domain.english import count, listed
from scheduler.models import Attendee, Event, User, db

HELD = ((User, "account", "accounts"), (Event, "event", "events"), (Attendee, "person", "people"))


def ask_before_downgrade() -> None:
    """Give the library's command a question and `--yes`. A second call changes nothing."""
    if any(parameter.name == "yes" for parameter in downgrade.params):
        return
    carry_out = downgrade.callback
    assert carry_out

    @with_appcontext
    def ask(yes: bool, **given: Any) -> None:
        if not yes and not given["sql"] and (held := what_is_held()):
            click.confirm(
                f"This database holds {held}. Going back takes tables and columns away with all "
                "that they hold; only a backup brings it back. Go on?",
                abort=True,
            )
        carry_out(**given)

    downgrade.callback = ask
    downgrade.params.append(click.Option(["--yes"], is_flag=True, help="Do not ask."))


def what_is_held() -> str:
    """What people have entered, in words; empty when there is nothing."""
    there = set(inspect(db.engine).get_table_names())
    numbers = [
        (db.session.scalar(select(func.count()).select_from(model)) or 0, one, many)
        for model, one, many in HELD
        if model.__tablename__ in there
    ]
    db.session.rollback()
    return listed([count(number, one, many) for number, one, many in numbers if number])
