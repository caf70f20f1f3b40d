"""Starting the product, and what its operator does to accounts by hand."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from scheduler.cli.server.serving import serve, serve_beside, usual_processes
from scheduler.errors import CrosstalkError
from scheduler.jobs.maintenance import Maintenance
from scheduler.jobs.warming import warm_engine
from scheduler.jobs.working import stop_with_parent, wait_for_queue, work
from scheduler.models.failures import sentence_of
from scheduler.services.accounts import set_up as accounts
from scheduler.services.accounts.two_steps import ways_back
from scheduler.services.messages.mail_context import set_mail_context
from scheduler.web.app.logs import log
from scheduler.web.shared.links import base_address

BEHIND_THE_PAGES = 5
"""How much a worker beside the web server gives way to it (`nice`)."""
THREADS = click.IntRange(1, 256)


@click.command("serve")
@click.option("--host", help="Address to listen on.  [default: HOST, or 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: PORT, or 8000]"
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="Web processes.  [default: PROCESSES, or one for each core, at most 4]",
)
@click.option(
    "--threads", type=THREADS, default=16, show_default=True, help="Requests each serves at once."
)
@click.option("--worker/--no-worker", default=True, help="Also run the background worker.")
@with_appcontext
def serve_command(
    host: str | None, port: int | None, processes: int | None, threads: int, worker: bool
) -> None:
    """Migrate the database, then run the web server and the background worker."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    serve(
        app,
        host or app.config["HOST"],
        port or app.config["PORT"],
        processes=processes or app.config["PROCESSES"] or usual_processes(),
        threads=threads,
        with_worker=worker,
    )


@click.command("serve-beside", hidden=True)
@click.option("--file", "files", type=int, multiple=True, help="Numbers of open sockets.")
@click.option("--threads", type=THREADS, required=True)
@click.option("--counted", type=click.Path(path_type=Path), required=True)
@with_appcontext
def serve_beside_command(files: tuple[int, ...], threads: int, counted: Path) -> None:
    """Serve on the sockets of `flask serve`, which starts this, until standard input closes."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    serve_beside(app, list(files), threads, counted)


@click.command("worker")
@click.option(
    "--threads",
    type=THREADS,
    default=4,
    show_default=True,
    help="Plans made at once, beside the emails.",
)
@click.option("--until-eof", is_flag=True, help="Stop when standard input closes.")
@with_appcontext
def worker_command(threads: int, until_eof: bool) -> None:
    """Carry out background work: plans and emails. Start as many as needed, on any machine."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    queue = app.extensions["queue"]
    _in_background(warm_engine)
    maintenance = Maintenance(queue, f"{socket.gethostname()}:{os.getpid()}")
    for pause, regular in maintenance.works():
        _in_background(partial(_every, pause.total_seconds(), regular))
    if until_eof:
        _give_way()
        _in_background(stop_with_parent)
    wait_for_queue(queue)
    work(queue, threads)
    # A search that was cut off would hold the process until its time is up.
    logging.shutdown()
    os._exit(0)


@click.command("setup-link")
@with_appcontext
def setup_link_command() -> None:
    """Print a fresh one-time link for creating the first owner's account."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    token = accounts.new_setup_link()
    if token is None:
        click.echo("The owner's account exists already; sign in with it.")
    else:
        click.echo(f"{base_address(app, app.config['HOST'], app.config['PORT'])}/set-up/{token}")


def _give_way() -> None:
    """Leave the cores to the web processes beside us: somebody waits for their pages."""
    os.nice(BEHIND_THE_PAGES)
    with suppress(OSError):
        # Where Linux divides the cores by session, as it does on many machines, only this counts.
        Path("/proc/self/autogroup").write_text(str(BEHIND_THE_PAGES))


@click.command("second-step-off")
@click.argument("email")
@with_appcontext
def second_step_off_command(email: str) -> None:
    """Let the account of EMAIL sign in with its password alone: its phone and codes are lost."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    set_mail_context(app.extensions["mail_context"])
    was_on = ways_back.turn_off_by_operator(email, datetime.now(UTC))
    click.echo(
        f"Two-step sign-in is off for {email}; an email tells them."
        if was_on
        else f"There is no account of {email} with two-step sign-in."
    )
    if not was_on:
        raise SystemExit(1)


def _in_background(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


def _every(seconds: float, work: Callable[[], None]) -> None:
    while True:
        try:
            work()
        except Exception as error:  # The database may be away for a while; try again.
            why = sentence_of(error) if isinstance(error, SQLAlchemyError) else None
            why = error.sentence if isinstance(error, CrosstalkError) else why
            log.warning("maintenance failed", kind=type(error).__name__, why=why)
        time.sleep(seconds)
