"""The server that is told to stop while it answers."""

import re
import signal
import sqlite3
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.web.product import breakfast, states
from scheduler.cli.server.web_server import GRACE_SECONDS
from tests.cli.test_run import served
from tests.processes import alive, answers, kill, until

FIELD = re.compile(r'<input[^>]*name="(csrf_token|submission)"[^>]*value="([^"]*)"')


VISITORS = 20


def test_what_was_begun_is_answered_before_the_server_ends(tmp_path: Path) -> None:
    instance = tmp_path / "i"
    options = ("--no-worker", "--processes", "1", "--threads", str(VISITORS + 1))
    with served(instance, *options) as (pid, address, output):
        event = breakfast(instance, capacity=10)
        with (
            closing(sqlite3.connect(instance / "crosstalk.db", isolation_level=None)) as holding,
            ExitStack() as connections,
        ):
            visitors = [
                connections.enter_context(closing(HTTPConnection(address.removeprefix("http://"))))
                for _ in range(VISITORS)
            ]
            forms = [_form(visitor, event.slug, n) for n, visitor in enumerate(visitors)]
            holding.execute("BEGIN IMMEDIATE")
            for visitor, form in zip(visitors, forms, strict=True):
                visitor.request("POST", f"/e/{event.slug}/sign-up", *form)
            late = connections.enter_context(
                closing(HTTPConnection(visitors[0].host, visitors[0].port))
            )
            missing = _all_but_the_end(
                late, *_form(late, event.slug, VISITORS), f"/e/{event.slug}/sign-up"
            )
            assert answers(f"{address}/healthz"), "so the server has read the forms as well"
            # A group's signal and the one that `make` hands on are one wish.
            kill(pid, signal.SIGTERM)
            kill(pid, signal.SIGHUP)
            until(lambda: not answers(f"{address}/healthz"), "it takes nothing new")
            assert alive(pid)
            grace_is_over = time.monotonic() + 2 * GRACE_SECONDS
            until(lambda: time.monotonic() > grace_is_over, "only what was begun is read")
            late.send(missing)
            holding.execute("ROLLBACK")
            assert [visitor.getresponse().status for visitor in [*visitors, late]] == [303] * (
                VISITORS + 1
            )
        until(lambda: not alive(pid), "the server is gone")
        assert output.read_text().splitlines()[-1] == "Stopped."
    found = states(event, instance)
    assert (found["placed"], found["waiting"]) == (10, VISITORS + 1 - 10)


def _all_but_the_end(
    visitor: HTTPConnection, body: str, headers: dict[str, str], path: str
) -> bytes:
    """Send a form but for its last letters, which are returned."""
    visitor.putrequest("POST", path)
    for name, value in headers.items():
        visitor.putheader(name, value)
    visitor.putheader("Content-Length", str(len(body)))
    visitor.endheaders(body[:-30].encode())
    return body[-30:].encode()


def _form(visitor: HTTPConnection, slug: str, number: int) -> tuple[str, dict[str, str]]:
    """What the visitor's browser posts, and with which headers."""
    visitor.request("GET", f"/e/{slug}/")
    page = visitor.getresponse()
    fields = dict(FIELD.findall(page.read().decode()))
    cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    fields |= {"name": f"Ann Lee{number}", "organisation": "Ann", "sector": "0"}
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return urlencode(fields | {"email": f"ann{number}@example.org"}), headers
