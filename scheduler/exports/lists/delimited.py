"""Delimited text as offices send it: bytes to rows, whatever the encoding and separator."""

import csv
import io
import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scheduler.domain.text import one_line
from scheduler.errors import UnreadableFile
from scheduler.exports.lists.encodings import find_letters, raw_text, read_letters, texts_of
from scheduler.exports.lists.rows import Row

SEPARATORS = (",", ";", "\t", "|")
_HEADER_DEPTH = 10
_BLANK = " \t\r\n\v\f"
_WEB_PAGE = re.compile(
    r"\s*(<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<\?mso-[^>]*>\s*)*"
    r"<(!doctype|html|head|body|meta|table|style|\w*:?workbook)\b",
    re.I | re.S,
)
"""What many booking systems call an Excel file."""


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with one line of a file, without the file's name."""

    line: int
    sentence: str


def decode(data: bytes) -> str:
    """Return the text of a file, each line that is not UTF-8 in the likeliest encoding.

    Raises UnreadableFile for a workbook or anything else that is not text.
    """
    lines = [Row(0, (line,)) for line in io.StringIO(raw_text(data), newline="")]
    return "".join(cells[0] for cells in texts_of(lines, find_letters(lines).guess))


def read_rows(data: bytes, known_headings: Collection[str] = ()) -> list[Row]:
    """Return every record that is not blank, cells stripped, with its line number.

    ``known_headings`` (as :func:`heading_key` gives them) help to recognise the separator.
    Raises UnreadableFile when the bytes are no text or a quotation mark is never closed.
    """
    rows = read_raw_rows(data, known_headings)
    return read_letters(rows, find_letters(rows).guess)


def read_raw_rows(data: bytes, known_headings: Collection[str] = ()) -> list[Row]:
    """As :func:`read_rows`, with cells of raw text: their letters are still to be read.

    Raises UnreadableFile for a web page, too.
    """
    text = raw_text(data)
    if _WEB_PAGE.match(text[:5000]):
        raise UnreadableFile(
            "This is a web page under the name of a list, as some booking systems write: open it "
            "in Excel or LibreOffice, save it as .xlsx and choose that."
        )
    names_separator = re.match('sep=[^\\w"\\s]|sep=\t', text, re.ASCII | re.IGNORECASE) is not None
    separator = text[4] if names_separator else _separator(text, known_headings)
    rows = [row for row in _records(text, separator) if any(row.cells)]
    return rows[1:] if names_separator else rows


def heading_key(heading: str) -> str:
    """Return the key under which two spellings of a column's heading are equal."""
    plain = one_line(heading).casefold()
    return "_".join(plain.replace("-", " ").replace("_", " ").split())


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write_rows(rows: Iterable[Iterable[object]]) -> str:
    """Return the rows as comma-separated text, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _separator(text: str, known_headings: Collection[str]) -> str:
    """The separator under which a row near the top holds the most known headings.

    Without known headings in sight, the one most frequent in the first line: data lines
    may hold lists separated by another sign.
    """
    first = text.lstrip().split("\n", 1)[0]

    def evidence(separator: str) -> tuple[int, int]:
        try:
            top = list(itertools.islice(_records(text, separator), _HEADER_DEPTH))
        except UnreadableFile:
            top = []
        known = max(
            (sum(heading_key(c) in known_headings for c in row.cells) for row in top), default=0
        )
        return known, first.count(separator)

    return max(SEPARATORS, key=evidence)


def _records(text: str, separator: str) -> Iterator[Row]:
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    start, width = 1, 0
    try:
        for cells in reader:
            width = width or len(cells)
            ends_all = reader.line_num == len(lines) and _is_unclosed(lines[start - 1 :], separator)
            if ends_all or _swallows_lines(cells, separator, width):
                raise UnreadableFile(f"Line {start} opens a quotation mark that is never closed.")
            yield Row(start, tuple(cell.strip(_BLANK) for cell in cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(
            f"Line {start} cannot be read: is a quotation mark opened and never closed?"
        ) from error


def _swallows_lines(cells: list[str], separator: str, width: int) -> bool:
    """Whether a cell holds a whole further line of so many cells: its mark was never closed."""
    later = (line for cell in cells for line in cell.splitlines()[1:])
    return width > 1 and any(line.count(separator) >= width - 1 for line in later)


def _is_unclosed(lines: list[str], separator: str) -> bool:
    """Whether the last record ends inside quotation marks: the lenient reader hides it."""
    try:
        list(csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
