"""The server that is told to stop while it answers."""

import re
import signal
import sqlite3
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.web.product import breakfast, states
from tests.cli.test_run import served
from tests.processes import alive, answers, kill, until

FIELD = re.compile(r'<input[^>]*name="(csrf_token|submission)"[^>]*value="([^"]*)"')


def test_what_was_begun_is_answered_before_the_server_ends(tmp_path: Path) -> None:
    instance = tmp_path / "i"
    with served(instance, "--no-worker", "--processes", "1") as (pid, address, output):
        event = breakfast(instance, capacity=10)
        with (
            closing(HTTPConnection("127.0.0.1", int(address.rpartition(":")[2]))) as visitor,
            closing(sqlite3.connect(instance / "crosstalk.db", isolation_level=None)) as holding,
        ):
            visitor.request("GET", f"/e/{event.slug}/")
            page = visitor.getresponse()
            fields = dict(FIELD.findall(page.read().decode()))
            cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
            fields |= {"name": "Ann Lee", "organisation": "Ann", "email": "ann@example.org"}
            holding.execute("BEGIN IMMEDIATE")
            visitor.request(
                "POST",
                f"/e/{event.slug}/sign-up",
                urlencode(fields | {"sector": "0"}),
                {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"},
            )
            assert answers(f"{address}/healthz"), "so the server has read the form as well"
            kill(pid, signal.SIGTERM)
            until(lambda: not answers(f"{address}/healthz"), "it takes nothing new")
            assert alive(pid)
            holding.execute("ROLLBACK")
            assert visitor.getresponse().status == 303
        until(lambda: not alive(pid), "the server is gone")
        assert output.read_text().splitlines()[-1] == "Stopped."
    assert states(event, instance)["placed"] == 1
