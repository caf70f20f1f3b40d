"""The measurements themselves; each returns one row of the table: what, and how much."""

import asyncio
import sqlite3
import statistics
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.web.figures import Figure, spread
from benchmarks.web.looks import Looks, look
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
TURNS = 3
COMMITS = 100
BURST = 500
PLACES = 300
PEOPLE, ROUNDS, TABLES = 60, 6, 12


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
    """Web processes and worker once the worker has warmed the engine and both are at rest."""
    _wait_for_rest(running)
    resident, proportional = megabytes(running.processes())
    return [
        Figure(
            "web and worker together, idle",
            f"{resident:.0f} MB resident ({proportional:.0f} MB counting shared pages once)",
            "under 600 MB",
        )
    ]


def public_page(running: Product, alone: Product) -> list[Figure]:
    """The public page, looked at by a hundred visitors at the same time.

    ``alone`` has one web process. It takes turns with ``running``, so that what else the machine
    does meets both.
    """
    capacity = 10 * VISITORS
    pages = {one: breakfast(one.instance, capacity).slug for one in (running, alone)}
    found = _in_turns(pages)
    rate = {one: statistics.median(turn.rate for turn in found[one]) for one in pages}
    times = [seconds for turn in found[running] for seconds in turn.seconds]
    errors_seen = sum(turn.errors for turn in found[running])
    return [
        Figure(
            f"public page, {VISITORS} visitors at once, {LOOKS} looks each, in {TURNS} turns",
            f"{spread(times)}, {rate[running]:.0f} pages a second, {errors_seen} errors",
        ),
        Figure("the same: processor time of the server", _processor(found[running]), "at most 3.5"),
        Figure(
            "the same with PROCESSES=1, in turns with it",
            f"{rate[alone]:.0f} a second; with all cores {rate[running] / rate[alone]:.2f} times "
            "as many",
        ),
    ]


def _in_turns(pages: dict[Product, str]) -> dict[Product, list[Looks]]:
    found: dict[Product, list[Looks]] = {one: [] for one in pages}
    for turn in range(TURNS + 1):
        for one, slug in pages.items():
            busy = partial(busy_seconds, one.processes())
            looks = look(one.port, f"/e/{slug}/", VISITORS, LOOKS, busy)
            # In the first turn every process compiles its templates.
            if turn:
                found[one].append(looks)
    return found


def _processor(turns: list[Looks]) -> str:
    return f"{statistics.median(turn.processor for turn in turns):.1f} ms a page"


def many_sign_ups(running: Product) -> list[Figure]:
    """A hundred visitors sign up at the same time."""
    slug = breakfast(running.instance, capacity=10 * VISITORS).slug
    posts = asyncio.run(_sign_up(running, slug))
    return [
        Figure(
            f"sign-up, {VISITORS} visitors at once",
            f"{spread([post.seconds for post in posts])}, {errors(posts, 303)} errors",
        )
    ]


async def _sign_up(running: Product, slug: str) -> list[Answer]:
    visitors = [Visitor(running.port) for _ in range(VISITORS)]
    posts = await sign_all_up(visitors, slug, "visitor")
    for visitor in visitors:
        visitor.close()
    return posts


def commits(folder: Path) -> list[Figure]:
    """What it costs that SQLite has each commit on the disk before it says so."""
    milliseconds: dict[str, list[float]] = {"FULL": [], "NORMAL": []}
    for _ in range(TURNS):
        for mode, found in milliseconds.items():
            found += _commits(folder / f"{mode}.db", mode)
    full, normal = (statistics.median(found) for found in milliseconds.values())
    return [
        Figure(
            "one commit, synced to the disk (FULL)",
            f"{full:.2f} ms; {normal:.2f} ms if a power cut may take it back (NORMAL)",
        )
    ]


def _commits(path: Path, mode: str) -> list[float]:
    found = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={mode}")
        connection.execute("CREATE TABLE IF NOT EXISTS people (name TEXT)")
        for number in range(COMMITS):
            began = perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO people VALUES (?)", (f"Guest {number}",))
            connection.execute("COMMIT")
            found.append(1000 * (perf_counter() - began))
    return found


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
    waiting = sum("No place is free now</h1>" in page.text for page in pages)
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
    return EventSheets("Winter breakfast", "Friday 4 December 2026", people, rounds)


def _wait_for_rest(running: Product) -> None:
    """At rest: nothing begins or ends within two seconds, and hardly any processor time is used."""

    def resting() -> bool:
        # With the child that compiles: the worker loads the engine when that has ended.
        pids = running.family()
        before = busy_seconds(pids)
        time.sleep(2)
        return running.family() == pids and busy_seconds(pids) - before < 0.2

    until(resting, "the product is at rest", 120)
