"""Which requests take SQLite's write lock, and that saves and sign-ups do not fail each other."""

import contextvars
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import event as listening
from sqlalchemy import update

from scheduler.models import Event, db
from scheduler.models.database import read_only
from scheduler.web.factory import READING
from tests.builders import Account, sign_in
from tests.builders.pages import ask
from tests.builders.populated import populate
from tests.web.organiser.events.test_settings import DETAILS
from tests.web.public.registration.test_sign_up import form

SAVES, SIGN_UPS = 25, 12


def test_reading_is_marked_before_any_other_hook_may_ask_the_database(app: Flask) -> None:
    first = app.before_request_funcs[None][0]
    assert first.__name__ == "mark_reading"


def test_each_request_begins_its_transactions_by_its_own_method(app: Flask, owner: Account) -> None:
    details = f"/organise/events/{populate(owner.body_id).event.id}/details"
    began: list[bool] = []
    # One thread of a server: what a request leaves in its context, the next one finds.
    thread = contextvars.Context()

    def note(_connection: Any) -> None:
        began.append(read_only.get())

    listening.listen(db.engine, "begin", note)
    try:
        seen = []
        for method in ("GET", "POST", "HEAD", "POST", "GET"):
            began.clear()
            sent = DETAILS if method == "POST" else None
            thread.run(owner.client.open, details, method=method, data=sent)
            seen.append((method, set(began)))
    finally:
        listening.remove(db.engine, "begin", note)
    reads, writes = {True}, {False}
    assert seen == [
        ("GET", reads),
        ("POST", writes),
        ("HEAD", reads),
        ("POST", writes),
        ("GET", reads),
    ]
    assert thread.run(read_only.get) is False


def test_pages_are_read_while_somebody_else_holds_the_write_lock(
    app: Flask, owner: Account
) -> None:
    found = populate(owner.body_id)
    event_id, token = found.event.id, found.arguments["token"][0]
    pages = [f"/organise/events/{event_id}/", f"/e/{found.event.slug}/", f"/me/{token}/"]
    db.session.commit()
    # A transaction outside a request takes SQLite's write lock as it begins.
    with db.engine.begin() as writing:
        writing.execute(update(Event).values(calendar_sequence=7))
        answers = {
            (method, page): ask(owner.client, method, page).status_code
            for page in pages
            for method in READING
        }
    assert answers == {(method, page): 200 for page in pages for method in READING}


def test_saves_and_sign_ups_at_once_all_succeed(app: Flask, owner: Account, event: Event) -> None:
    slug, details, saver = event.slug, f"/organise/events/{event.id}/details", owner.user
    data = [
        form(event, email=f"n{n}@example.org", name=f"N {n}", submission=str(n)) for n in range(4)
    ]
    answers: list[tuple[str, int]] = []
    client = sign_in(app, saver)
    db.session.commit()

    def save() -> None:
        for _ in range(SAVES):
            answers.append(("look", client.get(details).status_code))
            answers.append(
                ("save", client.post(details, data=DETAILS | {"tell": "no"}).status_code)
            )

    def sign_up(number: int) -> Callable[[], None]:
        def again() -> None:
            client = app.test_client()
            for turn in range(SIGN_UPS):
                mine = data[number] | {"email": f"n{number}-{turn}@example.org"}
                answers.append(("page", client.get(f"/e/{slug}/").status_code))
                answers.append(
                    ("sign up", client.post(f"/e/{slug}/sign-up", data=mine).status_code)
                )

        return again

    _together(save, *(sign_up(number) for number in range(4)))
    assert Counter(answers) == {
        ("look", 200): SAVES,
        ("save", 303): SAVES,
        ("page", 200): 4 * SIGN_UPS,
        ("sign up", 303): 4 * SIGN_UPS,
    }


def _together(*deeds: Callable[[], None]) -> None:
    """Run each in a thread and a context of its own, and wait for all."""
    threads = [threading.Thread(target=contextvars.Context().run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert [thread for thread in threads if thread.is_alive()] == []
