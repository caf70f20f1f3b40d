"""The real product in a process of its own: `flask serve` with its worker, on a fresh folder."""

import email
import re
import signal
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path
from subprocess import Popen

from tests.processes import (
    alive,
    answers,
    children,
    command,
    environment,
    free_port,
    kill,
    running,
    until,
)

LEFT_TO_DO = """
    SELECT (SELECT count(*) FROM job WHERE state IN ('queued', 'running'))
         + (SELECT count(*) FROM outgoing_mail WHERE state IN ('queued', 'sending'))"""


@dataclass
class Server:
    """A running server; `start` and `stop` may be called again and again on one folder."""

    instance: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _process: Popen[bytes] | None = None
    _open: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        """The settings that this server runs with."""
        # One process for pages is enough for one visitor; what several share has tests of its own.
        alone = {"PORT": str(self.port), "PROCESSES": "1"}
        return environment(self.instance, **(alone | self.settings))

    def start(self) -> "Server":
        """Start and wait until it answers."""
        self.instance.mkdir(parents=True, exist_ok=True)
        log = self.instance / "server.log"
        self._process = self._open.enter_context(running(["serve"], self.environ, log))
        until(lambda: answers(f"{self.address}/healthz"), f"the server answers; see {log}")
        return self

    def stop(self) -> None:
        """Stop as Ctrl-C does; fails if the process outlives it."""
        process = self._process
        if process is None:
            return
        kill(process.pid, signal.SIGINT)
        until(lambda: not alive(process.pid), "the server is gone")
        self._open.close()
        self._process = None

    def keep(self) -> "Server":
        """Keep the database as it is now, for `put_back`."""
        with closing(self._rows()) as rows, closing(sqlite3.connect(self._kept)) as kept:
            rows.backup(kept)
        return self

    def put_back(self) -> None:
        """Bring the running server back to what was kept, once its worker has nothing to do."""
        until(self._is_idle, "the worker has done what the last test left to it")
        with closing(self._rows()) as rows:
            rows.execute("ATTACH ? AS kept", [str(self._kept)])
            tables = rows.execute("SELECT name FROM kept.sqlite_master WHERE type = 'table'")
            rows.execute("BEGIN IMMEDIATE")
            # The worker goes on showing life in its own row.
            for name in {name for (name,) in tables if not name.startswith("sqlite_")} - {"worker"}:
                rows.execute(f"DELETE FROM main.{name}")
                rows.execute(f"INSERT INTO main.{name} SELECT * FROM kept.{name}")
            rows.execute("COMMIT")
            rows.execute("ATTACH ? AS limits", [str(self.instance / "limits.db")])
            if rows.execute("SELECT 1 FROM limits.sqlite_master WHERE name = 'counts'").fetchall():
                rows.execute("DELETE FROM limits.counts")
        for mail in (self.instance / "outbox").glob("*.eml"):
            mail.unlink()

    @property
    def _kept(self) -> Path:
        return self.instance.parent / "kept.db"

    def _rows(self) -> sqlite3.Connection:
        path = self.instance / "crosstalk.db"
        assert path.exists()
        return sqlite3.connect(path, isolation_level=None, timeout=60)

    def _is_idle(self) -> bool:
        with closing(self._rows()) as rows:
            [(left,)] = rows.execute(LEFT_TO_DO)
        return bool(left == 0)

    def output(self) -> str:
        """What it has printed so far."""
        return (self.instance / "server.log").read_text()

    def set_up_link(self) -> str:
        """The one-time link that the first start prints."""
        found = re.search(r"https?://\S+/set-up/\S+", self.output())
        assert found, self.output()
        return found.group()

    def kill_worker(self) -> None:
        """Kill the background worker, one of the server's children, as a full memory would."""
        assert self._process is not None
        [worker] = [pid for pid in children(self._process.pid) if command(pid) == "worker"]
        kill(worker)

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Every mail delivered to the outbox folder for that address, oldest first."""
        paths = sorted((self.instance / "outbox").glob("*.eml"), key=lambda p: p.stat().st_mtime_ns)
        mails = [email.message_from_bytes(path.read_bytes(), policy=modern) for path in paths]
        return [mail for mail in mails if address in str(mail["To"])]

    def wait_for_mail(self, address: str, number: int = 1) -> EmailMessage:
        """The mail with that number to the address, once the worker has delivered it."""
        until(
            lambda: len(self.mails_to(address)) >= number,
            f"mail number {number} to {address} is delivered",
        )
        return self.mails_to(address)[number - 1]


def links_in(mail: EmailMessage) -> list[str]:
    """Every address in the mail's plain text."""
    body = mail.get_body(("plain",))
    assert body is not None
    return re.findall(r"https?://[^\s>]+", body.get_content())
