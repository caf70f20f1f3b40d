"""When two spellings are one person's name, and what somebody is called."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from scheduler.domain.paper.surnames import is_after_a_name, surname_first
from scheduler.domain.people.spelling import spelling_key
from scheduler.domain.text import one_line, plain_letters

LONGEST_KEY: Final = 200

_TITLE: Final = re.compile(
    r"(?:baroness|captain|cllr|councillor|dame|dr|fr|lady|lord|m[rsx]|mgr|miss|mrs|prof|professor"
    r"|rabbi|rev|reverend|sir|sr)\.?|(?:dipl|hab|habil|hon|ing|inż|jur|med|nat|phil|rer)\.",
    re.IGNORECASE,
)
_AND: Final = frozenset(("&", "+", "and"))
_BRACKETS: Final = "()[]“”\"'"
_SURNAME_ALONE: Final = 3
"""From this many letters on, a first word in capitals is a surname: "LEE Ann", but "JJ Lee"."""


_NO_NAMES: Final = frozenset(
    ("n/a", "na", "none", "null", "nil", "tbc", "tba", "unknown", "yes", "no", "true", "false")
)
"""What programs and people write where they know no name."""
_NAMED: Final = re.compile(r"[^\W\d_]|[^\w\s\x00-\x7f]")
"""A letter of any alphabet, or a sign such as an emoji."""


def is_punctuation(name: str) -> bool:
    """Whether there is nothing in the text but full stops and the like: it names nobody."""
    return all(unicodedata.category(sign)[0] in "PZ" for sign in name)


def as_name(text: str) -> str:
    """Return the name in a text, on one line; "" where nothing but punctuation is there.

    What is a name of a person, an organisation, a series or an event on every form and in every
    list: "." is none, "3M", "李" and an emoji are.
    """
    line = one_line(text)
    return "" if is_punctuation(line) else line


def is_hardly_a_name(name: str) -> bool:
    """Whether the text is what lists hold in place of a name: "N/A", a date, a number."""
    return name.casefold() in _NO_NAMES or not _NAMED.search(name)


def whole_name(name: str, first: str, last: str) -> str:
    """Put a name together of what a list has under "Name", "First name" and "Last name".

    "Name" is the whole name where both parts stand beside it, or the part that does; else it is
    the other part: "Ann" beside the last name "Lee" is Ann Lee.
    """
    if not name or (first and last):
        return name or f"{first} {last}".strip()
    there = f" {name_key(name)} "
    before, after = (part if f" {name_key(part)} " not in there else "" for part in (first, last))
    return f"{before} {name} {after}".strip()


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

    Titles before a name are left to the rest. Names of one word or with an initial in place of the
    first name, those of two people, and names in scripts that put no surname last, stay whole.
    """
    words = _in_speaking_order(name)
    titles = _titles(words)
    first = words[titles].strip(_BRACKETS) if words else ""
    parted = surname_first(" ".join(words[titles:]))[1] != ""
    if not parted or sum(map(str.isalpha, first)) < 2 or first.casefold() in _AND:
        return " ".join(words), ""
    return first, " ".join(words[:titles] + words[titles + 1 :])


def _in_speaking_order(name: str) -> list[str]:
    """The words of a name, what somebody is called before the surname."""
    last, comma, first = name.partition(",")
    if comma and _follows_a_name(last, first):
        return name.replace(",", " ").split()
    words = f"{first} {last}".split()
    titles = _titles(words)
    surname = list(takewhile(str.isupper, words[titles:]))
    given = words[titles + len(surname) :]
    alone = bool(surname and given) and len(surname[0]) >= _SURNAME_ALONE and not comma
    return words[:titles] + given + surname if alone else words


def _follows_a_name(name: str, rest: str) -> bool:
    """Whether what stands behind the comma are letters such as "OBE", and not the first name.

    A list in capitals has both parts in capitals: "LEE, ANN".
    """
    if all(is_after_a_name(word) for word in rest.split()):
        return True
    return rest.isupper() and not name.isupper() and len(name.split()) > 1


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


def sort_key(name: str) -> tuple[bool, str, str]:
    """The order of names: Latin letters first, accents and case set aside."""
    folded = plain_letters(name)
    return (not ("a" <= folded[:1] <= "z"), folded, name)


def letter_of(name: str) -> str:
    """The letter a name stands under: plain for Latin names, as written for all others."""
    foreign, folded, _ = sort_key(name)
    return (name.strip() if foreign else folded)[:1].upper()
