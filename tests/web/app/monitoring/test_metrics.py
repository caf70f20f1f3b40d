"""What a Prometheus server collects, and who may ask for it."""

import re
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.models import Event
from scheduler.services.background.workers import show_life
from tests.builders import make_attendee
from tests.cli.test_run import served, web_processes
from tests.processes import until

pytestmark = pytest.mark.database_clock
TOKEN = "a token that nobody guesses"
STRANGER = {"REMOTE_ADDR": "203.0.113.7"}


def values(text: str) -> dict[str, float]:
    """Each line of the answer: its name with its labels, and its value."""
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_it_counts_what_there_is(client: FlaskClient, event: Event) -> None:
    make_attendee(event, "Ann Lee")
    make_attendee(event, "Bob Low", state="waiting")
    show_life("here:1", datetime.now(UTC))
    found = values(client.get("/metrics").text)
    assert found.pop("crosstalk_free_bytes") > 0
    assert 0 <= found.pop("crosstalk_worker_seen_seconds") < 60
    assert found == {
        "crosstalk_ready": 1,
        'crosstalk_events{state="all"}': 1,
        'crosstalk_registrations{state="placed"}': 1,
        'crosstalk_registrations{state="waiting"}': 1,
    }


@pytest.mark.parametrize(
    ("headers", "proxies", "status"),
    [
        ({}, 0, 200),
        # Who came by a proxy of this machine that nobody told us of may be anybody.
        ({"X-Forwarded-For": "127.0.0.1"}, 0, 404),
        ({"Via": "1.1 proxy"}, 0, 404),
        ({"X-Forwarded-For": "203.0.113.7"}, 1, 200),
    ],
)
def test_this_machine_may_ask(
    app: Flask, client: FlaskClient, headers: dict[str, str], proxies: int, status: int
) -> None:
    # With a proxy that is known of, the address is the visitor's own by now.
    app.config["PROXY_COUNT"] = proxies
    assert client.get("/metrics", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("token", "header", "status"),
    [
        (None, "", 404),
        (None, "Bearer None", 404),
        (TOKEN, "", 404),
        (TOKEN, "Bearer another", 404),
        (TOKEN, "Bearer ünï", 404),
        (TOKEN, f"Bearer {TOKEN}", 200),
    ],
)
def test_strangers_need_the_token(
    app: Flask, client: FlaskClient, token: str | None, header: str, status: int
) -> None:
    app.config["METRICS_TOKEN"] = token
    answer = client.get("/metrics", headers={"Authorization": header}, environ_overrides=STRANGER)
    assert answer.status_code == status


def test_the_processes_of_a_server_count_their_requests_together(tmp_path: Path) -> None:
    with served(tmp_path / "i", "--no-worker", "--processes", "2") as (pid, address, _):
        until(lambda: len(web_processes(pid)) == 1, "there are two processes")
        before = requests(address)
        for _ in range(30):
            urllib.request.urlopen(f"{address}/sign-in").close()
        for path in ("/nowhere", "/me/a-secret-token"):
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(address + path)
        after = requests(address)
    key = 'crosstalk_requests_total{endpoint="security.login",method="GET",status="200"}'
    assert after[key] - before.get(key, 0) == 30
    seconds = 'crosstalk_request_seconds_count{endpoint="security.login"}'
    assert after[seconds] - before.get(seconds, 0) == 30
    assert [name for name in after if re.search("nowhere|secret", name)] == []


def requests(address: str) -> dict[str, float]:
    with urllib.request.urlopen(f"{address}/metrics") as answer:
        return values(answer.read().decode())
