"""Rows on a running server's database, where a journey does not begin at the beginning."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from flask import Flask
from flask_security.utils import hash_password
from sqlalchemy import select

from scheduler.models import Attendee, Event, RoomClock, User, db
from scheduler.services.accounts import set_up as accounts
from scheduler.services.planning.rounds.clock import make_ready
from scheduler.web.factory import create_app
from tests.browser.server import Server
from tests.browser.steps import OWNER, PASSWORD
from tests.builders import SECTORS, make_event, make_people, make_plan
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


def breakfast_on_screen(server: Server, ahead: timedelta = timedelta()) -> tuple[int, str]:
    """A breakfast that begins so far ahead, its clock made ready: its id and its screen's address.

    Thirty people sit in two rounds at six tables.
    """
    starts = datetime.now(UTC).replace(microsecond=0) + ahead
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    event_id = breakfast(server, people=30, rounds=2, **times).id
    with rows(server):
        event = db.session.get_one(Event, event_id)
        people = list(db.session.scalars(select(Attendee).order_by(Attendee.id)))
        by_five = {table + 1: people[5 * table : 5 * table + 5] for table in range(6)}
        make_plan(event, [by_five, {table + 1: people[table::6] for table in range(6)}])
        make_ready(event, False, starts - ahead)
        token = db.session.get_one(RoomClock, event_id).screen_token
    return event_id, f"{server.address}/screen/{token}/"
