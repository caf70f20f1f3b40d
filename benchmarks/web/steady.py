"""Half an hour of a morning in a few minutes; ``python -m benchmarks.web.steady`` measures it.

All pages ask as often as in thirty minutes, but without waiting in between, so that what the server
keeps of each answer would add up as it does on a long morning. Every five minutes of it the
organiser asks for new tables; the desks check in one person after the other.
"""

import asyncio
import tempfile
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from benchmarks.document import machine, replace_section
from benchmarks.web.board import signed_in
from benchmarks.web.figures import Figure
from benchmarks.web.morning import EVERY, PHONES
from benchmarks.web.new_tables import DESKS, Room, room_of
from benchmarks.web.product import Product, megabytes, product
from tests.visitors import Visitor, field_value

PEOPLE, SIZE = 200, 5
MINUTES = 30
LOOKS = 5
"""How many minutes of the morning lie between two looks at the memory."""
REFUSED = 409
"""The answer to a desk that lets somebody in who is in."""
ASKING = 32
"""How many pages ask in the same moment."""


@dataclass
class Course:
    """What the morning took: megabytes at each look, answers, and how many were no answer."""

    memory: list[float] = field(default_factory=list)
    answers: int = 0
    wrong: int = 0


def steady(running: Product) -> list[Figure]:
    """The memory of the web processes and the worker over thirty minutes of a morning."""
    room = room_of(running, PEOPLE, SIZE)
    organiser = signed_in(running, f"/organise/events/{room.event_id}/day")
    course = asyncio.run(_morning(running, room, organiser.cookie))
    first, rest = course.memory[0], course.memory[1:]
    return [
        Figure(
            f"{MINUTES} minutes of {PHONES} phones, {DESKS} desks and the screen, in "
            f"{course.answers} answers: megabytes counting shared pages once, each "
            f"{LOOKS} minutes",
            f"{first:.0f} at rest, then {', '.join(f'{one:.0f}' for one in rest)}; "
            f"{course.wrong} errors",
            "steady, 0 errors",
        )
    ]


async def _morning(running: Product, room: Room, cookie: str) -> Course:
    course = Course([_memory(running)])
    visitors = [Visitor(running.port) for _ in room.pages]
    desks = [Visitor(running.port) for _ in room.desks]
    who = cycle(room.expected)
    name, _, value = cookie.partition("=")
    organiser = Visitor(running.port, {name: value})
    for _ in range(MINUTES // LOOKS):
        await _new_tables(organiser, room, course)
        for _ in range(int(LOOKS * 60 / EVERY)):
            await _each_once(visitors, room.pages, course)
            await _check_in(desks, room.desks, next(who), course)
        course.memory.append(_memory(running))
    for visitor in [*visitors, *desks, organiser]:
        visitor.close()
    return course


async def _each_once(visitors: list[Visitor], pages: list[str], course: Course) -> None:
    """Every open page asks once; at most ``ASKING`` at a time."""
    turn = asyncio.Semaphore(ASKING)

    async def one(visitor: Visitor, path: str) -> int:
        async with turn:
            return (await visitor.get(path)).status

    found = await asyncio.gather(*map(one, visitors, pages))
    course.answers += len(found)
    course.wrong += sum(status != 200 for status in found)


async def _check_in(desks: list[Visitor], paths: list[str], who: int, course: Course) -> None:
    """Each desk lets the same person in: one of them does, the others are told so."""
    for desk, path in zip(desks, paths, strict=True):
        token = field_value((await desk.get(path)).text, "csrf_token")
        answer = await desk.post(path, {"csrf_token": token, "what": "check in", "who": str(who)})
        course.answers += 2
        course.wrong += answer.status not in (303, REFUSED)


async def _new_tables(organiser: Visitor, room: Room, course: Course) -> None:
    day = f"/organise/events/{room.event_id}/day"
    token = field_value((await organiser.get(day)).text, "csrf_token")
    answer = await organiser.post(f"{day}/new-tables", {"csrf_token": token})
    course.wrong += answer.status != 303


def _memory(running: Product) -> float:
    return megabytes(running.processes())[1]


def main() -> None:
    """Measure, print, write the section."""
    with (
        tempfile.TemporaryDirectory() as folder,
        product(Path(folder) / "running") as running,
    ):
        figures = steady(running)
    rows = [f"| {one.what} | {one.measured} | {one.wanted} |" for one in figures]
    table = ["| what | measured | wanted |", "|---|---|---|", *rows]
    print("\n".join(rows))
    text = ["## A long morning", "", *table, "", machine("flask", "sqlalchemy", "waitress")]
    replace_section("steady", "\n".join(text))


if __name__ == "__main__":
    main()
