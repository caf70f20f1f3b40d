"""Gets the engine ready before anybody waits for it: ``python -m scheduler.jobs.warming``."""

import importlib
import os
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def warm_engine() -> None:
    """Compile the kernels on a fresh install, then load them into this process.

    What compiling needs in memory would stay with the process that does it: a child takes it
    along when it ends, and leaves the kernels on disk. The child dies with its parent, however
    that ends, because it holds the other end of its standard input. What few plans
    need, a linear solver and some kernels, is loaded by the first that does.
    """
    arguments = [sys.executable, "-m", "scheduler.jobs.warming"]
    child = subprocess.Popen(arguments, cwd=ROOT, stdin=subprocess.PIPE)  # noqa: S603
    child.wait()
    importlib.import_module("scheduler.engine.solve")


def wait_for_parent() -> None:
    """Return when standard input closes, which is when the parent is gone or wants us to end."""
    # Not sys.stdin: a thread that waits inside its lock would break an ordinary end.
    while os.read(0, 4096):
        pass


def end_with_parent() -> None:
    """Wait until the parent is gone; then end at once."""
    wait_for_parent()
    os._exit(0)


if __name__ == "__main__":
    # In the child alone: this process is the one that compiles.
    from scheduler.engine.solve import warm_up

    threading.Thread(target=end_with_parent, daemon=True).start()
    warm_up()
