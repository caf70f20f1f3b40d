"""Reading the pages of a desk, and pressing its buttons."""

from bs4 import Tag
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scheduler.models import Attendance, Attendee, Event, db
from tests.builders.pages import ask, page_of, said


def day(event: Event) -> str:
    return f"/organise/events/{event.id}/day"


def seen(answer: TestResponse, selector: str) -> list[str]:
    return [said(found) for found in page_of(answer).select(selector)]


def press(client: FlaskClient, page: str, label: str, **typed: str) -> TestResponse:
    """Press the first button of that label, as a browser would, and follow."""
    for form in page_of(ask(client, "GET", page)).select("form[method=post]"):
        button = form.find("button")
        if isinstance(button, Tag) and said(button) == label:
            sent = {str(f["name"]): str(f.get("value", "")) for f in form.select("input[name]")}
            answer = ask(client, "POST", str(form["action"]), data=sent | typed)
            assert answer.status_code == 303
            return ask(client, "GET", answer.headers["Location"])
    raise AssertionError(f"no button {label}")


def states(event: Event) -> dict[str, str]:
    rows = db.session.execute(
        select(Attendee.name, Attendance.state).join(
            Attendance, Attendance.attendee_id == Attendee.id
        )
    ).all()
    db.session.commit()
    return {row.name: row.state for row in rows}
