"""What is logged, and how."""

import io
import json
import logging
import sys

import pytest
from flask.testing import FlaskClient

from scheduler.web.app.logs import configure_logs


@pytest.fixture
def stderr(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure_logs("INFO")
    return stream


def test_a_request_is_one_json_line(client: FlaskClient, stderr: io.StringIO) -> None:
    client.get("/sign-in")
    line = json.loads(stderr.getvalue())
    assert (line["event"], line["method"], line["endpoint"], line["status"]) == (
        "request",
        "GET",
        "security.login",
        200,
    )


def test_a_library_is_logged_without_what_it_names(stderr: io.StringIO) -> None:
    try:
        raise ValueError("ann@example.org")
    except ValueError:
        logging.getLogger("waitress").exception("Exception while serving %s", "/me/secret")
    assert json.loads(stderr.getvalue()) == {
        "event": "Exception while serving %s",
        "logger": "waitress",
        "level": "error",
        "kind": "ValueError",
    }


def test_a_closed_stderr_costs_no_request(client: FlaskClient, stderr: io.StringIO) -> None:
    stderr.close()
    assert client.get("/sign-in").status_code == 200
