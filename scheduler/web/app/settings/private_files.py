"""What the instance folder holds is for the account alone that runs the server."""

import os
import stat
from pathlib import Path

SECRETS = ("secret_key", "*.db", "*.db-wal", "*.db-shm", "outbox/*.eml")
FOR_OTHERS = 0o077


def make_private(folder: Path) -> None:
    """Take the folder, the databases, the secret and the outbox away from all other accounts.

    Earlier versions left them readable. What belongs to somebody else, or is shared as /tmp is,
    stays as it is.
    """
    for path in (
        folder,
        folder / "outbox",
        *(one for kind in SECRETS for one in folder.glob(kind)),
    ):
        try:
            found = path.lstat()
        except FileNotFoundError:
            continue
        shared = stat.S_ISLNK(found.st_mode) or found.st_mode & stat.S_ISVTX
        if found.st_uid == os.geteuid() and found.st_mode & FOR_OTHERS and not shared:
            path.chmod(stat.S_IMODE(found.st_mode) & ~FOR_OTHERS)
