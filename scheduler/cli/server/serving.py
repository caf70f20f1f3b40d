"""`flask serve`: web processes that share a port, and the worker, ended and restarted together."""

import errno
import os
import signal
import socket
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlsplit

import click
import flask_migrate
from flask import Flask, current_app

from scheduler.cli.server.children import Child
from scheduler.cli.server.web_server import DRAIN_SECONDS, WebServer, listen
from scheduler.jobs.warming import wait_for_parent
from scheduler.jobs.working import FAREWELL_SECONDS
from scheduler.services.accounts import set_up as accounts
from scheduler.web.app.monitoring.metrics import count_requests
from scheduler.web.shared.links import base_address

MOST_PROCESSES = 4
"""More web processes than this take memory and gain little: the worker wants a core too."""


def serve(
    app: Flask, host: str, port: int, *, processes: int, threads: int, with_worker: bool
) -> None:
    """Serve until interrupted. Raises SystemExit with a sentence if it cannot listen there.

    This process serves too, so that the first page does not wait for the others to start.
    """
    try:
        sockets = listen(host, port)
    except OSError as error:
        raise SystemExit(_cannot_listen(host, port, error)) from None
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    children: list[Child] = []
    counted = tempfile.TemporaryDirectory(prefix="crosstalk-requests-", ignore_cleanup_errors=True)
    try:
        flask_migrate.upgrade()
        count_requests(app, Path(counted.name))
        server = WebServer(app, sockets, threads)
        _announce(app, host, port)
        if with_worker:
            children.append(Child("worker", "--until-eof", patience=FAREWELL_SECONDS + 2))
        for _ in range(processes - 1):
            children.append(_beside(sockets, threads, counted.name))
        _stop_at_signals(server)
        server.run(when_stopping=lambda: _tell(children))
    except KeyboardInterrupt:
        pass
    finally:
        _tell(children)
        for child in children:
            child.wait()
        counted.cleanup()
    click.echo("Stopped.")


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return (
            f"HOST={host} is no address of this machine ({error.strerror}). "
            "Use 127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses."
        )
    return (
        f"Port {port} on {host} cannot be used ({error.strerror}). "
        "Stop what is using it, or choose another: make run PORT=8001"
    )


def serve_beside(app: Flask, files: list[int], threads: int, counted: Path) -> None:
    """Serve on the sockets of the process that started us, until our standard input closes.

    Requests are counted in the folder ``counted``.
    """
    count_requests(app, counted)
    server = WebServer(app, [socket.socket(fileno=number) for number in files], threads)
    _stop_at_signals(server)
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    server.run()


def usual_processes() -> int:
    """Return how many web processes use this machine's cores."""
    return min(MOST_PROCESSES, len(os.sched_getaffinity(0)))


def _beside(sockets: list[socket.socket], threads: int, counted: str) -> Child:
    files = [one.fileno() for one in sockets]
    numbers = [text for number in files for text in ("--file", str(number))]
    arguments = ("serve-beside", "--threads", str(threads), "--counted", counted, *numbers)
    return Child(*arguments, patience=DRAIN_SECONDS + 1, files=files)


def _tell(children: list[Child]) -> None:
    for child in children:
        child.tell_to_stop()


def _stop_at_signals(server: WebServer) -> None:
    # SIGHUP comes when a terminal is closed, unless whoever started us has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda _number, _frame: server.stop())


def _stop_with_parent(server: WebServer) -> None:
    wait_for_parent()
    server.stop()


def _announce(app: Flask, host: str, port: int) -> None:
    address = base_address(app, host, port)
    click.echo(f"Crosstalk is running at {address}  (Ctrl-C stops it)")
    if token := accounts.new_setup_link():
        click.echo(f"Create the owner's account with this one-time link: {address}/set-up/{token}")
    if not current_app.config["SMTP_HOST"]:
        folder = app.config["INSTANCE_DIR"] / "outbox"
        click.echo(f"No mail server is set: emails are written as .eml files to {folder}")
    elsewhere = urlsplit(app.config["QUEUE_URL"]).scheme not in ("sqlite", "memory")
    if elsewhere and (trouble := app.extensions["queue"].trouble()):
        click.echo(trouble, err=True)
