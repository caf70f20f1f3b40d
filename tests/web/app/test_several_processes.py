"""Several web processes on one database: the last places still go to one person each."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.models import Attendee, Event, db
from tests.processes import ROOT, answers, environment, free_port, until
from tests.visitors import Visitor, at_once, sign_all_up

PLACES, RIVALS = 5, 24


@pytest.fixture
def port(app: Flask, tmp_path: Path) -> Iterator[int]:
    """Two processes of the web server that grows with its load, on the test's database."""
    port = free_port()
    env = environment(
        tmp_path,
        DATABASE_URL=app.config["SQLALCHEMY_DATABASE_URI"],
        SECRET_KEY="one secret for all processes",
        RATE_LIMITS="off",
    )
    command = [
        "-m",
        "gunicorn",
        "app:app",
        "--workers",
        "2",
        "--threads",
        "4",
        "--graceful-timeout",
        "2",
    ]
    with (tmp_path / "gunicorn.txt").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command, "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), "gunicorn answers")
        yield port
    finally:
        process.terminate()
        process.wait(30)


def test_the_last_places_go_to_one_person_each(app: Flask, event: Event, port: int) -> None:
    event.capacity = PLACES
    db.session.commit()
    told = asyncio.run(_rush(port, event.slug))
    states = list(db.session.scalars(select(Attendee.state).order_by(Attendee.state)))
    assert states == ["placed"] * PLACES + ["waiting"] * (RIVALS - PLACES)
    assert sorted(told) == states
    assert db.session.get_one(Event, event.id, populate_existing=True).places_taken == PLACES


async def _rush(port: int, slug: str) -> list[str]:
    """What each of the rivals is told on the page after the button."""
    rivals = [Visitor(port) for _ in range(RIVALS)]
    answers = await sign_all_up(rivals, slug, "rival")
    assert {answer.status for answer in answers} == {303}

    async def read(visitor: Visitor) -> list[str]:
        page = await visitor.get(f"/e/{slug}/thanks")
        return ["placed" if "You have a place" in page.text else "waiting"]

    told = await at_once(read, rivals)
    for rival in rivals:
        rival.close()
    return told
