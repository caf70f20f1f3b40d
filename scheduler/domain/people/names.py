"""When two spellings are one person's name, and what somebody is called."""

import re
from collections.abc import Sequence
from typing import Final

from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.people.spelling import spelling_key

LONGEST_KEY: Final = 200

_TITLE: Final = re.compile(
    r"(?:cllr|councillor|dame|dr|fr|lady|lord|m[rsx]|miss|mrs|prof|professor|rabbi|rev|reverend|sir"
    r"|sr)\.?",
    re.IGNORECASE,
)


def name_key(name: str) -> str:
    """Return the key under which two spellings of one name are equal.

    Case, punctuation and runs of white space do not distinguish people who use one mailbox:
    "SOFÍA  MUIR" and "Sofía Muir" are one. Accents and vowel signs do: कमल and कमला, or José
    and Jose, may be two colleagues. A name of signs alone, such as "!!!", is its own key.
    At most LONGEST_KEY characters.
    """
    return (spelling_key(name) or " ".join(name.split()))[:LONGEST_KEY]


def called_and_rest(name: str) -> tuple[str, str]:
    """What somebody is called, and the rest of their name: ("Ann", "Lee MBE") of "Dr Ann Lee MBE".

    Titles before a name are left to the rest. Names of one word, and names in scripts that put no
    surname last, stay whole.
    """
    last, _, first = name.partition(",")
    # What follows a comma is what they are called, unless it is a row of letters such as "OBE".
    words = (name.replace(",", " ") if first.isupper() else f"{first} {last}").split()
    titles = _titles(words)
    if not surname_first(" ".join(words[titles:]))[1]:
        return " ".join(words), ""
    return words[titles], " ".join(words[:titles] + words[titles + 1 :])


def called(name: str) -> str:
    """What somebody is called: "Ann" of "Dr Ann Lee MBE", and "Dr Lee" of "Dr Lee"."""
    return called_and_rest(name)[0]


def without_title(name: str) -> list[str]:
    """The words of a name without the titles before it; a surname alone keeps its title."""
    words = name.split()
    titles = _titles(words)
    return words if len(words) - titles < 2 else words[titles:]


def _titles(words: Sequence[str]) -> int:
    """How many words before the name are titles; none where nothing else is there."""
    return next((at for at, word in enumerate(words) if not _TITLE.fullmatch(word)), 0)
