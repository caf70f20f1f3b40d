"""Finding and ordering people in a list by what an organiser types."""

import unicodedata
from typing import Final

from scheduler.domain.text import normalized

_STROKED: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
     "’": "'", "‘": "'", "`": "'"}
)  # fmt: skip


def search_key(text: str) -> str:
    """Return the text as typed on a plain keyboard, in lower case: "Małgorzata" is "malgorzata"."""
    decomposed = normalized("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.translate(_STROKED).split())


def matches(search: str, *texts: str) -> bool:
    """Whether every word of the search is part of one of the texts."""
    haystack = "\n".join(search_key(text) for text in texts)
    return all(word in haystack for word in search_key(search).split())
