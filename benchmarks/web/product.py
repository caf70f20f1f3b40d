"""The product as `make run` starts it, on a folder of its own, and a breakfast in it."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from flask import Flask
from sqlalchemy import func, select

from scheduler.domain.states import MailState
from scheduler.models import Attendee, Event, OutgoingMail, db
from scheduler.services.accounts import set_up as accounts
from scheduler.web.factory import create_app
from tests.builders import make_event
from tests.databases import open_postgres
from tests.processes import alive, answers, children, environment, free_port, until

ROOT = Path(__file__).resolve().parents[2]
_database: ContextVar[str | None] = ContextVar("the database measured", default=None)


@dataclass(frozen=True)
class Product:
    """A running server: its folder, port and process, and the seconds until it answered."""

    instance: Path
    port: int
    pid: int
    started: float

    def processes(self) -> list[int]:
        """The web processes and the worker."""
        return [pid for pid in self.family() if "flask" in _command(pid)]

    def family(self) -> list[int]:
        """Every process that belongs to it."""
        found = [self.pid]
        for pid in found:
            found += children(pid)
        return found


@contextmanager
def product(instance: Path, **settings: str) -> Iterator[Product]:
    """Start with `make run` and these settings, wait until it answers; end it as Ctrl-C does."""
    port = free_port()
    fixed = {"PORT": str(port), "RATE_LIMITS": "off", "LOG_LEVEL": "WARNING"}
    env = environment(instance, **fixed, **_named_database(), **settings)
    instance.mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    with (instance / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            ["make", "--silent", "run"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), "the server answers", 120)
        yield Product(instance, port, process.pid, perf_counter() - began)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
        until(lambda: not alive(process.pid), "the server is gone")


@contextmanager
def rows(instance: Path) -> Iterator[None]:
    """A moment with the product's own database."""
    app = application(instance)
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def _named_database() -> dict[str, str]:
    url = _database.get()
    return {"DATABASE_URL": url} if url else {}


def application(instance: Path) -> Flask:
    """The product in this process, on the database of the running one."""
    return create_app(environment(instance, LOG_LEVEL="ERROR", **_named_database()))


@contextmanager
def on_postgresql() -> Iterator[None]:
    """Start the product on a PostgreSQL of its own instead of a file."""
    with open_postgres(lambda _url: None) as databases:
        token = _database.set(databases.fresh("measured"))
        try:
            yield
        finally:
            _database.reset(token)


def breakfast(instance: Path, capacity: int) -> Event:
    """A breakfast in two weeks, open for sign-up."""
    with rows(instance):
        now = datetime.now(UTC).replace(microsecond=0)
        if not accounts.has_owner():
            accounts.add_account("Olwen Rees", "olwen@example.org", "no password", "Paisley", now)
            db.session.commit()
        starts = now + timedelta(days=14)
        return make_event(
            1, capacity=capacity, starts_at=starts, ends_at=starts + timedelta(hours=2)
        )


def states(event: Event, instance: Path) -> dict[str, int]:
    """How many attendees the event has in each state, and how many emails left or became files."""
    with rows(instance):
        counted = select(Attendee.state, func.count()).where(Attendee.event_id == event.id)
        found: dict[str, int] = dict(db.session.execute(counted.group_by(Attendee.state)).all())
        made = (MailState.SENT, MailState.UNSENT)
        sent = select(func.count()).where(
            OutgoingMail.event_id == event.id, OutgoingMail.state.in_(made)
        )
        return found | {"mails": db.session.scalar(sent) or 0}


def megabytes(pids: list[int]) -> tuple[float, float]:
    """Memory of the processes: resident, and with shared pages divided among their users."""
    resident = sum(_kilobytes(pid, "Rss") for pid in pids) / 1024
    proportional = sum(_kilobytes(pid, "Pss") for pid in pids) / 1024
    return resident, proportional


def busy_seconds(pids: list[int]) -> float:
    """Processor time that the processes have used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _kilobytes(pid: int, what: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:"))


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
