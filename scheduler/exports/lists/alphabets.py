"""How likely a text was written so: whether one language has all its letters, well placed."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

_LATIN: Final = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüßé",  # German
    "áéíñóúü",  # Spanish, Irish
    "áâãàçéêíóôõúü",  # Portuguese
    "àéèìíîòóù",  # Italian, Scottish Gaelic
    "åäöæøéü",  # Danish, Norwegian, Swedish, Finnish
    "áðéíóúýþæö",  # Icelandic
    "âêîôûŵŷáéíóúäëïöü",  # Welsh
    "àçéèíïóòúü",  # Catalan
    "éëïöüáóè",  # Dutch
    "ąćęłńóśźż",  # Polish
    "áäčďéěíĺľňóôŕřšťúůýž",  # Czech, Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
    "çğıöşüâ",  # Turkish
    "āčēģīķļņšūž",  # Latvian
    "ąčęėįšųūž",  # Lithuanian
    "äöõüšž",  # Estonian
    "àáâãèéêìíòóôõùúýăđĩũơư" + "".join(map(chr, range(0x1EA0, 0x1EFA))).lower(),  # Vietnamese
)
_OTHER: Final = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",  # Russian, Bulgarian
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",  # Ukrainian
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",  # Belarusian
    "абвгдђежзијклљмнњопрстћуфхцчџш",  # Serbian
    "абвгдѓежзѕијклљмнњопрстќуфхцчџш",  # Macedonian
    "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",  # Greek
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת",  # Hebrew
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکی",  # Arabic, Persian
    "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F)))),  # Thai
)
_LANGUAGES: Final = tuple(map(frozenset, (*_LATIN, *_OTHER)))
_FIRST_OTHER: Final = len(_LATIN)
_OPENING = "‘“„«¿¡£€#("
_AMONG_LETTERS = "’'-‐–·"
_SIGNS = frozenset("‘’“”„‚«»‹›…–—•·°§©®™£€¿¡ºª\u00a0")
_SYMBOL_INSIDE = re.compile(
    rf"[^\W\d_](?:[{re.escape(_OPENING)}]|[^\w\s{re.escape(_AMONG_LETTERS)}./&,:;@+()]+[^\W\d_])"
)
_CURRENCY_WORD = re.compile(r"[£€°©®§][^\W\d_]")


def plausibility(cells: Iterable[str]) -> tuple[int, int]:
    """Return how many more cells look right than wrong, and the most that one language explains.

    A cell looks right when its letters beyond ASCII are all of one language, no capital stands
    in the midst of a word, and no sign cuts one in two.
    """
    right, wrong = 0, 0
    explained = [0] * len(_LANGUAGES)
    for cell in cells:
        languages = _languages(cell)
        if languages is None:
            wrong += 1
            continue
        right += 1
        for index in languages:
            explained[index] += 1
    return right - wrong, max(explained)


def _languages(cell: str) -> list[int] | None:
    """The languages that have all letters of a cell; None where none has or a word looks wrong."""
    letters = {c for c in cell.replace("İ", "ı").lower() if c > "\x7f" and _is_letter(c)}
    signs = {c for c in cell if c > "\x7f" and not _is_letter(c)}
    cell = "".join(c for c in cell if c.isalpha() or not _is_letter(c))
    if signs - _SIGNS or _SYMBOL_INSIDE.search(cell) or _CURRENCY_WORD.search(cell):
        return None
    if any(_misplaced(word) for word in re.findall(r"[^\W\d_]+", cell)):
        return None
    having = [index for index, alphabet in enumerate(_LANGUAGES) if letters <= alphabet]
    return having or None


def _is_letter(sign: str) -> bool:
    """Whether it is a letter or stands on one, as the vowels of Thai do."""
    return sign.isalpha() or unicodedata.category(sign) == "Mn"


def _misplaced(word: str) -> bool:
    """Whether a capital follows a small letter, or letters of two scripts are mixed."""
    for before, after in pairwise(word):
        if before.islower() and after.isupper() and not (before + after).isascii():
            return True
    others = sum(any(c.lower() in a for a in _LANGUAGES[_FIRST_OTHER:]) for c in word)
    return 0 < others < len(word)
