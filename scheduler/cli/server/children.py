"""Processes that stand beside the server: started again when they die, gone when we are."""

import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from scheduler.web.app.config import ROOT
from scheduler.web.app.logs import log

RESTART_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
HEALTHY_SECONDS = 30.0
"""A child that lived so long died by accident; one that did not may not be able to start."""


class Child:
    """`flask …` as a child: started again when it dies; it ends when its standard input does.

    ``patience`` is how many seconds it may take to end, ``files`` are the numbers of the open
    files that it shares with us.
    """

    def __init__(self, *arguments: str, patience: float, files: Sequence[int] = ()) -> None:
        self._arguments, self._patience, self._files = arguments, patience, files
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._child = self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def tell_to_stop(self) -> None:
        """Close its standard input, and start it no more."""
        with self._lock:
            self._stopping.set()
            assert self._child.stdin is not None
            self._child.stdin.close()

    def wait(self) -> None:
        """Return when it is gone; it is killed if it takes too long."""
        try:
            self._child.wait(timeout=self._patience)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches only the parent, which then ends its children.
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "flask", *self._arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            start_new_session=True,
            pass_fds=self._files,
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
            log.warning("a process died and is started again", what=self._arguments[0], code=code)
            with self._lock:
                if self._stopping.is_set():
                    return
                self._child = self._start()
