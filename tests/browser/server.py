"""The real product in a process of its own: `flask serve` with its worker, on a fresh folder."""

import email
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 20.0


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@dataclass
class Server:
    """A running server; `start` and `stop` may be called again and again on one folder."""

    instance: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        """Settings of this server only: nothing of the tester's own environment leaks in."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        here = {"INSTANCE_DIR": str(self.instance), "PORT": str(self.port), "LOG_LEVEL": "INFO"}
        return kept | here | self.settings

    def start(self) -> "Server":
        """Start and wait until it answers. Fails with its output when it does not."""
        self.instance.mkdir(parents=True, exist_ok=True)
        with open(self.instance / "server.log", "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "serve"],
                cwd=ROOT,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"The server did not start:\n{self.output()}")
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        """Stop as Ctrl-C does."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process = None

    def output(self) -> str:
        """What it has printed so far."""
        return (self.instance / "server.log").read_text()

    def set_up_link(self) -> str:
        """The one-time link that the first start prints."""
        found = re.search(r"https?://\S+/set-up/\S+", self.output())
        assert found, self.output()
        return found.group()

    def worker_pid(self) -> int:
        """The process id of the background worker: the server's only child."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids = [int(pid) for path in children for pid in path.read_text().split()]
        assert len(pids) == 1, pids
        return pids[0]

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Every mail delivered to the outbox folder for that address, oldest first."""
        paths = sorted((self.instance / "outbox").glob("*.eml"), key=lambda p: p.stat().st_mtime_ns)
        mails = [email.message_from_bytes(path.read_bytes(), policy=modern) for path in paths]
        return [mail for mail in mails if address in str(mail["To"])]  # type: ignore[misc]

    def wait_for_mail(self, address: str, number: int = 1) -> EmailMessage:
        """The mail with that number to the address, once the worker has delivered it."""
        until = time.monotonic() + START_SECONDS
        while len(found := self.mails_to(address)) < number:
            assert time.monotonic() < until, f"No mail number {number} to {address} was delivered."
            time.sleep(0.1)
        return found[number - 1]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as response:
                return response.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def links_in(mail: EmailMessage) -> list[str]:
    """Every address in the mail's plain text."""
    body = mail.get_body(("plain",))
    assert body is not None
    return re.findall(r"https?://[^\s>]+", body.get_content())
