"""The measurements themselves; each returns one row of the table: what, and how much."""

import asyncio
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.web.product import (
    Product,
    breakfast,
    busy_seconds,
    megabytes,
    product,
    states,
)
from scheduler.domain.paper.sheet_data import (
    EventSheets,
    Shape,
    SheetPerson,
    SheetRound,
    SheetTable,
)
from scheduler.exports.paper.sheets import round_sheets_pdf
from tests.processes import until
from tests.visitors import Answer, Visitor, at_once, errors, p95, sign_all_up

VISITORS = 100
LOOKS = 10
BURST = 500
PLACES = 300
PEOPLE, ROUNDS, TABLES = 60, 6, 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    measured: str
    wanted: str = ""


def starts(instance: Path) -> list[Figure]:
    """The first start on an empty folder, and the second."""
    with product(instance) as first:
        pass
    with product(instance) as second:
        pass
    return [
        Figure("first start on an empty folder, `make run` to answering", f"{first.started:.1f} s"),
        Figure("second start", f"{second.started:.1f} s", "under 5 s"),
    ]


def memory(running: Product) -> list[Figure]:
    """Web server and worker once the worker has warmed the engine and both are at rest."""
    _wait_for_rest(running)
    resident, proportional = megabytes(running.processes())
    return [
        Figure(
            "web and worker together, idle",
            f"{resident:.0f} MB resident ({proportional:.0f} MB counting shared pages once)",
            "under 400 MB",
        )
    ]


def many_visitors(running: Product) -> list[Figure]:
    """The public page, and then a sign-up, by a hundred visitors at the same time."""
    event = breakfast(running.instance, capacity=10 * VISITORS)
    return asyncio.run(_many_visitors(running, event.slug))


async def _many_visitors(running: Product, slug: str) -> list[Figure]:
    visitors = [Visitor(running.port) for _ in range(VISITORS)]

    async def look(visitor: Visitor) -> list[Answer]:
        return [await visitor.get(f"/e/{slug}/") for _ in range(LOOKS)]

    began = perf_counter()
    pages = await at_once(look, visitors)
    rate = len(pages) / (perf_counter() - began)
    posts = await sign_all_up(visitors, slug, "visitor")
    for visitor in visitors:
        visitor.close()
    return [
        Figure(
            f"public page, {VISITORS} visitors at once, {LOOKS} looks each",
            f"p95 {p95(pages):.0f} ms, {rate:.0f} pages a second, {errors(pages, 200)} errors",
        ),
        Figure(
            f"sign-up, {VISITORS} visitors at once",
            f"p95 {p95(posts):.0f} ms, {errors(posts, 303)} errors",
        ),
    ]


def burst(running: Product) -> list[Figure]:
    """Five hundred people sign up in the same moment for three hundred places."""
    event = breakfast(running.instance, capacity=PLACES)
    began = perf_counter()
    answers, told = asyncio.run(_burst(running, event.slug))
    seconds = perf_counter() - began
    until(lambda: states(event, running.instance)["mails"] == BURST, "every mail is written", 300)
    mailed = perf_counter() - began
    found = states(event, running.instance)
    return [
        Figure(
            f"{BURST} sign-ups in a burst into {PLACES} places",
            f"{found.get('placed', 0)} in, {found.get('waiting', 0)} waiting, "
            f"{BURST - sum(told)} lost, {errors(answers, 303)} errors; told so: "
            f"{told[0]} and {told[1]}",
            f"{PLACES} in, {BURST - PLACES} waiting, none lost",
        ),
        Figure(
            "the same: time",
            f"all answered after {seconds:.1f} s (p95 {p95(answers):.0f} ms), "
            f"all {found['mails']} mails written after {mailed:.0f} s",
        ),
    ]


async def _burst(running: Product, slug: str) -> tuple[list[Answer], tuple[int, int]]:
    visitors = [Visitor(running.port) for _ in range(BURST)]
    answers = await sign_all_up(visitors, slug, "burst")

    async def thanks(visitor: Visitor) -> list[Answer]:
        return [await visitor.get(f"/e/{slug}/thanks")]

    pages = await at_once(thanks, visitors)
    for visitor in visitors:
        visitor.close()
    placed = sum("You have a place" in page.text for page in pages)
    waiting = sum("on the waiting list</h1>" in page.text for page in pages)
    return answers, (placed, waiting)


def paper() -> list[Figure]:
    """All sheets of 60 people in 6 rounds as one PDF, in a process that has made one before."""
    data = _sheets()
    times = []
    for _ in range(6):
        began = perf_counter()
        content = round_sheets_pdf(data)
        times.append(perf_counter() - began)
    return [
        Figure(
            f"PDF of every sheet for {PEOPLE} people and {ROUNDS} rounds",
            f"{statistics.median(times[1:]):.2f} s, {len(content) // 1024} kB",
        )
    ]


def _sheets() -> EventSheets:
    sectors = (("Voluntary", Shape.DISC), ("Public", Shape.SQUARE), ("Private", Shape.TRIANGLE))
    people = tuple(
        SheetPerson(str(n), f"Guest Number{n:02}", f"Organisation {n % 23}", *sectors[n % 3])
        for n in range(PEOPLE)
    )
    rounds = tuple(
        SheetRound(
            turn,
            tuple(
                SheetTable(
                    table + 1,
                    tuple(
                        str(n) for n in range(PEOPLE) if (n + n // TABLES * turn) % TABLES == table
                    ),
                )
                for table in range(TABLES)
            ),
        )
        for turn in range(1, ROUNDS + 1)
    )
    return EventSheets("Winter breakfast", "Friday 4 December 2026", "Town Hall", people, rounds)


def _wait_for_rest(running: Product) -> None:
    """At rest: hardly any processor time within two seconds."""

    def resting() -> bool:
        before = busy_seconds(running.processes())
        time.sleep(2)
        return busy_seconds(running.processes()) - before < 0.2

    until(resting, "the product is at rest", 120)
