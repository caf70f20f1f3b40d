"""Warming the engine leaves nothing behind."""

import subprocess
import sys

from tests.processes import DEADLINE, ROOT


def warming() -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-m", "scheduler.jobs.warming"]
    return subprocess.Popen(arguments, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE)


def test_it_warms_and_ends() -> None:
    with warming() as child:
        assert child.wait(DEADLINE) == 0
        assert child.stderr is not None
        assert child.stderr.read() == b""


def test_it_ends_with_its_parent() -> None:
    with warming() as child:
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(DEADLINE) == 0
