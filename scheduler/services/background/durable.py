"""Small files that survive a power cut: each is there whole, on the disk, or not at all."""

import os
import secrets
from pathlib import Path


def write_whole(path: Path, text: str, *, anew: bool = False) -> None:
    """Write a file that its owner alone may read; on the disk, with its name, when this returns.

    Raises OSError; FileExistsError, and leaves what is there, unless it may be written ``anew``.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        number = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(number, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        if anew:
            unfinished.replace(path)
        else:
            link_or_move(unfinished, path)
        sync_folder(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def link_or_move(unfinished: Path, path: Path) -> None:
    """Give a finished file its name. Raises FileExistsError where another file has it."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems, of sticks and of networks, know no second name of a file.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        unfinished.replace(path)


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on the disk: a synced file whose name is not is lost."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
