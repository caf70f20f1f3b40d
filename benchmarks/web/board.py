"""The seating board: what a move would do, and improving the rest, on the running server."""

import random
import re
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from sqlalchemy import insert, select

from benchmarks.web.figures import Figure
from benchmarks.web.product import Product, application, breakfast, rows
from scheduler.models import Attendee, Event, User, db
from scheduler.services.planning.board.history import rescore
from scheduler.services.planning.board.state import board_draft
from tests.builders import NOW, make_plan
from tests.builders.accounts import sign_in
from tests.processes import until

BOARDS, LIFTS, EVERY_SECONDS, TURNS = 5, 200, 1.5, 3
LARGE, SMALLER = (300, 8), (200, 6)
TABLE_SIZE = 5


@dataclass
class Organiser:
    """A signed-in browser on a board."""

    port: int
    cookie: str
    board: str

    def ask(self, there: str, **fields: str) -> str:
        """The text of the answer, posting the fields if any; only 200 and 303 are no error."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method = "POST" if fields else "GET"
        connection.request(method, self.board + there, urlencode(fields) or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        # The token of a form belongs to the session as the page left it.
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            self.cookie = cookie.partition(";")[0] if cookie.startswith("session=") else self.cookie
        connection.close()
        if answer.status not in (200, 303):
            raise RuntimeError(f"{there}: {answer.status}")
        return text


def board(running: Product) -> list[Figure]:
    """Lift people of a large draft with several boards open; improve a smaller one."""
    organiser, people = _organiser(running, *LARGE)
    rng = random.Random(1)
    with _open_boards(organiser):
        organiser.ask(f"/effects?round=1&person={people[0]}")
        times = []
        for _ in range(LIFTS):
            lifted = f"/effects?round={rng.randint(1, LARGE[1])}&person={rng.choice(people)}"
            began = time.perf_counter()
            organiser.ask(lifted)
            times.append(time.perf_counter() - began)
    return [
        Figure(
            "board of 300 people and 8 rounds: what every place would do for a lifted person, "
            f"{BOARDS} boards open",
            f"p95 {1000 * sorted(times)[-(-95 * LIFTS // 100) - 1]:.0f} ms",
            "under 50 ms",
        )
    ]


def improving(running: Product) -> list[Figure]:
    """From pressing the button to the proposal, once the worker has its engine."""
    organiser, _ = _organiser(running, *SMALLER)
    token = re.search('name="csrf_token" value="([^"]+)"', organiser.ask("?round=1"))
    assert token is not None
    times = []
    for _ in range(TURNS):
        began = time.perf_counter()
        organiser.ask("/improve", csrf_token=token[1])
        until(lambda: " done" in organiser.ask("/state"), "a proposal")
        times.append(time.perf_counter() - began)
        organiser.ask("/improve/leave", csrf_token=token[1])
    return [
        Figure(
            "“Improve the rest” for 200 people and 6 rounds dealt at random, pressed to shown",
            f"{statistics.median(times):.1f} s",
            "under 2 s",
        )
    ]


@contextmanager
def _open_boards(organiser: Organiser) -> Iterator[None]:
    over = threading.Event()

    def follow() -> None:
        while not over.wait(EVERY_SECONDS):
            organiser.ask("/state")

    threads = [threading.Thread(target=follow) for _ in range(BOARDS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _organiser(running: Product, people: int, rounds: int) -> tuple[Organiser, list[int]]:
    """A draft of so many people dealt at random, and somebody signed in to change it."""
    event = breakfast(running.instance, people)
    with rows(running.instance):
        event = db.session.get_one(Event, event.id)
        event.rounds, event.table_size = rounds, TABLE_SIZE
        _add_people(event, people)
        ids = _deal(event)
        db.session.commit()
    return signed_in(running, f"/organise/events/{event.id}/rounds/plans/1/board"), ids


def signed_in(running: Product, there: str) -> Organiser:
    """The first account, signed in and looking at ``there``."""
    with rows(running.instance):
        user = db.session.scalars(select(User)).first()
        assert user is not None
        app = application(running.instance)
        cookie = sign_in(app, user).get_cookie("session")
        assert cookie is not None
        db.session.commit()
    return Organiser(running.port, f"session={cookie.value}", there)


def _add_people(event: Event, number: int) -> None:
    sectors = [sector.id for sector in event.sectors]
    moment = {"signed_up_at": NOW, "updated_at": NOW, "state": "placed", "event_id": event.id}
    db.session.execute(
        insert(Attendee),
        [
            {"name": f"Guest {n:03}", "name_key": f"guest {n:03}", "sector_id": sectors[n % 3],
             "organisation": f"Trust {n // 2}", "token": f"board-{event.id}-{n}", **moment}
            for n in range(number)
        ],
    )  # fmt: skip
    event.places_taken = number


def _deal(event: Event) -> list[int]:
    """Plan 1, its seats dealt at random."""
    chosen = select(Attendee).where(Attendee.event_id == event.id).order_by(Attendee.id)
    people = list(db.session.scalars(chosen))
    rng, tables = random.Random(2), len(people) // TABLE_SIZE
    seating = []
    for _ in range(event.rounds):
        rng.shuffle(people)
        seating.append({t: people[t - 1 :: tables] for t in range(1, tables + 1)})
    rescore(board_draft(event, make_plan(event, seating, "draft"), NOW))
    db.session.commit()
    return sorted(person.id for person in people)
