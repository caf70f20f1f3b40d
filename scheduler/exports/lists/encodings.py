"""Which letters the bytes of a list stand for: line by line, with a guess that can be corrected.

Lists are cut into records before their letters are known: in every encoding read here, commas,
quotation marks and line ends are the bytes of ASCII. Until then a text has one character for
each byte ("raw text"). A line that is UTF-8 is read as such; the others share one encoding.
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from scheduler.domain.text import normalized
from scheduler.errors import UnreadableFile
from scheduler.exports.lists.alphabets import plausibility
from scheduler.exports.lists.rows import Row

ENCODINGS: Final = {
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "mac_roman": "Western European (Mac Roman)",
    "iso8859_2": "Central European (ISO 8859-2)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1257": "Baltic (Windows-1257)",
    # Before Cyrillic, whose names are hardly ever without capitals.
    "cp1255": "Hebrew (Windows-1255)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8_u": "Cyrillic (KOI8)",
    "cp1253": "Greek (Windows-1253)",
    "cp850": "Western European (DOS 850)",
    "cp852": "Central European (DOS 852)",
    "mac_latin2": "Central European (Mac)",
    "cp862": "Hebrew (DOS 862)",
    "cp866": "Cyrillic (DOS 866)",
    "mac_cyrillic": "Cyrillic (Mac)",
    "cp1256": "Arabic (Windows-1256)",
    "iso8859_15": "Western European (ISO 8859-15)",
    "iso8859_5": "Cyrillic (ISO 8859-5)",
    "iso8859_7": "Greek (ISO 8859-7)",
    "cp737": "Greek (DOS 737)",
    "mac_greek": "Greek (Mac)",
    "iso8859_6": "Arabic (ISO 8859-6)",
    "cp874": "Thai (Windows-874)",
    "cp1258": "Vietnamese (Windows-1258)",
}
"""What lines that are not UTF-8 may be, in the order in which equally likely ones are taken."""

_ENOUGH = 400
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark begins alike.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_END_OF_FILE = b"\x1a"
"""What programs of DOS put behind the last line."""
_NO_LETTER: Final = "\x1a"
"""Stands in raw text where the file has a byte that no text has."""
_FEW_OF: Final = 100
"""One such byte in so many, or fewer, are damage to a list; more of them are no list."""
_FEW: Final = 2
"""So many are damage to the shortest list."""
_DAMAGED = "The file holds a sign here that is no letter: it was left out. Check this line."
_ODD = "This line is written in another encoding than the others: check its letters."
_MIS_READ_AS = ("cp1252", "latin-1", "mac_roman", "cp1250")
_UNLIKELY = {
    # Rare letters, or a word that begins in Latin letters and goes on in others.
    "cp1252": "[\u0180-\u0217\u021c-\u02ff\u0480-\u052f\ue000-\uf8ff]|[a-zA-Z][\u0370-\u1dff]",
    # "SPÓŁKA" and "PĚŠKY" would become other letters.
    "cp1250": "[\u0180-\u03ff\u0480-\u1fff]|[a-zA-Z][\u0400-\u047f]",
}


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters are read: ``encoding`` for lines that are not UTF-8; ``mend`` for text that
    was taken for another encoding and then written as UTF-8, once or twice ("ZoÃ«").
    """

    encoding: str = "cp1252"
    mend: bool = False


@dataclass(frozen=True, slots=True)
class LettersFound:
    """What may be chosen for a list. ``guess`` is the likeliest.

    ``encodings`` gives for each encoding that differs a few of the texts as it reads them; it is
    empty where every line is UTF-8. ``mended`` has pairs of a text as it stands and mended.
    ``doubtful``: in none of them do most texts look like a language.
    """

    guess: Letters
    encodings: dict[str, tuple[str, ...]]
    mended: tuple[tuple[str, str], ...]
    doubtful: bool = False


