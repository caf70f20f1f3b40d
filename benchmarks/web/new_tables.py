"""The morning's other work measured: new tables while everybody's page asks and desks check in."""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from time import perf_counter

from sqlalchemy import select

from benchmarks.web.board import signed_in
from benchmarks.web.figures import Figure, spread
from benchmarks.web.morning import EVERY, PHONES
from benchmarks.web.product import Product, breakfast, rows
from scheduler.domain.states import JobKind
from scheduler.models import Event, Job, RoomClock, User, db
from scheduler.services.morning import attendance
from scheduler.services.morning.desk_links import make_link
from scheduler.services.planning import publishing
from scheduler.services.planning.rounds.clock import make_ready
from tests.builders import assign, make_people
from tests.visitors import Answer, Visitor, errors, field_value, p95

ROOMS = ((200, 5, "under 1 s"), (1000, 8, "under 3 s"))
"""People, the size of their tables, and what is wanted."""
DESKS = 3
TURNS = 8
"""How often the organiser asks for new tables."""
PAUSE = 3.0
"""Seconds before each time, in which the phones ask and the desks work all the same."""
CHECK_IN_EVERY = 1.0
"""Seconds between two check-ins of one desk, on average: quicker than people come in. Each desk
has its own pace, between half of that and half as much again: people do not press in step."""
LOOKS_AGAIN = 0.25
"""Seconds after which the organiser's page asks again whether both plans are there."""


@dataclass(frozen=True)
class Room:
    """A published plan, of whose people a quarter does not come, and the pages that are open."""

    event_id: int
    pages: list[str]
    desks: list[str]
    expected: list[int]


@dataclass
class Seen:
    """What was answered, each with the moment when it had been asked, and when plans were made."""

    polls: list[tuple[float, Answer]] = field(default_factory=list)
    check_ins: list[tuple[float, Answer]] = field(default_factory=list)
    made: list[tuple[float, float]] = field(default_factory=list)
    over: bool = False

    def busy(self, answers: list[tuple[float, Answer]]) -> list[Answer]:
        """Those asked for while plans were made."""
        return [one for at, one in answers if any(a <= at < b for a, b in self.made)]

    def quiet(self, answers: list[tuple[float, Answer]]) -> list[Answer]:
        """Those asked for at other times."""
        return [one for at, one in answers if not any(a <= at < b for a, b in self.made)]


def new_tables(running: Product) -> list[Figure]:
    """A quarter of the room does not come: both plans, from the press until both can be chosen."""
    figures = []
    for people, size, wanted in ROOMS:
        room = room_of(running, people, size)
        organiser = signed_in(running, f"/organise/events/{room.event_id}/day")
        seen = asyncio.run(_morning(running.port, room, organiser.cookie))
        figures += _figures(people, wanted, seen, _computed(running, room))
    return figures


def room_of(running: Product, people: int, size: int) -> Room:
    """Publish a plan of this morning, and say who does not come."""
    event_id = breakfast(running.instance, people).id
    with rows(running.instance):
        now = datetime.now(UTC)
        event = db.session.get_one(Event, event_id)
        # Of this morning: the Day page then has the desk, and the pages follow the clock.
        event.starts_at, event.ends_at = now + timedelta(minutes=20), now + timedelta(hours=2)
        event.table_size, event.rounds = size, 6
        guests = make_people(event, [f"Guest Number{n:04}" for n in range(people)])
        plan = assign(event, _user(), seconds=10)
        publishing.publish(plan, _user(), now, tell=publishing.Tell.NOBODY)
        for guest in guests[::4]:
            attendance.mark_absent(event, guest.id, "door", now)
        make_ready(event, False, event.starts_at)
        screen = db.session.get_one(RoomClock, event.id).screen_token
        phones = [f"/me/{guests[n % people].token}/now" for n in range(PHONES)]
        desks = [f"/desk/{make_link(event, f'Desk {n}').token}/" for n in range(DESKS)]
        expected = [guest.id for n, guest in enumerate(guests) if n % 4]
        return Room(event_id, [*phones, f"/screen/{screen}/state"], desks, expected)


