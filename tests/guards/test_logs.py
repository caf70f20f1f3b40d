"""What people tell us stands in the database, never in the logs."""

import io
import re
import sys

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.jobs.maintenance import Maintenance
from scheduler.models import Attendee, Event, db
from scheduler.web.app.logs import configure_logs
from tests.builders import Account
from tests.builders.accounts import PASSWORD

NAME = "Zebedee Quillfeather"
EMAIL = "zebedee.quillfeather@example.org"


@pytest.fixture
def logs(app: Flask, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """All that the application writes while it logs as much as it can."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "stdout", stream)
    configure_logs("DEBUG")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return stream


def test_signing_up_leaves_no_trace_of_the_person(
    app: Flask, client: FlaskClient, event: Event, logs: io.StringIO
) -> None:
    sector = event.sectors[0].id
    answer = client.post(
        f"/e/{event.slug}/sign-up",
        data={"name": NAME, "organisation": "Quillfeather Trust", "email": EMAIL, "sector": sector},
    )
    assert answer.status_code == 303, answer.text
    token = db.session.scalar(select(Attendee.token).where(Attendee.name == NAME))
    assert token
    db.session.commit()
    for page in ("", "details", "cancel", "calendar.ics"):
        assert client.get(f"/me/{token}/{page}").status_code == 200
    assert client.post(f"/me/{token}/cancel").status_code == 303
    assert client.post(f"/e/{event.slug}/lost-link", data={"email": EMAIL}).status_code == 303
    assert client.get(f"/me/{token}x/").status_code == 404
    app.extensions["queue"].run_pending()

    written = logs.getvalue()
    assert written.count('"event": "request"') == 8
    assert re.findall(f"{token}|quillfeather|zebedee", written, re.IGNORECASE) == []


def test_signing_in_leaves_neither_address_nor_password(
    app: Flask, client: FlaskClient, owner: Account, logs: io.StringIO
) -> None:
    for password in ("wrong " + PASSWORD, PASSWORD):
        client.post("/sign-in", data={"email": owner.user.email, "password": password})
    client.post("/reset-password", data={"email": owner.user.email})
    Maintenance(app.extensions["queue"]).answer_resets()
    app.extensions["queue"].run_pending()
    written = logs.getvalue()
    assert '"event": "request"' in written
    assert re.findall(f"olwen|{PASSWORD}|{owner.user.fs_uniquifier}", written, re.IGNORECASE) == []


def test_a_crash_is_logged_by_its_kind_and_place_alone(
    app: Flask, client: FlaskClient, logs: io.StringIO
) -> None:
    def broken() -> None:
        raise ValueError(f"cannot read {EMAIL}")

    app.view_functions["trial.home"] = broken
    assert client.get("/").status_code == 500
    written = logs.getvalue()
    assert '"kind": "ValueError"' in written
    assert f'"place": "{__file__}:' in written
    assert EMAIL not in written
