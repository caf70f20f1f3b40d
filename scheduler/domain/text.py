"""Text of any length and any letters, brought into one form in time linear in its length."""

import re
import unicodedata
from typing import Final, Literal

MOST_MARKS: Final = 32
"""Combining marks that a letter may carry; no writing has half as many."""

_ASCII_OR_BASE = re.compile(r"[\x00-\u02ff]+")


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return ``text`` in a Unicode normal form.

    The library sorts a run of combining marks in time quadratic in the run, so that a page of
    them holds the interpreter for many seconds: of each run, the first MOST_MARKS are kept.
    """
    if _ASCII_OR_BASE.fullmatch(text) is None:
        text = _with_short_runs(text)
    return unicodedata.normalize(form, text)


def _with_short_runs(text: str) -> str:
    kept, run = [], 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


_BLANKS: Final = "\u115f\u1160\u2800\u3164\uffa0\U0001d159"
"""Letters by their category that have no ink: fillers of Hangul, the empty Braille cell, a note
without a head."""


def visible(text: str) -> str:
    """Return ``text`` without white space around it, or "" where no sign of it can be seen.

    Zero-width and other formatting characters, and marks that stand on nothing, cannot.
    """
    seen = any(
        unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANKS for letter in text
    )
    return text.strip() if seen else ""


APART: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ð": "d", "ı": "i"})
"""Letters that Unicode does not take apart into a plain one and a mark."""


def plain_letters(text: str) -> str:
    """Return ``text`` in small letters without accents: what somebody in a hurry types."""
    if text.isascii():
        # Nothing to take apart: of a thousand names the desk compares all, at each check-in.
        return text.casefold().strip()
    bare = normalized("NFKD", text.casefold().translate(APART))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).strip()


def one_line(text: str) -> str:
    """``text`` as one line: control characters gone, runs of white space as one space."""
    return visible(" ".join(_printable(text).split()))


def paragraph(text: str) -> str:
    """``text`` with its line breaks, without control characters or blank edges."""
    lines = (" ".join(line.split()) for line in _printable(text).splitlines())
    return "\n".join(lines).strip()


def _joins(letter: str) -> bool:
    return letter in "\u200c\u200d" or "\U000e0020" <= letter <= "\U000e007f"


def _printable(text: str) -> str:
    # A NUL cannot be stored by PostgreSQL; invisible marks that turn the direction of writing
    # would garble the lines around a name, and those without any width make two names of one.
    # Joiners (needed by Hindi and Persian) and the tags of flags stay.
    text = normalized("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c
        for c in text.replace("\t", " ")
        if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cf") or _joins(c)
    )
