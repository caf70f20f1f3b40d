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
_WIDEST_WORD = 12.0
"""In parts of the type size: what the narrowest column of names holds."""
_BREAK = "\N{ZERO WIDTH SPACE}"
_WORDS = re.compile(rf"[^\s{_BREAK}-]+")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_PRESENTATION = "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


def printable(text: str) -> str:
    """``text`` as the sheets print it.

    One line, composed letters (NFC), emoji and other pictures without a glyph left out, a
    stand-in for every other letter without one, and places to break in words that may be wider
    than a column. What consists of pictures alone is one stand-in.
    """
    line = _without_pictures(" ".join(normalized("NFC", text).split()))
    shown = "".join(STAND_IN if _has_no_glyph(c) else c for c in line if _drawn(c))
    if text.strip() and not shown.strip(_JOINERS + " "):
        return STAND_IN
    return _WORDS.sub(lambda word: _breakable(word[0]), " ".join(shown.split()))


def missing_characters(text: str) -> set[str]:
    """The letters of ``text`` that no print font has a glyph for, pictures set aside.

    Characters that have no shape of their own (joiners, direction marks, variation selectors)
    are never missing, nor is white space.
    """
    return {c for c in _without_pictures(normalized("NFC", text)) if _has_no_glyph(c)}


def is_printable(text: str) -> bool:
    """Whether every letter of ``text`` has a glyph, and anything of it is left to print."""
    return STAND_IN not in printable(text)


@cache
def _has_no_glyph(character: str) -> bool:
    missing = ord(character) not in _covered()
    return missing and _drawn(character) and not _shapeless(character)


def _without_pictures(text: str) -> str:
    """``text`` without emoji and the like that no font draws, and without what belongs to them:
    joiners, skin tones, variation selectors, tags."""
    kept: list[str] = []
    after_picture = False
    for character in text:
        if character in _PRESENTATION:
            continue
        belongs = after_picture and _shapeless(character) and not character.isspace()
        after_picture = belongs or _picture(character)
        if not after_picture:
            kept.append(character)
    return "".join(kept)


@cache
def _picture(character: str) -> bool:
    if ord(character) in _covered():
        return False
    code = ord(character)
    return unicodedata.category(character) == "So" or code in _SKIN_TONES or character == _KEYCAP


@cache
def _drawn(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cs")


@cache
def _shapeless(character: str) -> bool:
    return (
        character.isspace()
        or unicodedata.category(character) == "Cf"
        or unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    )


def _breakable(word: str) -> str:
    """A word that may be too wide, with a place to break after every eighth letter, never
    before a mark."""
    if sum(map(_width, word)) <= _WIDEST_WORD:
        return word
    out, since = "", 0
    for character in word:
        mark = unicodedata.category(character).startswith("M") or _shapeless(character)
        if since >= 8 and not mark:
            out, since = out + _BREAK, 0
        out, since = out + character, since + 1
    return out


def _width(character: str) -> float:
    """No less than the letter's width in bold type, in parts of the size; roughly."""
    if unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F") or character in "MW":
        return 1.0
    return 0.9 if character in "mw" or (character.isupper() and ord(character) > 0x24F) else 0.7


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
