"""The engine in a child process, for plans that somebody waits for on a page.

A search takes a processor for as long as it runs; in a process of its own it leaves the web
server's threads alone. The child is started by the first problem, keeps the engine loaded for the
next, and ends after some minutes without one, or with its parent. It answers one problem at a
time: ``python -m`` of this module with FD, its end of a pipe.
"""

import subprocess
import sys
import threading
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Final

from scheduler.engine.problem import Problem
from scheduler.engine.result import Result, Settings
from scheduler.errors import CrosstalkError, Rule, RuleBroken

ROOT: Final = Path(__file__).resolve().parents[4]
IDLE_SECONDS: Final = 600.0
WAIT_SECONDS: Final = 15.0
"""How long a problem may wait for those before it."""
GRACE_SECONDS: Final = 60.0
"""Beyond the time of the search: the first problem on a fresh install compiles the kernels."""


class EngineChild:
    """One engine process, shared by the threads of this one; nothing runs until it is used."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._idle: threading.Timer | None = None

    def solve(self, problem: Problem, settings: Settings) -> Result:
        """Return the engine's answer; blocks while it searches, and while others are served.

        Raises RuleBroken, saying to try again, when too many wait or the child dies, and
        whatever the engine raises on the problem.
        """
        if not self._turn.acquire(timeout=WAIT_SECONDS):
            raise RuleBroken(
                "Several people try their lists at this moment. Press the button again in a "
                "few seconds.",
                Rule.TOO_MANY,
            )
        try:
            answer = self._ask(problem, settings)
        finally:
            self._end_when_idle()
            self._turn.release()
        if isinstance(answer, CrosstalkError):
            raise answer
        return answer

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the child now, whatever it does."""
        if self._idle:
            self._idle.cancel()
        if self._pipe:
            self._pipe.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = self._pipe = None

    def _ask(self, problem: Problem, settings: Settings) -> Result | CrosstalkError:
        if self._idle:
            self._idle.cancel()
        try:
            pipe = self._started()
            pipe.send((problem, settings))
            if pipe.poll(settings.seconds + GRACE_SECONDS):
                answer: Result | CrosstalkError = pipe.recv()
                return answer
        except (EOFError, OSError):
            pass
        self.close()
        raise RuleBroken("The rounds could not be found this time. Press the button again.")

    def _started(self) -> Connection:
        """Our end of the pipe to a child that lives."""
        if self._pipe and self._process and self._process.poll() is None:
            return self._pipe
        self.close()
        ours, theirs = Pipe()
        command = [sys.executable, "-m", "scheduler.services.planning.trial.engine_child"]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own module, no shell
                [*command, str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._pipe = ours
        return ours

    def _end_when_idle(self) -> None:
        self._idle = threading.Timer(self._idle_seconds, self._end_if_idle)
        self._idle.daemon = True
        self._idle.start()

    def _end_if_idle(self) -> None:
        # Whoever has the turn now starts the clock again.
        if self._turn.acquire(blocking=False):
            try:
                self.close()
            finally:
                self._turn.release()


def _serve(pipe: Connection) -> None:
    """Answer problems until the parent closes its end."""
    # In the child alone: the parent, which imports this module too, needs no solver.
    from scheduler.engine.solve import solve

    while True:
        try:
            problem, settings = pipe.recv()
        except EOFError:
            return
        try:
            answer: Result | CrosstalkError = solve(problem, settings)
        except CrosstalkError as error:
            answer = error
        pipe.send(answer)


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