async def _morning(port: int, room: Room, cookie: str) -> Seen:
    """Everybody's page asks and the desks check people in, until the organiser has done."""
    seen = Seen()
    pages = [
        _page(Visitor(port), path, EVERY * number / len(room.pages), seen)
        for number, path in enumerate(room.pages)
    ]
    desks = [
        _desk(Visitor(port), path, room.expected[n::DESKS], seen)
        for n, path in enumerate(room.desks)
    ]
    await asyncio.gather(*pages, *desks, _organiser(port, room, cookie, seen))
    return seen


async def _page(visitor: Visitor, path: str, first: float, seen: Seen) -> None:
    await asyncio.sleep(first)
    while not seen.over:
        seen.polls.append((perf_counter(), await visitor.get(path)))
        await asyncio.sleep(EVERY)
    visitor.close()


async def _desk(visitor: Visitor, path: str, people: Sequence[int], seen: Seen) -> None:
    """Check one person in after the other, and look at the page that follows each."""
    pace = Random(path)
    page = await visitor.get(path)
    token = field_value(page.text, "csrf_token")
    for who in people:
        if seen.over:
            break
        began = perf_counter()
        fields = {"csrf_token": token, "what": "check in", "who": str(who)}
        seen.check_ins.append((began, await visitor.post(path, fields)))
        await visitor.get(path)
        pause = CHECK_IN_EVERY * pace.uniform(0.5, 1.5)
        await asyncio.sleep(max(0.0, began + pause - perf_counter()))
    visitor.close()


async def _organiser(port: int, room: Room, cookie: str, seen: Seen) -> None:
    """Ask for both plans, and look again until both can be chosen, as the Day page does."""
    name, _, value = cookie.partition("=")
    visitor = Visitor(port, {name: value})
    day = f"/organise/events/{room.event_id}/day"
    for _ in range(TURNS):
        page = await visitor.get(day)
        await asyncio.sleep(PAUSE)
        pressed = perf_counter()
        await visitor.post(
            f"{day}/new-tables", {"csrf_token": field_value(page.text, "csrf_token")}
        )
        await visitor.get(day)
        part = Answer(0, "", 0.0)
        while part.text.count("See who moves") < 2:
            await asyncio.sleep(LOOKS_AGAIN)
            part = await visitor.get(f"{day}/new-tables", {"HX-Request": "true"})
        seen.made.append((pressed, perf_counter()))
    seen.over = True
    visitor.close()


def _computed(running: Product, room: Room) -> list[float]:
    """For each time, the seconds from the press until the later of the two plans was stored."""
    with rows(running.instance):
        jobs = db.session.scalars(
            select(Job)
            .where(Job.event_id == room.event_id, Job.kind == JobKind.REPLAN)
            .order_by(Job.id)
        ).all()
        pairs = zip(islice(jobs, 0, None, 2), islice(jobs, 1, None, 2), strict=True)
        return [max(map(_seconds_of, pair)) for pair in pairs]


def _seconds_of(job: Job) -> float:
    return ((job.finished_at or job.created_at) - job.created_at).total_seconds()


def _figures(people: int, wanted: str, seen: Seen, computed: list[float]) -> list[Figure]:
    shown = [end - pressed for pressed, end in seen.made]
    busy, quiet = seen.busy(seen.check_ins), seen.quiet(seen.check_ins)
    wrong = errors([one for _, one in seen.check_ins], 303)
    return [
        Figure(
            f"new tables for {people} people while {PHONES} phones, {DESKS} desks and the screen "
            f"ask: both ways computed, {TURNS} times",
            f"{_seconds(computed)}; shown after {_seconds(shown)}",
            wanted,
        ),
        Figure(
            f"{DESKS} desks check in a person each {CHECK_IN_EVERY:g} s or so meanwhile",
            f"p95 {p95(busy):.0f} ms of {len(busy)}, {wrong} errors; "
            f"before: p95 {p95(quiet):.0f} ms",
            "p95 under 100 ms",
        ),
        Figure(
            f"{PHONES} phones and the screen meanwhile",
            f"{_times(seen.busy(seen.polls))}; before: {_times(seen.quiet(seen.polls))}",
            "at most twice as slow",
        ),
    ]


def _seconds(times: list[float]) -> str:
    return f"median {statistics.median(times):.2f} s, quickest {min(times):.2f} s"


def _times(answers: list[Answer]) -> str:
    return f"{spread([one.seconds for one in answers])}, {errors(answers, 200)} errors"


def _user() -> User:
    return db.session.scalars(select(User).order_by(User.id)).first() or User()
