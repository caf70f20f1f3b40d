"""Disks that get full: a small one of its own, or files that cannot grow."""

import os
import resource
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

SIZE = 24_000_000
ROOM_LEFT = 300_000
"""Bytes in which some sign-ups still fit."""


class Disk(Protocol):
    """Where a server keeps its files, and how it gets full for it."""

    def fill(self, pid: int) -> None: ...

    def make_room(self, pid: int) -> None: ...


class SmallDisk:
    """A file system of its own, of a few megabytes, mounted on the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._filler = folder / "filler"

    def mount(self) -> bool:
        """Mount it; False where this machine does not let us."""
        if os.geteuid() or shutil.which("mount") is None:
            return False
        wanted = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", self._folder]
        return subprocess.run(wanted, capture_output=True).returncode == 0

    def unmount(self) -> None:
        # Lazily: the test's own application may still have its database open.
        subprocess.run(["umount", "--lazy", self._folder], check=True)

    def fill(self, pid: int) -> None:
        """Leave room for some sign-ups, whoever the process is."""
        free = shutil.disk_usage(self._folder).free
        self._filler.write_bytes(b"x" * (free - ROOM_LEFT))

    def make_room(self, pid: int) -> None:
        self._filler.unlink()


class FilesThatCannotGrow:
    """A limit of the process on the length of every file that it writes."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def fill(self, pid: int) -> None:
        """Leave room for some sign-ups in the database's log."""
        self._limit(pid, self._log.stat().st_size + ROOM_LEFT)

    def make_room(self, pid: int) -> None:
        self._limit(pid, resource.RLIM_INFINITY)

    def _limit(self, pid: int, largest: int) -> None:
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, hard))
