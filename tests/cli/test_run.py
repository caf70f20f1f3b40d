"""The real processes: starting, stopping, and being killed at the worst moment."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from scheduler.cli.run import BEHIND_THE_PAGES
from scheduler.cli.server.serving import serve
from scheduler.models import SecondStep, db
from tests.builders import NOW, Account
from tests.processes import (
    DEADLINE,
    ROOT,
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


@contextmanager
def served(instance: Path, *options: str, **settings: str) -> Iterator[tuple[int, str, Path]]:
    """A running `flask serve`: its process id, its address and its output."""
    port, output = free_port(), instance / "output.txt"
    instance.mkdir(exist_ok=True)
    env = environment(instance, PORT=str(port), **settings)
    with running(["serve", *options], env, output) as process:
        address = f"http://127.0.0.1:{port}"
        until(lambda: answers(f"{address}/healthz"), "the server answers")
        until(lambda: "instance" in output.read_text() or "eml" in output.read_text(), "it greets")
        yield process.pid, address, output


def workers(pid: int) -> list[int]:
    return [child for child in children(pid) if command(child) == "worker"]


def web_processes(pid: int) -> list[int]:
    """Those that serve beside the first one."""
    return [child for child in children(pid) if command(child) == "serve-beside"]


def test_it_says_where_it_runs_and_how_to_begin(tmp_path: Path) -> None:
    with served(tmp_path / "i") as (_, address, output):
        lines = output.read_text().splitlines()
    assert f"Crosstalk is running at {address}  (Ctrl-C stops it)" in lines
    [link] = [line.rpartition(" ")[2] for line in lines if "one-time link" in line]
    assert link.startswith(f"{address}/set-up/")
    folder = tmp_path / "i" / "outbox"
    assert f"No mail server is set: emails are written as .eml files to {folder}" in lines


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_no_process_is_left(tmp_path: Path, how: signal.Signals) -> None:
    with served(tmp_path / "i", "--processes", "2") as (pid, address, _):
        until(lambda: len(workers(pid)) == 1, "there is a worker")
        until(lambda: len(web_processes(pid)) == 1, "there are two web processes")
        left = [*workers(pid), *web_processes(pid)]
        kill(pid, how)
        until(lambda: not alive(pid), "the server is gone")
        until(lambda: not any(map(alive, left)), "the others are gone")
        assert not answers(f"{address}/healthz")


@pytest.mark.parametrize("kind", [workers, web_processes])
def test_a_process_that_dies_is_replaced(tmp_path: Path, kind: Callable[[int], list[int]]) -> None:
    with served(tmp_path / "i", "--processes", "2") as (pid, address, _):
        until(lambda: len(kind(pid)) == 1, "it is there")
        [first] = kind(pid)
        kill(first)
        until(lambda: kind(pid) not in ([], [first]), "there is another")
        assert answers(f"{address}/healthz")


def test_it_starts_again_on_the_same_data(tmp_path: Path) -> None:
    for _ in range(2):
        with served(tmp_path / "i", "--no-worker", "--processes", "1") as (pid, _, output):
            assert children(pid) == []
            kill(pid, signal.SIGINT)
            until(lambda: not alive(pid), "the server is gone")
            assert output.read_text().splitlines()[-1] == "Stopped."


def test_it_is_ready_once_its_worker_shows_life_which_gives_way_to_pages(tmp_path: Path) -> None:
    with served(tmp_path / "i", "--processes", "1") as (pid, address, _output):
        until(lambda: answers(f"{address}/readyz"), "it is ready")
        [worker] = workers(pid)
        niceness = [os.getpriority(os.PRIO_PROCESS, one) for one in (pid, worker)]
        assert niceness[1] == min(19, niceness[0] + BEHIND_THE_PAGES)


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        output = tmp_path / "output.txt"
        env = environment(tmp_path / "i", PORT=str(port))
        with running(["serve"], env, output) as process:
            assert process.wait(DEADLINE) == 1
    assert output.read_text() == (
        f"Port {port} on 127.0.0.1 cannot be used (Address already in use). "
        "Stop what is using it, or choose another: make run PORT=8001\n"
    )


@pytest.mark.parametrize("host", ["999.1.1.1", "192.0.2.1"])
def test_a_host_that_is_no_address_of_this_machine_is_named(app: Flask, host: str) -> None:
    with pytest.raises(SystemExit, match=rf"^HOST={host} is no address of this machine \("):
        serve(app, host, free_port(), processes=1, threads=1, with_worker=False)


def test_a_bad_setting_is_one_sentence(tmp_path: Path) -> None:
    output = tmp_path / "output.txt"
    env = environment(tmp_path / "i", PLAN_SECONDS="soon")
    with running(["serve"], env, output) as process:
        assert process.wait(DEADLINE) == 1
    assert output.read_text() == (
        "PLAN_SECONDS must be a whole number from 1 to 3600, not 'soon'.\n"
    )


HEAVY = {"ortools", "numba", "pandas", "openpyxl", "typst"}
"""Libraries that only the worker, a workbook or a PDF needs."""


def test_the_web_process_leaves_heavy_libraries_unloaded(tmp_path: Path) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import app, sys; print(*sys.modules)"],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert HEAVY.intersection(loaded.stdout.split()) == set()


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=list(arguments))


def test_a_fresh_set_up_link_until_there_is_an_owner(app: Flask, client) -> None:  # type: ignore[no-untyped-def]
    link = run(app, "setup-link").output.strip()
    assert link.startswith("http://127.0.0.1:8000/set-up/")
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_no_set_up_link_once_there_is_an_owner(app: Flask, owner: object) -> None:
    assert run(app, "setup-link").output == (
        "The owner's account exists already; sign in with it.\n"
    )


def test_two_step_sign_in_is_turned_off_for_an_address(app: Flask, owner: Account) -> None:
    on = {"secret": "A" * 32, "began_at": NOW, "confirmed_at": NOW}
    db.session.add(SecondStep(user_id=owner.user.id, **on))
    address = owner.user.email
    db.session.commit()
    told = run(app, "second-step-off", address)
    assert told.output == "Two-step sign-in is off for olwen@example.org; an email tells them.\n"
    again = run(app, "second-step-off", address)
    assert (again.exit_code, again.output) == (
        1, "There is no account of olwen@example.org with two-step sign-in.\n"
    )  # fmt: skip


@pytest.mark.parametrize("command", ["serve", "worker", "serve-beside"])
def test_a_number_of_threads_that_does_nothing_is_refused(app: Flask, command: str) -> None:
    done = run(app, command, "--threads", "0")
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        2,
        "Error: Invalid value for '--threads': 0 is not in the range 1<=x<=256.",
    )
