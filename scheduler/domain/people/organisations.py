"""When two spellings name one organisation."""

import re
import unicodedata

from scheduler.domain.text import normalized

_APOSTROPHE = re.compile("['’‘`]")
_NOT_WORD = re.compile(r"[^\w]+")


def organisation_key(name: str) -> str:
    """Return the key under which two spellings of one organisation are equal.

    Case, accents, punctuation and runs of white space do not distinguish organisations:
    "NHS GGC" and "NHS  ggc " are one. An empty name gives an empty key, which callers treat
    as "no organisation" (never equal to another).
    """
    decomposed = normalized("NFKD", name.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    joined = _APOSTROPHE.sub("", bare).replace("&", " and ")
    return _NOT_WORD.sub(" ", joined).strip()
