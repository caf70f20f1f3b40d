"""An event with something of everything, in any amount; and the address of every page about it."""

import contextvars
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import product
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from scheduler.engine.result import Score
from scheduler.models import (
    Attendee,
    Consent,
    Event,
    Job,
    OutgoingMail,
    PairRule,
    Plan,
    Seat,
    Sector,
    db,
)
from scheduler.services.people.import_preview import stage
from scheduler.services.people.import_run import run_import
from tests.builders import NOW, SECTORS, make_attendee, make_event

SEATS = 5
MAIL = b"From: crosstalk@example.org\r\nTo: a@example.org\r\nSubject: Hello\r\n\r\nHello.\r\n"
CSV = b"name,organisation,sector,email\r\nAda Byron,Engines,Voluntary,ada@example.org\r\n,,,x\r\n"
# Pages anybody may ask for that belong to nobody's event.
NOT_OURS = ("static", "security.static")


@dataclass(frozen=True)
class Populated:
    """The values that stand for a route's arguments; a tuple stands for each of its values."""

    event: Event
    arguments: dict[str, Any]


def populate(body_id: int, size: int = 1) -> Populated:
    """An event of the body with ``size`` of each thing a page may list, and as many more events.

    Of attendees there are six times as many: some of every sector and of every state.
    """
    for _ in range(size):
        make_event(body_id)
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=14)
    event = make_event(
        body_id, capacity=4 * size, starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    placed = [
        make_attendee(event, f"{sector} Person{n:03}", sector, email=f"{sector}{n}@example.org")
        for n in range(size)
        for sector in (*SECTORS, None)
    ]
    for n in range(size):
        waiting = make_attendee(event, f"Waiting Person{n:03}", state="waiting", waiting_since=NOW)
        gone = make_attendee(event, f"Gone Person{n:03}", state="cancelled", cancelled_at=NOW)
    arguments = _around(event, placed, size)
    arguments |= {"token": (placed[0].token, waiting.token, gone.token)}
    placed[0].new_email, placed[0].new_email_code = "new@example.org", f"code-{event.id}"
    placed[0].new_email_until = datetime.now(UTC) + timedelta(days=1)
    placed[0].feed_token = f"feed-{event.id}"
    arguments |= {"code": placed[0].new_email_code, "feed_token": placed[0].feed_token}
    arguments |= {"attendee_id": (placed[0].id, waiting.id, gone.id)}
    found = Populated(event, arguments)
    # SQLite's write lock must be free for the requests to come.
    db.session.commit()
    return found


def _around(event: Event, placed: list[Attendee], size: int) -> dict[str, Any]:
    rules = []
    for n in range(size):
        a, b = placed[4 * n], placed[4 * n + 1]
        rules.append(PairRule(event_id=event.id, kind="apart", a_id=a.id, b_id=b.id))
        db.session.add(Consent(attendee_id=a.id, kind="photo", wording="Yes.", given_at=NOW))
    draft = _plan(event, 1, "draft", placed)
    published = _plan(event, 2, "published", placed)
    for number in range(3, 3 + size):
        _plan(event, number, "draft", placed)
    mails = [
        OutgoingMail(
            body_id=event.body_id,
            event_id=event.id,
            attendee_id=placed[0].id,
            kind="signed_up",
            recipient=f"a{n}@example.org",
            subject="Hello",
            message=MAIL,
            state=state,
            created_at=NOW,
        )
        for n in range(size)
        for state in ("sent", "failed", "queued")
    ]
    db.session.add_all(rules + mails)
    db.session.flush()
    jobs = [_job(event, draft) for _ in range(size)]
    db.session.add_all(jobs)
    db.session.commit()
    used, unused = (stage(event, "people.csv", CSV, NOW) for _ in range(2))
    run_import(event, used, NOW, raise_capacity=False)
    return {
        "event_id": event.id,
        "slug": event.slug,
        "sector_id": db.session.scalar(select(Sector.id).where(Sector.event_id == event.id)),
        "plan_id": draft.id,
        "number": (draft.number, published.number),
        "kind": ("hosts", "rounds", "wall"),
        "job_id": jobs[0].id,
        "mail_id": mails[0].id,
        "rule_id": rules[0].id,
        "import_id": (used.id, unused.id),
        "item_id": event.agenda[0].id,
        "round_number": 1,
        "table": 1,
    }


def _plan(event: Event, number: int, state: str, people: list[Attendee]) -> Plan:
    """Everybody moves on by one table in every round."""
    tables = -(-len(people) // SEATS)
    plan = Plan(
        event_id=event.id,
        number=number,
        state=state,
        rounds=event.rounds,
        tables=tables,
        status="feasible",
        score=_score(),
        limits=["Four rounds are few."],
        worst_off=[people[0].id],
        created_at=NOW,
        published_at=NOW if state == "published" else None,
    )
    plan.seats = [
        Seat(attendee_id=person.id, round=turn, table=(place // SEATS + turn) % tables + 1)
        for turn in range(1, event.rounds + 1)
        for place, person in enumerate(people)
    ]
    db.session.add(plan)
    db.session.flush()
    return plan


def _score() -> dict[str, Any]:
    return {field.name: 1 if field.default is MISSING else field.default for field in fields(Score)}


def _job(event: Event, plan: Plan) -> Job:
    return Job(
        kind="plan",
        event_id=event.id,
        state="done",
        attempts=1,
        created_at=NOW,
        started_at=NOW,
        heartbeat_at=NOW + timedelta(seconds=1),
        finished_at=NOW + timedelta(seconds=1),
        plan_id=plan.id,
    )


def addresses(app: Flask, arguments: dict[str, Any], method: str) -> Iterator[tuple[Rule, str]]:
    """Every route that takes the method, with the addresses of its pages about the event.

    Fails with a sentence on an argument that `populate` gives no value for.
    """
    build = app.url_map.bind("localhost").build
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if method not in (rule.methods or ()) or rule.endpoint in NOT_OURS:
            continue
        wanted = sorted(rule.arguments - set(rule.defaults or {}))
        unknown = set(wanted) - set(arguments)
        assert not unknown, (
            f"tests/builders/populated.py needs a value for {unknown} of {rule.rule}"
        )
        for values in product(*(_each(arguments[name]) for name in wanted)):
            yield rule, build(rule.endpoint, dict(zip(wanted, values, strict=True)))


def _each(values: Any) -> tuple[Any, ...]:
    return values if isinstance(values, tuple) else (values,)


def ask(client: FlaskClient, method: str, url: str, **options: Any) -> TestResponse:
    """Ask as a browser would: in a context of its own, not in the one of the test."""
    return contextvars.Context().run(client.open, url, method=method, **options)


def digest() -> dict[str, str]:
    """A hash of every table's rows as they are committed now."""
    db.session.rollback()
    found = {}
    with db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            found[table.name] = sha256(repr(rows).encode()).hexdigest()
    return found