def raw_text(data: bytes) -> str:
    """Return the raw text of UTF-8, UTF-16 (both with or without BOM) or one-byte encodings.

    Wider encodings are turned into UTF-8 first. Raises UnreadableFile for anything that is not
    text, and for one with escapes that switch between sets of letters, as Japanese email has.
    """
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile("This is a workbook or a zip file, not a CSV: save it as CSV first.")
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", ""))
    data = data[len(bom) :]
    if encoding.startswith("utf-16") and len(data) % 2:
        raise UnreadableFile("The file is cut off or damaged: save it again.")
    wide = encoding if encoding not in ("", "utf-8") else _utf_16_without_bom(data)
    if wide and encoding != "utf-8":
        data = data.decode(wide, errors="replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8).rstrip(_END_OF_FILE)
    if data.count(b"\0") > max(_FEW, len(data) // _FEW_OF) or b"\x1b" in data:
        raise UnreadableFile("This is not a text file: save the list as CSV first.")
    return data.decode("latin-1").replace("\0", _NO_LETTER)


def raw(text: str) -> str:
    """Return text whose letters are known as raw text."""
    return text.encode(errors="replace").decode("latin-1")


def read_letters(rows: Sequence[Row], letters: Letters) -> list[Row]:
    """Return raw rows as text, cells stripped, with notes on lines unlike the others."""
    kinds = [_kind(row) for row in rows]
    texts = texts_of(rows, letters)
    odd = "utf-8" if kinds.count("utf-8") < kinds.count("other") else "other"
    if not kinds.count("utf-8"):
        odd = ""
    found = []
    for row, kind, cells in zip(rows, kinds, texts, strict=True):
        damaged = any(_NO_LETTER in cell for cell in row.cells)
        notes = [*row.notes, *([_ODD] if kind == odd else []), *([_DAMAGED] if damaged else [])]
        for cell in cells if not letters.mend else ():
            if (better := mended(cell)) is not None:
                notes.append(f"“{cell[:60]}” may have been “{better[:60]}”: check its letters.")
        found.append(replace(row, cells=tuple(c.strip() for c in cells), notes=tuple(notes)))
    return found


def texts_of(rows: Sequence[Row], letters: Letters) -> list[tuple[str, ...]]:
    """Return the text of each row's raw cells, nothing stripped."""
    found = []
    for row in rows:
        kind = _kind(row)
        cells = [_text(cell, kind, letters.encoding).replace(_NO_LETTER, "") for cell in row.cells]
        if letters.mend and kind != "ascii":
            cells = [mended(cell) or cell for cell in cells]
        found.append(tuple(cells))
    return found


def find_letters(rows: Sequence[Row]) -> LettersFound:
    """Guess how the letters of raw rows are to be read, and say what else there is to choose."""
    kinds = [_kind(row) for row in rows]
    odd = [c for row, kind in zip(rows, kinds, strict=True) if kind == "other" for c in row.cells]
    cells = [cell for cell in dict.fromkeys(odd) if not cell.isascii()][:_ENOUGH]
    scores = {encoding: _score(cells, encoding) for encoding in ENCODINGS if cells}
    encoding = max(scores, key=lambda e: scores[e]) if scores else "cp1252"
    texts = [
        text
        for row, kind in zip(rows, kinds, strict=True)
        for cell in row.cells
        if not (text := _text(cell, kind, encoding)).isascii()
    ]
    pairs = [(text, better) for text in texts if (better := mended(text)) is not None]
    mend = bool(pairs) and 2 * len(pairs) >= len(texts)
    samples: dict[str, tuple[str, ...]] = {}
    for name in sorted(scores, key=lambda e: scores[e], reverse=True):
        sample = tuple(_text(cell, "other", name).strip() for cell in cells[:4])
        if sample not in samples.values():
            samples[name] = sample
    doubtful = bool(scores) and scores[encoding][0] <= 0
    shown = tuple(dict.fromkeys(pairs))[:4]
    return LettersFound(Letters(encoding, mend), samples, shown, doubtful)


def sentence_on(found: LettersFound) -> str:
    """How the letters of a list are read, where that is a guess; else nothing."""
    parts = []
    if found.doubtful:
        parts.append(
            "Letters of this list may be wrong: if so, save it as “CSV UTF-8” or as a workbook."
        )
    if found.encodings and found.guess.encoding != "cp1252":
        parts.append(f"The letters are read as {ENCODINGS[found.guess.encoding]}.")
    if found.guess.mend:
        parts.append("Letters that were encoded twice are mended.")
    return " ".join(parts)


def mended(text: str) -> str | None:
    """Return what was written before it was taken for another encoding; None if nothing was.

    Every letter beyond ASCII must belong to the letters of UTF-8 read wrongly, so that a text
    that was written as it stands is hardly ever taken for one: “CAFÉ” is left alone.
    """
    best = text
    for _ in range(3):
        undone = (_undone(best, name) for name in _MIS_READ_AS)
        better = next((other for other in undone if other is not None), None)
        if better is None:
            break
        best = better
    return best if best != text else None


def _undone(text: str, taken_for: str) -> str | None:
    """The text before its UTF-8 was taken for another encoding; None if it cannot have been."""
    if text.isascii():
        return None
    to_byte = _bytes_of(taken_for)
    try:
        before = bytes(ord(c) if c < "\x80" else to_byte[c] for c in text).decode()
    except (KeyError, UnicodeDecodeError):
        return None
    unlikely = _UNLIKELY.get(taken_for, _UNLIKELY["cp1252"])
    return None if re.search(unlikely, before) else before


@cache
def _bytes_of(encoding: str) -> dict[str, int]:
    """The byte of each letter beyond ASCII; bytes without meaning are controls, as browsers say."""
    return {_letter(byte, encoding) or chr(byte): byte for byte in range(0x80, 0x100)}


def _letter(byte: int, encoding: str) -> str:
    return bytes((byte,)).decode(encoding, errors="ignore")


@cache
def _table(encoding: str) -> dict[int, str]:
    """From raw text to text."""
    unknown = None if encoding == "cp1252" else "\ufffd"
    return {byte: _letter(byte, encoding) or unknown or chr(byte) for byte in range(0x80, 0x100)}


def _kind(row: Row) -> str:
    """ "ascii", "utf-8" or "other"."""
    text = "".join(row.cells)
    if text.isascii():
        return "ascii"
    try:
        for cell in row.cells:
            cell.encode("latin-1").decode()
    except UnicodeDecodeError:
        return "other"
    return "utf-8"


def _text(cell: str, kind: str, encoding: str) -> str:
    if kind == "utf-8":
        return cell.encode("latin-1").decode()
    return _translated(cell, encoding) if kind == "other" else cell


def _translated(cell: str, encoding: str) -> str:
    """Raw text as text; in Vietnamese an accent is a byte of its own, behind its letter."""
    return normalized("NFC", cell.translate(_table(encoding)))


def _score(cells: Iterable[str], encoding: str) -> tuple[int, int]:
    return plausibility(_translated(cell, encoding) for cell in cells)


def _utf_16_without_bom(data: bytes) -> str | None:
    """UTF-16 of Latin letters has a zero in every other byte; other text has none.

    The first four characters, those of a heading, are enough: names may be in any letters. A
    list without any Latin letters still has its line ends and separators.
    """
    for sample, most in ((data[:8], 0.5), (data[:2000], 0.25)):
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd >= max(2, most * len(sample)) and not even:
            return "utf-16-le"
        if even >= max(2, most * len(sample)) and not odd:
            return "utf-16-be"
    if b"\0" in data:
        return next((wide for wide in ("utf-16-le", "utf-16-be") if _is_list(data, wide)), None)
    return None


def _is_list(data: bytes, encoding: str) -> bool:
    """Whether the bytes are lines of nothing but letters and signs, with spaces among them."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return "\n" in text and all(c.isprintable() or c.isspace() for c in text)
