"""What real processes need to run, and what is looked at while they do."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scheduler.models import Attendee, Event, Job, MailServer, OutgoingMail, db
from scheduler.models.clock import database_now
from scheduler.models.database import read_only
from scheduler.services.messages import mail_server, outbox
from tests.builders.mails import letter
from tests.builders.times import NOW
from tests.mail_servers import Mailbox
from tests.processes import answers, environment, free_port, running, until

Row = TypeVar("Row", Job, OutgoingMail)
HOST = "127.0.0.1"


def settings(app: Flask, folder: Path, **more: str) -> dict[str, str]:
    """The environment of processes on the test's database, with a queue in the folder."""
    fixed = {
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "QUEUE_URL": f"sqlite:///{folder / 'queue.db'}",
        "SECRET_KEY": "one secret for all processes",
        "RATE_LIMITS": "off",
        # Long enough that the tests, not the clock, decide when a search ends.
        "PLAN_SECONDS": "600",
    }
    return environment(folder, **(fixed | more))


def smtp(port: int) -> dict[str, str]:
    """The settings that lead to a mail server of the test."""
    return {
        "SMTP_HOST": HOST,
        "SMTP_PORT": str(port),
        "SMTP_SECURITY": "none",
        "SITE_URL": f"http://{HOST}",
        "MAIL_FROM": "crosstalk@example.org",
    }


@contextmanager
def redis(folder: Path, port: int | None = None) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address and the process of a Redis server that keeps nothing on disk."""
    port = port or free_port()
    options = ["--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    try:
        yield f"redis://{HOST}:{port}/0", server
    finally:
        server.kill()
        server.wait()


@contextmanager
def served(env: dict[str, str], output: Path, *options: str) -> Iterator[tuple[int, int]]:
    """The process and the port of a running `flask serve` without a worker."""
    port = free_port()
    env = env | {"PORT": str(port), "SITE_URL": f"http://{HOST}:{port}"}
    with running(["serve", "--no-worker", *options], env, output) as process:
        until(lambda: answers(f"http://{HOST}:{port}/healthz"), "the server answers")
        yield process.pid, port


def stored(event_id: int) -> set[str]:
    """The addresses of everybody who is signed up, read without a lock on SQLite."""
    token = read_only.set(True)
    try:
        with Session(db.engine) as session:
            found = select(Attendee.email).where(Attendee.event_id == event_id)
            return {str(email) for email in session.scalars(found)}
    finally:
        read_only.reset(token)


def assert_whole(event_id: int) -> None:
    """Every sign-up has its place counted and its email written: nothing is half there."""
    event = db.session.get_one(Event, event_id, populate_existing=True)
    people = db.session.scalars(select(Attendee).where(Attendee.event_id == event_id)).all()
    written = db.session.scalars(select(OutgoingMail.attendee_id)).all()
    db.session.commit()
    assert event.places_taken == sum(person.state == "placed" for person in people)
    assert Counter(written) == Counter(person.id for person in people)


def row_now(kind: type[Row], row_id: int) -> Row:
    """The row as it stands, read in a transaction of its own.

    On SQLite an open one holds the write lock: asked for again and again, it would leave the
    worker no moment to write.
    """
    row = db.session.get_one(kind, row_id, populate_existing=True)
    db.session.commit()
    return row


def job_now(job_id: int) -> Job:
    """The job as it stands."""
    return row_now(Job, job_id)


def has_found_something(job_id: int) -> bool:
    """Whether a worker has reported a plan for the job."""
    return bool(job_now(job_id).progress.get("pairs", 0) > 0)


def post(event: Event | None, *names: str) -> list[int]:
    """Put an email to each of them into the outbox; return the ids."""
    mails = [
        outbox.post(letter(f"{name}@example.org"), NOW, event_id=event.id if event else None)
        for name in names
    ]
    db.session.commit()
    return [mail.id for mail in mails]


def states() -> Counter[str]:
    """How many emails are in each state."""
    found = db.session.scalars(select(OutgoingMail.state)).all()
    db.session.commit()
    return Counter(str(state) for state in found)


def server_takes_emails() -> bool:
    """Whether the mail server is thought to take emails."""
    found = mail_server.trouble()
    db.session.commit()
    return found is None


def as_if_its_sender_were_silent(time: timedelta = 2 * outbox.CLAIM_LASTS) -> None:
    """As if whoever was sending emails had shown no life for that long."""
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.state == "sending")
        .values(claimed_at=database_now(-time))
    )
    db.session.commit()


def as_if_waited() -> None:
    """As if every pause before another try were over."""
    waits = OutgoingMail.next_try_at.is_not(None)
    db.session.execute(update(OutgoingMail).where(waits).values(next_try_at=database_now()))
    db.session.execute(update(MailServer).values(next_try_at=database_now()))
    db.session.commit()


def copies(mailbox: Mailbox) -> dict[str, list[str]]:
    """For each recipient the Message-IDs of what has arrived."""
    found: dict[str, list[str]] = {}
    for message in mailbox.messages():
        found.setdefault(str(message["To"]), []).append(str(message["Message-ID"]))
    return found
