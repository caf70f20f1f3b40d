"""A name as a list by surname shows it."""

import re
import unicodedata
from typing import Final

_SPLIT_SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN")
_PARTICLES: Final = re.compile(
    r"al|a[bp]|bin|das?|del?|della|de[nr]|di|dos|du|el|ibn|l[ae]|ma?c|mhic|ni[cg]|ní|nì|a’|ó|st\.?"
    r"|te[nr]|[’']t|u[aí]|v[ao]n|vom|zu[mr]?|(?-i:an|na)",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"[bcdkmo]be|bem|esq|[js]r|kc|md|msc|ms?p|phd|i{2,3}|iv|[(\[].*", re.IGNORECASE
)
"""Letters after a name, and what is no name."""


def surname_first(name: str) -> tuple[str, str]:
    """The surname, and the rest: ("van der Berg", "Anna") of "Anna van der Berg".

    The surname is the last word with the particles before it. Names of one word, names with a
    comma and names in scripts that put no surname last stay as they are, with an empty rest.
    """
    words = name.split()
    last = len(words) - 1
    while last > 0 and not _ends_a_name(words[last]):
        last -= 1
    if last < 1 or "," in name or not _splits(words[last]):
        return " ".join(words), ""
    first = last
    while first > 1 and _PARTICLES.fullmatch(words[first - 1]):
        first -= 1
    return " ".join(words[first : last + 1]), " ".join(words[:first] + words[last + 1 :])


def _ends_a_name(word: str) -> bool:
    return any(map(str.isalpha, word)) and not is_after_a_name(word)


def is_after_a_name(word: str) -> bool:
    """Whether a word is letters that stand after a name, such as "MBE", or no name at all."""
    return _AFTER.fullmatch(word.strip(".,")) is not None


def _splits(word: str) -> bool:
    letter = next((sign for sign in word if sign.isalpha()), "")
    return unicodedata.name(letter, "").startswith(_SPLIT_SCRIPTS) if letter else False
