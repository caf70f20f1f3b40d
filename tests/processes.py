"""The product as it really runs: processes of their own, waited for by what they do."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEADLINE = 180.0
"""Seconds after which something that should happen counts as not happening."""


def until(happens: Callable[[], bool], what: str, deadline: float = DEADLINE) -> None:
    """Look again and again until it happens; fail with ``what`` after the deadline."""
    end = time.monotonic() + deadline
    while not happens():
        assert time.monotonic() < end, f"not within {deadline} s: {what}"
        time.sleep(0.02)


def environment(instance: Path, **settings: str) -> dict[str, str]:
    """The surroundings of a fresh machine, with an instance folder of its own."""
    ours = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return ours | {"INSTANCE_DIR": str(instance), "PYTHONUNBUFFERED": "1"} | settings


@contextmanager
def running(
    arguments: list[str], env: Mapping[str, str], output: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """`flask …` as a process with its output in a file; killed at the end if it still runs."""
    # A shell that runs the tests in the background has SIGINT ignored, and children inherit that.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            # Its children are gathered first: a parent's death must not hide them.
            left = [process.pid, *children(process.pid)]
            for pid in left:
                kill(pid)
            process.wait()


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Whether a GET of the address is answered with 200."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def children(pid: int) -> list[int]:
    """The processes whose parent is ``pid``."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and _parent(entry) == pid:
            found.append(int(entry.name))
    return found


def command(pid: int) -> str:
    """The `flask …` command that the process carries out, or nothing if it carries out none."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return ""
    return words[words.index("flask") + 1] if "flask" in words[:-1] else ""


def alive(pid: int) -> bool:
    """Whether the process exists and is not a zombie."""
    try:
        return _stat(Path(f"/proc/{pid}"))[0] != "Z"
    except OSError:
        return False


def kill(pid: int, signal_number: int = signal.SIGKILL) -> None:
    """Send a signal to one process, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal_number)


def _parent(entry: Path) -> int | None:
    try:
        return int(_stat(entry)[1])
    except OSError:
        return None


def _stat(entry: Path) -> list[str]:
    # The command's name may hold spaces; what follows its closing bracket does not.
    return (entry / "stat").read_text().rpartition(")")[2].split()
