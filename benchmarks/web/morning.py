"""The morning measured: five hundred phones and the big screen follow one clock."""

import asyncio
import json
from dataclasses import dataclass, field
from time import perf_counter

from benchmarks.web.figures import Figure, spread
from benchmarks.web.product import Product, breakfast, rows
from scheduler.domain.morning.clock import Phase
from scheduler.models import Event, RoomClock, db
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.builders import make_people, make_plan
from tests.visitors import Answer, Visitor, errors

PHONES = 500
SECONDS = 30
PRESS_AFTER = 15
EVERY = 1.5
"""As often as the page asks."""


@dataclass
class Seen:
    """What all pages got, and when each saw that the round had begun."""

    answers: list[Answer] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    pressed: float = 0.0


def phones(running: Product) -> list[Figure]:
    """Everybody's page is open; half-way through the organiser starts round 1."""
    event = breakfast(running.instance, PHONES)
    with rows(running.instance):
        event = db.session.get_one(Event, event.id)
        people = make_people(event, [f"Guest Number{n:03}" for n in range(PHONES)])
        make_plan(event, [{n + 1: people[5 * n : 5 * n + 5] for n in range(PHONES // 5)}] * 2)
        make_ready(event, False, event.starts_at)
        screen = db.session.get_one(RoomClock, event.id).screen_token
        paths = [f"/me/{person.token}/now" for person in people] + [f"/screen/{screen}/state"]
        seen = asyncio.run(_follow(running, event, paths))
    late = max(seen.told, default=0.0)
    return [
        Figure(
            f"{PHONES} phones and the screen, each asking every {EVERY:g} s for {SECONDS} s",
            f"{spread([one.seconds for one in seen.answers])}, {errors(seen.answers, 200)} errors",
            "p99 under 100 ms, 0 errors",
        ),
        Figure(
            "a press of the organiser is seen by all of them",
            f"{len(seen.told)} of {len(paths)} within {late:.1f} s",
            "within 2 s",
        ),
    ]


async def _follow(running: Product, event: Event, paths: list[str]) -> Seen:
    seen = Seen()
    end = perf_counter() + SECONDS
    pages = [
        _page(Visitor(running.port), path, EVERY * number / len(paths), end, seen)
        for number, path in enumerate(paths)
    ]
    await asyncio.gather(*pages, _press(event, seen))
    return seen


async def _page(visitor: Visitor, path: str, first: float, end: float, seen: Seen) -> None:
    """One open page. They were opened at different moments, as people open them."""
    await asyncio.sleep(first)
    known = ""
    while perf_counter() < end:
        answer = await visitor.get(path)
        seen.answers.append(answer)
        key = json.loads(answer.text)["key"] if answer.status == 200 else known
        if known and key != known:
            seen.told.append(perf_counter() - seen.pressed)
        known = key
        await asyncio.sleep(EVERY)
    visitor.close()


async def _press(event: Event, seen: Seen) -> None:
    await asyncio.sleep(PRESS_AFTER)
    seen.pressed = perf_counter()
    assert press(event, Press.NEXT, (Phase.BEFORE, 1), event.starts_at)
