"""The languages in which attendees are spoken to, and sentences in the one that is wanted now.

English stands in the code and in the templates. A language is a catalogue of gettext under
``scheduler/translations``: docs/languages.md says how one is added, and what is translated.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, wraps
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

CATALOGUES: Final = Path(__file__).resolve().parents[1] / "translations"
ENGLISH: Final = "en"
LONGEST_TAG: Final = 16
"""Characters of a language's tag, such as "cy"."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language with the name that it has in itself. ``direction``: ltr or rtl."""

    tag: str
    name: str
    direction: str = "ltr"

    @property
    def written(self) -> str:
        """The tag as pages and emails carry it."""
        return "en-GB" if self.tag == ENGLISH else self.tag


_READ_FROM_LEFT: Final = {ENGLISH: "English", "cy": "Cymraeg", "gd": "Gàidhlig", "pl": "Polski"}
"""What Babel says of these. It is asked for any other, and then holds all that it knows of that
language, some 2 MB in each process beside 5 MB for the first.
"""


def _language(tag: str) -> Language:
    if known := _READ_FROM_LEFT.get(tag):
        return Language(tag, known)
    return described_by_babel(tag)


def described_by_babel(tag: str) -> Language:
    """Return the language with its name and direction as Babel knows them."""
    locale = Locale.parse(tag)
    name = locale.get_display_name() or tag
    return Language(tag, name[0].upper() + name[1:], locale.text_direction)


LANGUAGES: Final[Mapping[str, Language]] = {
    tag: _language(tag)
    for tag in (
        ENGLISH,
        *sorted(found.parts[-3] for found in CATALOGUES.glob("*/LC_MESSAGES/messages.po")),
    )
}
"""Every language that there is a catalogue of, by its tag."""

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


def spoken() -> Language:
    """Return the language in which sentences are made at the moment; English unless chosen."""
    return LANGUAGES.get(_spoken.get()) or _language(_spoken.get())


def _known(tag: str | None) -> str:
    return tag if tag is not None and tag in LANGUAGES else ENGLISH


def speak(tag: str | None) -> None:
    """Make sentences in that language from now on, in this thread; None or unknown: English."""
    _spoken.set(_known(tag))


@contextmanager
def speaking(tag: str | None) -> Iterator[None]:
    """Make sentences in that language for as long as the block runs."""
    token = _spoken.set(_known(tag))
    try:
        yield
    finally:
        _spoken.reset(token)


class Spoken(Protocol):
    """Somebody who is spoken to in a language."""

    @property
    def speaks(self) -> str:
        """The tag of the language."""


_Reader = TypeVar("_Reader", bound=Spoken)
_More = ParamSpec("_More")
_Written = TypeVar("_Written")


def in_their_language(
    write: Callable[Concatenate[_Reader, _More], _Written],
) -> Callable[Concatenate[_Reader, _More], _Written]:
    """What the function writes to a reader is in the language that they are spoken to."""

    @wraps(write)
    def written(reader: _Reader, *args: _More.args, **more: _More.kwargs) -> _Written:
        with speaking(reader.speaks):
            return write(reader, *args, **more)

    return written


def language_for(wished: str | None, accepted: str | None, usual: str) -> str:
    """Return the tag of the language for somebody who comes to a page.

    ``wished``: what they chose, if they did. ``accepted``: the first of our languages that their
    browser asks for. ``usual``: the event's own. A browser that asks for English says little,
    because it is delivered so: then the event's own language counts.
    """
    if wished in LANGUAGES:
        return str(wished)
    if accepted in LANGUAGES and accepted != ENGLISH:
        return str(accepted)
    return usual if usual in LANGUAGES else ENGLISH


def marked(message: str) -> str:
    """Return the sentence as it is: it is translated where it is used, not where it stands."""
    return message


def gettext(message: str, **values: Any) -> str:
    """Return the sentence in the language spoken, with ``%(name)s`` replaced by the values."""
    text = _catalogue(_spoken.get()).gettext(message) if message else message
    return text % values if values else text


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """Return the sentence that fits the number, which stands in it as ``%(number)s``."""
    return plural_form(one, many, number) % {"number": number, **values}


def plural_form(one: str, many: str, number: int) -> str:
    """Return the sentence that fits the number, its placeholders as they are."""
    return _catalogue(_spoken.get()).ngettext(one, many, number)


@cache
def _catalogue(tag: str) -> NullTranslations:
    path = CATALOGUES / tag / "LC_MESSAGES" / "messages.po"
    if tag == ENGLISH or not path.exists():
        return NullTranslations()
    with path.open("rb") as written:
        catalogue = read_po(written, locale=tag)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
