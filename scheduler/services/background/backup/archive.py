"""The file of a backup: a compressed tar whose manifest has the digest of every other member."""

import gzip
import hashlib
import json
import os
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from scheduler.errors import InvalidInput
from scheduler.services.background.durable import link_or_move, sync_folder

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, ROWS, QUEUE = "database.db", "rows.jsonl", "queue.db"
SECRET, FORMER = "secret_key", "former_keys.json"
MEMBERS = (DATABASE, ROWS, QUEUE, SECRET, FORMER)
BLOCK = 1024 * 1024
GZIP = 16 + zlib.MAX_WBITS
"""What ``zlib`` calls a stream with the head and the checksum of gzip."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    ``rows``: how many there are in each table. ``files``: the SHA-256 digest of each member.
    """

    format: int
    made_at: str
    migration: str
    rows: Mapping[str, int]
    files: Mapping[str, str]


def write_archive(
    file: Path, folder: Path, made_at: str, migration: str, rows: Mapping[str, int]
) -> None:
    """Put the members that lie in ``folder`` into ``file``, which appears whole or not at all.

    Raises InvalidInput when it exists already or cannot be written.
    """
    files = {name: _digest(folder / name) for name in MEMBERS if (folder / name).exists()}
    manifest = Manifest(FORMAT, made_at, migration, rows, files)
    with unpacked_in(folder):
        (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1))
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        # Closed to others from its first byte: it holds everybody's data and the secret.
        number = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with open(number, "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as tar:
                for name in (MANIFEST, *files):
                    tar.add(folder / name, name)
            out.flush()
            os.fsync(out.fileno())
        link_or_move(unfinished, file)
        sync_folder(file.parent)
    except FileExistsError:
        raise InvalidInput(f"{file} exists already; nothing was written.") from None
    except OSError as error:
        raise InvalidInput(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)


def read_archive(file: Path, folder: Path) -> Manifest:
    """Take the members out into ``folder`` and check each against the manifest.

    Raises InvalidInput for what is no backup, was made by a newer version, is damaged or holds
    more than one backup: the digests tell of the members, the checksum of the whole file of
    everything between them.
    """
    try:
        _verify_checksum(file)
        with tarfile.open(file, "r:gz") as tar:
            taken = set()
            for member in tar:
                # Only what a backup may hold, so that no name leads out of the folder.
                if member.name in (MANIFEST, *MEMBERS) and member.isfile():
                    if member.name in taken:
                        raise _more_than_one(file)
                    taken.add(member.name)
                    _take(tar, member, folder / member.name)
            if _goes_on(tar):
                raise _more_than_one(file)
    except FileNotFoundError:
        raise InvalidInput(f"There is no file {file}.") from None
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, OSError):
        raise InvalidInput(f"{file} is no backup, or a part of it is missing or damaged.") from None
    manifest = _manifest(file, folder)
    for name in MEMBERS:
        there = folder / name
        if manifest.files.get(name) != (_digest(there) if there.exists() else None):
            raise InvalidInput(f"{file} is damaged: {name} is not what was backed up.")
    return manifest


def _verify_checksum(file: Path) -> None:
    """Raise EOFError or an error of ``zlib`` unless the file is whole: tars end before that.

    Raises InvalidInput where something stands behind it.
    """
    whole = zlib.decompressobj(wbits=GZIP)
    with file.open("rb") as there:
        while block := there.read(BLOCK):
            while block and not whole.eof:
                whole.decompress(block, BLOCK)
                block = whole.unconsumed_tail
            if whole.eof and (whole.unused_data or there.read(1)):
                raise _more_than_one(file)
    if not whole.eof:
        raise EOFError


def _goes_on(tar: tarfile.TarFile) -> bool:
    """Whether there is anything but the usual zeros behind the end of the tar."""
    assert tar.fileobj, "it is open for reading"
    while block := tar.fileobj.read(BLOCK):
        if block.strip(b"\0"):
            return True
    return False


def _more_than_one(file: Path) -> InvalidInput:
    return InvalidInput(f"{file} is more than one backup: give the file of one, as it was written.")


def _manifest(file: Path, folder: Path) -> Manifest:
    try:
        found = json.loads((folder / MANIFEST).read_text())
        if found["format"] > FORMAT:
            raise InvalidInput(f"{file} was made by a newer version of Crosstalk.")
        return Manifest(**found)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        raise InvalidInput(f"{file} is no backup of Crosstalk.") from None


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> None:
    source = tar.extractfile(member)
    assert source, "it is a file"
    # What is read was checked before: what fails now is the writing.
    with unpacked_in(to.parent), to.open("wb") as out:
        while block := source.read(BLOCK):
            out.write(block)


@contextmanager
def unpacked_in(folder: Path) -> Iterator[None]:
    """Say in a sentence that the temporary folder takes no more: the backup itself may be good."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InvalidInput(
            f"A part of the backup cannot be written to {folder} ({reason}). Is there room? TMPDIR "
            "names another folder."
        ) from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
