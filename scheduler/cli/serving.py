"""The embedded server: waitress here, the worker in a child process that never outlives it."""

import resource
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

import click
import flask_migrate
from flask import Flask, current_app
from waitress.server import create_server

from scheduler.services.accounts import set_up as accounts
from scheduler.web.app.config import ROOT
from scheduler.web.app.logs import log

RESTART_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
CONNECTIONS = 4000
"""How many visitors may hold a connection; those who send nothing are dropped in a minute."""

OTHER_FILES = 200
HEALTHY_SECONDS = 30.0
"""A worker that lived so long died by accident; one that did not may not be able to start."""


def base_address(app: Flask, host: str, port: int) -> str:
    """Return the address to print: SITE_URL, else where the server listens."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    shown = f"[{shown}]" if ":" in shown else shown
    return app.config["SITE_URL"] or f"http://{shown}:{port}"


def most_connections() -> int:
    """Return how many connections may be open at once, after asking for as many as we want.

    The system's limit on open files is raised as far as it lets us; some of the files are kept
    for the database, the logs and whatever a request opens.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(50, soft - OTHER_FILES)


def serve(app: Flask, host: str, port: int, threads: int, with_worker: bool) -> None:
    """Serve until interrupted. Raises SystemExit with a sentence if the port is taken."""
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            channel_timeout=60,
            # select() fails beyond 1,024 open files, and with it the whole server.
            asyncore_use_poll=True,
            connection_limit=most_connections(),
            backlog=1024,
        )
    except OSError as error:
        raise SystemExit(
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            "Stop what is using it, or choose another: make run PORT=8001"
        ) from None
    signal.signal(signal.SIGTERM, _interrupt)
    worker = None
    try:
        flask_migrate.upgrade()
        worker = Worker() if with_worker else None
        _announce(app, host, port)
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        if worker:
            worker.stop()
        server.close()
    click.echo("Stopped.")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _announce(app: Flask, host: str, port: int) -> None:
    address = base_address(app, host, port)
    click.echo(f"Crosstalk is running at {address}  (Ctrl-C stops it)")
    if token := accounts.new_setup_link():
        click.echo(f"Create the owner's account with this one-time link: {address}/set-up/{token}")
    if not current_app.config["SMTP_HOST"]:
        folder = app.config["INSTANCE_DIR"] / "outbox"
        click.echo(f"No mail server is set: mails are written as .eml files to {folder}")


class Worker:
    """`flask worker` as a child: started again when it dies, gone when we are."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child = self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """End the worker; what it was doing is queued again at the next start."""
        self._stopping.set()
        assert self._child.stdin is not None
        self._child.stdin.close()
        try:
            self._child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches only the parent, which then ends the worker.
        return subprocess.Popen(
            [sys.executable, "-m", "flask", "worker", "--until-eof"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _watch(self) -> None:
        pause = RESTART_PAUSE_SECONDS
        while True:
            began = time.monotonic()
            code = self._child.wait()
            lived = time.monotonic() - began
            pause = RESTART_PAUSE_SECONDS if lived > HEALTHY_SECONDS else pause * 2
            if self._stopping.wait(min(pause, LONGEST_PAUSE_SECONDS)):
                return
            log.warning("worker died and is started again", code=code)
            self._child = self._start()
