"""The morning's other work measured: new tables, and check-ins and polls while they are made."""

import asyncio
import re
from datetime import UTC, datetime

from flask import current_app
from sqlalchemy import select

from benchmarks.web.figures import Figure, spread
from benchmarks.web.product import Product, breakfast, rows
from scheduler.domain.states import JobState
from scheduler.models import Attendee, Event, Job, User, db
from scheduler.services.morning import attendance
from scheduler.services.morning import replan as replans
from scheduler.services.morning.desk_links import make_link
from scheduler.services.planning import publishing
from tests.builders import assign, make_people
from tests.processes import until
from tests.visitors import Answer, Visitor, errors, p95

ROOMS = ((200, 5, "under 1 s"), (1000, 8, "under 3 s"))
"""People, the size of their tables, and what is wanted."""
DESKS = 3
CHECK_INS = 20
"""At each desk."""
PHONES = 50
POLLS = 10
"""Of each phone, before and while new tables are made."""


def new_tables(running: Product) -> list[Figure]:
    """A quarter of the room does not come: both plans, from the press until both can be chosen."""
    figures = []
    for people, size, wanted in ROOMS:
        event_id = breakfast(running.instance, people).id
        with rows(running.instance):
            phones = _publish(event_id, people, size)
            before = asyncio.run(_polls(running.port, phones))
            figures += _both(running, event_id, people, wanted, phones, before)
    return figures


def _publish(event_id: int, people: int, size: int) -> list[str]:
    """A published plan, of whose people a quarter does not come; the paths of some phones."""
    event = db.session.get_one(Event, event_id)
    event.table_size, event.rounds = size, 6
    guests = make_people(event, [f"Guest Number{n:04}" for n in range(people)])
    paths = [f"/me/{guest.token}/now" for guest in guests[:PHONES]]
    publishing.publish(assign(event, _user(), seconds=10), _user(), datetime.now(UTC), quiet=True)
    for guest in guests[::4]:
        attendance.mark_absent(event, guest.id, "door", datetime.now(UTC))
    return paths


def _both(
    running: Product,
    event_id: int,
    people: int,
    wanted: str,
    phones: list[str],
    before: list[Answer],
) -> list[Figure]:
    event = db.session.get_one(Event, event_id)
    desks = [f"/desk/{make_link(event, f'Desk {n}').token}/" for n in range(DESKS)]
    expected = [guest for n, guest in enumerate(_ids(event)) if n % 4]
    now = datetime.now(UTC)
    jobs = [job.id for job in replans.request_both(event, _user(), now)]
    for job_id in jobs:
        current_app.extensions["queue"].send("run_job", job_id)
    posts, polls = asyncio.run(_meanwhile(running.port, desks, expected, phones))
    until(lambda: all(job.state == JobState.DONE for job in _jobs(jobs)), "both are made", 60)
    seconds = max((job.finished_at or now) - now for job in _jobs(jobs)).total_seconds()
    return [
        Figure(f"new tables for {people} people, both ways", f"{seconds:.1f} s", wanted),
        Figure(
            f"{DESKS} desks check in {len(posts)} people meanwhile",
            f"p95 {p95(posts):.0f} ms, {errors(posts, 303)} errors",
            "p95 under 100 ms",
        ),
        Figure(
            f"{PHONES} phones ask meanwhile",
            f"{_times(polls)}; before: {_times(before)}",
            "at most twice as slow",
        ),
    ]


async def _meanwhile(
    port: int, desks: list[str], people: list[int], phones: list[str]
) -> tuple[list[Answer], list[Answer]]:
    """Every desk checks people in, one after the other, while the phones ask."""
    turns = [_desk(port, path, people[n::DESKS][:CHECK_INS]) for n, path in enumerate(desks)]
    *posts, polls = await asyncio.gather(*turns, _polls(port, phones))
    return [answer for desk in posts for answer in desk], polls


async def _desk(port: int, path: str, people: list[int]) -> list[Answer]:
    visitor = Visitor(port)
    page = await visitor.get(path)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    token = found.group(1) if found else ""
    answers = []
    for who in people:
        fields = {"csrf_token": token, "what": "check in", "who": str(who)}
        answers.append(await visitor.post(path, fields))
    visitor.close()
    return answers


async def _polls(port: int, paths: list[str]) -> list[Answer]:
    async def ask(path: str) -> list[Answer]:
        visitor = Visitor(port)
        answers = [await visitor.get(path) for _ in range(POLLS)]
        visitor.close()
        return answers

    found = await asyncio.gather(*map(ask, paths))
    return [answer for one in found for answer in one]


def _times(answers: list[Answer]) -> str:
    return spread([answer.seconds for answer in answers])


def _jobs(ids: list[int]) -> list[Job]:
    found = [db.session.get_one(Job, job_id, populate_existing=True) for job_id in ids]
    db.session.commit()
    return found


def _ids(event: Event) -> list[int]:
    """Everybody on the list, in the order in which they were made."""
    found = select(Attendee.id).where(Attendee.event_id == event.id).order_by(Attendee.id)
    return list(db.session.scalars(found))


def _user() -> User:
    return db.session.scalars(select(User).order_by(User.id)).first() or User()
