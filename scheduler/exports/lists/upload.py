"""Reads an uploaded list in a child process, which has limits of time and memory.

A small file may hold anything: ``python -m scheduler.exports.lists.upload`` takes it on standard
input and writes its sheets as JSON on standard output, with cells of raw text (see encodings).
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Final

from scheduler.domain.people.import_headings import known_headings
from scheduler.errors import UnreadableFile
from scheduler.exports.lists.delimited import heading_key, read_raw_rows
from scheduler.exports.lists.encodings import raw
from scheduler.exports.lists.rows import Row, Sheet
from scheduler.exports.lists.workbook import (
    MOST_BYTES,
    MOST_COLUMNS,
    TOO_LARGE,
    is_workbook,
    read_workbook,
)

ROOT: Final = Path(__file__).resolve().parents[3]
SECONDS: Final = 60
MOST_LINES: Final = 100_000
"""Lines of a text file; a person's cells may hold several."""

MEMORY: Final = 1_000_000_000
"""Bytes of address space: of this, the interpreter and its libraries take a third."""


def read_upload(data: bytes, seconds: int = SECONDS, memory: int = MEMORY) -> bytes:
    """Return what the file holds, for :func:`sheets_of`; blocks for as long as the child works.

    Call it outside any transaction. Raises UnreadableFile for what is no list, and for what
    takes more than ``seconds`` or ``memory`` bytes to read.
    """
    command = [sys.executable, "-m", "scheduler.exports.lists.upload", str(seconds), str(memory)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, no shell, data on stdin
            command, input=data, capture_output=True, cwd=ROOT, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise UnreadableFile(TOO_LARGE) from late
    if done.returncode != 0:
        raise UnreadableFile(TOO_LARGE)
    if done.stdout.startswith(b"!"):
        raise UnreadableFile(done.stdout[1:].decode())
    return done.stdout


def stored(sheets: tuple[Sheet, ...], *, letters_known: bool) -> bytes:
    """Return sheets as :func:`read_upload` does. ``letters_known``: their cells are text already.

    Raises UnreadableFile for more than MOST_BYTES.
    """
    size = sum(len(cell) + 1 for s in sheets for row in s.rows for cell in row.cells)
    if size > MOST_BYTES:
        raise UnreadableFile(TOO_LARGE)

    def cells(row: Row) -> list[str]:
        return [raw(cell) for cell in row.cells] if letters_known else list(row.cells)

    found = [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "too_long": sheet.too_long,
            "hidden_columns": sheet.hidden_columns,
            "rows": [(r.line, cells(r), r.notes, r.hidden) for r in sheet.rows],
        }
        for sheet in sheets
    ]
    return json.dumps(found, ensure_ascii=False).encode()


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """The sheets that :func:`read_upload` found. Raises ValueError for anything else."""
    return tuple(
        Sheet(
            name=sheet["name"],
            rows=tuple(
                Row(line, tuple(cells), tuple(notes), hidden)
                for line, cells, notes, hidden in sheet["rows"]
            ),
            hidden=sheet["hidden"],
            too_long=sheet["too_long"],
            hidden_columns=tuple(sheet["hidden_columns"]),
        )
        for sheet in json.loads(content)
    )


def _read(data: bytes) -> tuple[Sheet, ...]:
    if is_workbook(data):
        return read_workbook(data)
    # Each is told from the next only by reading it, which takes a minute for half a million.
    if max(data.count(b"\n"), data.count(b"\r")) > MOST_LINES:
        raise UnreadableFile(TOO_LARGE)
    headings = frozenset(heading_key(heading) for heading in known_headings()) | {"e_mail"}
    rows = read_raw_rows(data, headings)
    if any(len(row.cells) > MOST_COLUMNS and any(row.cells[MOST_COLUMNS:]) for row in rows):
        raise UnreadableFile(TOO_LARGE)
    return (Sheet("", tuple(rows)),)


def _child() -> None:
    """Read standard input within the limits; a refusal is its sentence after "!"."""
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    data = sys.stdin.buffer.read()
    try:
        out = stored(_read(data), letters_known=is_workbook(data))
    except UnreadableFile as refused:
        out = b"!" + refused.sentence.encode()
    except MemoryError:
        out = b"!" + TOO_LARGE.encode()
    sys.stdout.buffer.write(out)


if __name__ == "__main__":
    _child()
