"""The words by which a desk finds somebody, as people in a hurry type them."""

import re
from typing import Final

from scheduler.domain.text import plain_letters

_APOSTROPHES: Final = "'’‘ʼ`´′"
_QUOTED: Final = re.compile(f"[{_APOSTROPHES}]")
_APART: Final = re.compile(r"[\s\-‐‑–]+")


def typed_words(typed: str) -> list[str]:
    """The words of what was typed: small letters without accents, hyphens or apostrophes."""
    return [word for word in _APART.split(_QUOTED.sub("", _plain(typed))) if word]


def words_to_find(text: str) -> list[str]:
    """The words that find a name or an organisation; O’Donoghue is found by its end too."""
    plain = _plain(text)
    ends = _APART.split(_QUOTED.sub(" ", plain)) if _QUOTED.search(plain) else []
    return list(dict.fromkeys([*typed_words(text), *filter(None, ends)]))


def words_fit(wanted: list[str], words: list[str]) -> bool:
    """Whether each wanted word begins one of the words."""
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _plain(text: str) -> str:
    # The spacing accents that some keyboards give for an apostrophe are taken apart otherwise.
    return plain_letters(_QUOTED.sub("'", text))
