"""An organiser saves while people sign up; ``python -m benchmarks.web.saves`` measures this alone,
with ``postgresql`` behind it on that.

On SQLite both want the one write lock: nobody may be refused for it.
"""

import asyncio
import sys
import tempfile
import threading
from contextlib import nullcontext
from pathlib import Path
from time import perf_counter

from bs4 import BeautifulSoup

from benchmarks.web.board import Organiser, signed_in
from benchmarks.web.figures import Figure, spread
from benchmarks.web.product import Product, breakfast, on_postgresql, product
from tests.builders.forms import FORM, values_of_form
from tests.visitors import Answer, Visitor, errors, sign_all_up

SAVES = 500
PAGES = ("details", "expect", "agenda", "form")
AT_ONCE = 4


def saves(running: Product) -> list[Figure]:
    """Pages of settings are saved one after the other; four people at a time sign up."""
    event = breakfast(running.instance, capacity=100_000)
    organiser = signed_in(running, f"/organise/events/{event.id}/")
    over = threading.Event()
    signed_up: list[Answer] = []
    others = threading.Thread(
        target=lambda: signed_up.extend(asyncio.run(_sign_up(running, event.slug, over)))
    )
    others.start()
    try:
        times, failed = _save(organiser)
    finally:
        over.set()
        others.join()
    return [
        Figure(
            f"{SAVES} saves of an organiser while {AT_ONCE} people at a time sign up",
            f"{failed} fail, {spread(times)}",
            "0 fail",
        ),
        Figure(
            "the sign-ups meanwhile",
            f"{errors(signed_up, 303)} of {len(signed_up)} fail, "
            f"{spread([answer.seconds for answer in signed_up])}",
            "0 fail",
        ),
    ]


def _save(organiser: Organiser) -> tuple[list[float], int]:
    """The seconds that each save took, and how many were not taken."""
    times, failed = [], 0
    for number in range(SAVES):
        there = PAGES[number % len(PAGES)]
        form = BeautifulSoup(organiser.ask(there), "html.parser").select_one(FORM)
        assert form is not None, f"{there} has a form"
        fields = {name: values[0] for name, values in values_of_form(form).items()} | {"tell": "no"}
        if "summary" in fields:
            fields["summary"] = f"As it was saved the {number}th time."
        began = perf_counter()
        try:
            organiser.ask(there, **fields)
        except RuntimeError:
            failed += 1
        times.append(perf_counter() - began)
    return times, failed


async def _sign_up(running: Product, slug: str, over: threading.Event) -> list[Answer]:
    found: list[Answer] = []
    turn = 0
    while not over.is_set():
        visitors = [Visitor(running.port) for _ in range(AT_ONCE)]
        found += await sign_all_up(visitors, slug, f"saving{turn}n")
        for visitor in visitors:
            visitor.close()
        turn += 1
    return found


def main() -> None:
    """Measure on a product of its own, with ``postgresql`` on that, and print."""
    database = on_postgresql() if sys.argv[1:] == ["postgresql"] else nullcontext()
    with (
        tempfile.TemporaryDirectory() as folder,
        database,
        product(Path(folder) / "running") as running,
    ):
        for figure in saves(running):
            print(f"{figure.what}: {figure.measured}", flush=True)


if __name__ == "__main__":
    main()
