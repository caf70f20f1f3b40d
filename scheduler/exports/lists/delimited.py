"""Delimited text as offices send it: bytes to rows, whatever the encoding and separator."""

import codecs
import csv
import io
import itertools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scheduler.errors import UnreadableFile

SEPARATORS = (",", ";", "\t")
_HEADER_DEPTH = 10
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One record with the number of the physical line it starts on (the first is 1)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one line of a file, without the file's name."""

    line: int
    sentence: str


def decode(data: bytes) -> str:
    """Return the text of UTF-8 (with or without BOM), UTF-16 or Windows-1252 bytes.

    Guessing stops there on purpose: wider guesses take Windows-1252 for rarer code pages.
    Raises UnreadableFile for a workbook or anything else that is not text.
    """
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile("This is a workbook or a zip file, not a CSV: save it as CSV first.")
    text = _decoded(data)
    if "\0" in text:
        raise UnreadableFile("This is not a text file: save the list as CSV first.")
    return text


def read_rows(data: bytes, known_headings: Collection[str] = ()) -> list[Row]:
    """Return every record that is not blank, cells stripped, with its line number.

    ``known_headings`` (as :func:`heading_key` gives them) help to recognise the separator.
    Raises UnreadableFile when the bytes are no text or a quotation mark is never closed.
    """
    text = decode(data)
    names_separator = text[:4].casefold() == "sep=" and text[4:5] in SEPARATORS
    separator = text[4] if names_separator else _separator(text, known_headings)
    rows = [row for row in _records(text, separator) if any(row.cells)]
    return rows[1:] if names_separator else rows


def heading_key(heading: str) -> str:
    """Return the key under which two spellings of a column's heading are equal."""
    return "_".join(heading.casefold().replace("-", " ").replace("_", " ").split())


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write_rows(rows: Iterable[Iterable[object]]) -> str:
    """Return the rows as comma-separated text, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFile("The file is cut off or damaged: save it again.") from error
    if guess := _utf_16_without_bom(data):
        return data.decode(guess, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Five byte values mean nothing in Windows-1252; browsers read them as controls too.
        text = data.decode("cp1252", errors="surrogateescape")
        return text.translate({0xDC00 + byte: byte for byte in range(0x80, 0x100)})


def _utf_16_without_bom(data: bytes) -> str | None:
    """UTF-16 of Latin letters has a zero in every other byte; other text has none.

    The first four characters, those of a heading, are enough: names may be in any letters.
    """
    for sample, most in ((data[:8], 0.5), (data[:2000], 0.25)):
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd >= max(2, most * len(sample)) and not even:
            return "utf-16-le"
        if even >= max(2, most * len(sample)) and not odd:
            return "utf-16-be"
    return None


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
    start = 1
    try:
        for cells in reader:
            if reader.line_num == len(lines) and _is_unclosed(lines[start - 1 :], separator):
                raise UnreadableFile(f"Line {start} opens a quotation mark that is never closed.")
            yield Row(start, tuple(cell.strip() for cell in cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(
            f"Line {start} cannot be read: is a quotation mark opened and never closed?"
        ) from error


def _is_unclosed(lines: list[str], separator: str) -> bool:
    """Whether the last record ends inside quotation marks: the lenient reader hides it."""
    try:
        list(csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
