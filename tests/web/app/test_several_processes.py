"""Several web processes on one database: the last places still go to one person each."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.models import Attendee, Event, db
from tests.processes import answers, children, environment, free_port, running, until
from tests.visitors import Visitor, at_once, sign_all_up

PLACES, RIVALS = 5, 24


@pytest.fixture
def port(app: Flask, tmp_path: Path) -> Iterator[int]:
    """Two web processes on the test's database."""
    port = free_port()
    env = environment(
        tmp_path,
        PORT=str(port),
        DATABASE_URL=app.config["SQLALCHEMY_DATABASE_URI"],
        SECRET_KEY="one secret for all processes",
        RATE_LIMITS="off",
    )
    arguments = ["serve", "--no-worker", "--processes", "2", "--threads", "4"]
    with running(arguments, env, tmp_path / "output.txt") as process:
        address = f"http://127.0.0.1:{port}/healthz"
        until(lambda: answers(address), "the server answers")
        until(lambda: len(children(process.pid)) == 1, "there are two processes")
        yield port


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
