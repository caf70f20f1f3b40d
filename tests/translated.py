"""A language made up for tests, in which every translated sentence is known by its letters.

Each Latin letter of a sentence becomes a Cyrillic one, and Babel writes its days and months in
Cyrillic, too. Where what people wrote is in another alphabet, a Latin word that is left is a
sentence that was not translated.
"""

import re
from gettext import NullTranslations
from typing import Final

import pytest

from scheduler.domain import languages

TAG: Final = "uk"
_LEFT_ALONE: Final = re.compile(r"(%\(\w+\)s|\{[a-z_ ]*\}|<[^>]*>|&\w+;|https?://\S+)")
_ADDRESSES: Final = re.compile(r"https?://\S+|\S+@\S+")


class _EverySentence(NullTranslations):
    def gettext(self, message: str) -> str:
        parts = _LEFT_ALONE.split(message)
        parts[::2] = [re.sub("[A-Za-z]", "ж", part) for part in parts[::2]]
        return "".join(parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def add_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the language be spoken until the test ends."""
    monkeypatch.setitem(languages.LANGUAGES, TAG, languages.Language(TAG, "Українська"))
    monkeypatch.setattr(languages, "_catalogue", lambda _tag: _EverySentence())


def latin_words(text: str) -> set[str]:
    """The words in Latin letters, addresses left aside."""
    return set(re.findall(r"[A-Za-z]{2,}", _ADDRESSES.sub(" ", text)))
