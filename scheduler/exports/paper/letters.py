"""Which letters the print fonts can show, and what stands in for those they cannot.

The renderer draws a letter without a glyph as nothing or a box, and says nothing; so texts are
looked through first. The fonts' character maps are read here directly (OpenType ``cmap``,
formats 4 and 12), as that is all that is needed of a font.
"""

import re
import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from scheduler.domain.text import normalized
from scheduler.exports.paper.typst_render import FONTS

STAND_IN: Final = "\N{REPLACEMENT CHARACTER}"
"""What is printed for a letter without a glyph: visible, and plainly not a letter."""
_LONGEST_WORD = 24
_BREAK = "\N{ZERO WIDTH SPACE}"
_WORDS = re.compile(rf"[^\s{_BREAK}-]{{{_LONGEST_WORD},}}")


def printable(text: str) -> str:
    """``text`` as the sheets print it.

    One line, composed letters (NFC), a stand-in for every letter without a glyph, and places
    to break in words of more than 24 letters, so that nothing runs out of its column.
    """
    line = " ".join(normalized("NFC", text).split())
    shown = "".join(STAND_IN if c in missing_characters(c) else c for c in line if _drawn(c))
    return _WORDS.sub(lambda word: _breakable(word[0]), shown)


def missing_characters(text: str) -> set[str]:
    """The letters of ``text`` that no print font has a glyph for.

    Characters that have no shape of their own (joiners, direction marks, variation selectors)
    are never missing, nor is white space.
    """
    composed = normalized("NFC", text)
    return {c for c in composed if ord(c) not in _covered() and _drawn(c) and not _shapeless(c)}


def print_warnings(texts: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each text with a letter that cannot be printed, in order, each once."""
    sentences: dict[str, None] = {}
    for text in texts:
        if missing := missing_characters(text):
            letters = " ".join(sorted(missing))
            sentences[f"{text!r} holds letters the sheets print as {STAND_IN}: {letters}"] = None
    return tuple(sentences)


def _drawn(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cs")


def _shapeless(character: str) -> bool:
    return (
        character.isspace()
        or unicodedata.category(character) == "Cf"
        or unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    )


def _breakable(word: str) -> str:
    """The word with a place to break after every eighth letter, never before a mark."""
    out, since = "", 0
    for character in word:
        mark = unicodedata.category(character).startswith("M") or _shapeless(character)
        if since >= 8 and not mark:
            out, since = out + _BREAK, 0
        out, since = out + character, since + 1
    return out


@cache
def _covered() -> frozenset[int]:
    """Every code point that some print font maps to a glyph."""
    return frozenset(c for path in sorted(FONTS.glob("*.[ot]tf")) for c in _code_points(path))


def _code_points(path: Path) -> Iterable[int]:
    font = path.read_bytes()
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == b"cmap":
            yield from _cmap(font[offset:])
            return


def _cmap(table: bytes) -> Iterable[int]:
    for index in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * index)
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            subtable = table[offset:]
            format_ = struct.unpack_from(">H", subtable)[0]
            if format_ == 4:
                yield from _format_4(subtable)
            elif format_ == 12:
                yield from _format_12(subtable)


def _format_4(table: bytes) -> Iterable[int]:
    """Segments of 16-bit code points, each with a shift or a list of glyphs; glyph 0 is none."""
    segments = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", table, 14)
    starts = struct.unpack_from(f">{segments}H", table, 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}h", table, 16 + 4 * segments)
    base = 16 + 6 * segments
    offsets = struct.unpack_from(f">{segments}H", table, base)
    for i, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if offsets[i] == 0:
                glyph = (code + deltas[i]) % 65536
            else:
                at = base + 2 * i + offsets[i] + 2 * (code - first)
                glyph = struct.unpack_from(">H", table, at)[0]
            if glyph:
                yield code


def _format_12(table: bytes) -> Iterable[int]:
    """Groups of 32-bit code points mapped to consecutive glyphs."""
    for index in range(struct.unpack_from(">L", table, 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * index)
        yield from range(first if glyph else first + 1, last + 1)
