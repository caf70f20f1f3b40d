"""Rows on a running server's database, where a journey does not begin at the beginning."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

from flask import Flask
from flask_security.utils import hash_password

from scheduler.models import Event, User, db
from scheduler.services.accounts import set_up as accounts
from scheduler.web.factory import create_app
from tests.browser.server import Server
from tests.browser.steps import OWNER, PASSWORD
from tests.builders import SECTORS, make_event, make_people
from tests.builders.times import in_two_weeks

IDS = count(100)
"""A server remembers for a moment what it knew of an event: no test's event has another's id."""


@contextmanager
def rows(server: Server) -> Iterator[None]:
    """A moment with the server's own database."""
    with _beside(frozenset(server.environ.items())).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@cache
def _beside(environ: frozenset[tuple[str, str]]) -> Flask:
    return create_app(dict(environ) | {"LOG_LEVEL": "ERROR"})


def owner() -> User:
    """The owner's account, who signs in with the password of the steps."""
    made = accounts.add_account(
        "Olwen Rees", OWNER, hash_password(PASSWORD), "Paisley Breakfasts", datetime.now(UTC)
    )
    db.session.commit()
    return made


def breakfast(
    server: Server, people: int = 0, sectors: Sequence[str] = SECTORS, **changes: Any
) -> Event:
    """The owner's account and a breakfast in two weeks, with people of the sectors in turn."""
    with rows(server):
        body_id = owner().memberships[0].body_id
        event = make_event(body_id, **({"id": next(IDS)} | in_two_weeks() | changes))
        make_people(event, [f"Guest Number{n:02}" for n in range(people)], sectors)
        db.session.commit()
        return event
