"""The last places when many people ask for them at the same moment, on both databases."""

import contextvars
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.domain.registration.sign_up import SignUpDetails
from scheduler.models import Attendee, Event, db
from scheduler.services.accounts import set_up as accounts
from scheduler.services.registration import own_sign_up as signups_own
from scheduler.services.registration import sign_up as signups
from tests.applications import app_on_its_own, make_app
from tests.builders import NOW, mails, make_event
from tests.builders.sign_ups import ANN
from tests.databases import Databases, open_databases

CAPACITY = 40
TAKEN = 30
PEOPLE = 30


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Databases of each kind, whatever kind the other tests run on."""
    folder = tmp_path_factory.mktemp("both")

    def migrate(url: str) -> None:
        with make_app(folder / "migrating", url).app_context():
            flask_migrate.upgrade()
            db.engine.dispose()

    with open_databases(request.param, folder, migrate) as found:
        yield found


@pytest.fixture
def crowded(both: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application in which nobody has signed up yet; its context is the test's."""
    with app_on_its_own(both, tmp_path) as app:
        yield app


def almost_full_event() -> Event:
    user = accounts.add_account("Olwen", "olwen@example.org", "hash", "Paisley Breakfasts", NOW)
    db.session.flush()
    event = make_event(user.memberships[0].body_id, capacity=CAPACITY)
    for number in range(TAKEN):
        signups.add_signup(event.id, ANN, f"early{number}@example.org", f"e{number}", NOW)
    return event


def at_once(app: Flask, works: list[Callable[[], object]]) -> list[object]:
    """Do all of it in threads that start together; what each returned or raised."""
    start = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                results[number] = works[number]()
            except Exception as error:
                results[number] = error

    contexts = [contextvars.copy_context() for _ in works]
    threads = [
        threading.Thread(target=context.run, args=(run, number))
        for number, context in enumerate(contexts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def states(event_id: int) -> Counter[str]:
    db.session.rollback()
    return Counter(db.session.scalars(select(Attendee.state).where(Attendee.event_id == event_id)))


def taken(event_id: int) -> int:
    db.session.rollback()
    return db.session.scalars(select(Event.places_taken).where(Event.id == event_id)).one()


def test_thirty_people_and_ten_last_places(crowded: Flask) -> None:
    event = almost_full_event()
    slug, event_id = event.slug, event.id
    sector = str(event.sectors[0].id)
    # The forms arrive on the wall clock: the doors must stand open at it.
    event.starts_at = event.starts_at.replace(year=2099)
    event.ends_at = event.ends_at.replace(year=2099)
    db.session.commit()

    def submit(number: int) -> Callable[[], object]:
        def work() -> object:
            client = crowded.test_client()
            form = {
                "name": f"Person {number}",
                "organisation": f"Trust {number}",
                "sector": sector,
                "email": f"person{number}@example.org",
                "submission": f"key-{number}",
            }
            answer = client.post(f"/e/{slug}/sign-up", data=form)
            with client.session_transaction() as session:
                return answer.status_code, session["thanks"]["state"]

        return work

    told = at_once(crowded, [submit(number) for number in range(PEOPLE)])
    assert Counter(told) == Counter([(303, "placed")] * 10 + [(303, "waiting")] * 20)
    assert states(event_id) == Counter(placed=CAPACITY, waiting=20)
    assert taken(event_id) == CAPACITY
    kinds = Counter(kind for kind, _ in mails())
    assert kinds == Counter(signed_up=CAPACITY, waiting=20)


def test_one_form_sent_many_times_at_once_is_one_entry(crowded: Flask) -> None:
    event = almost_full_event()
    event_id = event.id

    def submit() -> object:
        return signups.add_signup(event_id, ANN, "ann@example.org", "one key", NOW).state

    assert at_once(crowded, [submit] * 12) == ["placed"] * 12
    assert states(event_id) == Counter(placed=TAKEN + 1)
    assert taken(event_id) == TAKEN + 1


def test_cancelling_and_signing_up_at_once_loses_no_place_and_no_person(crowded: Flask) -> None:
    event = almost_full_event()
    event_id = event.id
    for number in range(20):
        signups.add_signup(event_id, ANN, f"more{number}@example.org", f"m{number}", NOW)
    placed = select(Attendee.id).where(Attendee.event_id == event_id, Attendee.state == "placed")
    leaving = list(db.session.scalars(placed.order_by(Attendee.id).limit(15)))
    db.session.rollback()

    def leave(attendee_id: int) -> Callable[[], object]:
        return lambda: signups_own.cancel_own(db.session.get_one(Attendee, attendee_id), NOW)

    def come(number: int) -> Callable[[], object]:
        details = SignUpDetails(f"New {number}", "Trust", None)
        return lambda: signups.add_signup(
            event_id, details, f"new{number}@example.org", f"n{number}", NOW
        )

    results = at_once(crowded, [*map(leave, leaving), *map(come, range(10))])
    assert [result for result in results if isinstance(result, Exception)] == []
    # 50 had signed up, 10 of them waiting; 15 left and 10 came: 45 people want 40 places.
    assert states(event_id) == Counter(placed=CAPACITY, waiting=5, cancelled=15)
    assert taken(event_id) == CAPACITY
