"""The sectors of an event: those it begins with, and the names offices use for them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from scheduler.domain.text import normalized

MOST_SECTORS: Final = 12
"""More would not be chosen from, and each of so many has a shape and a colour of its own."""

STYLES: Final = {
    1: "Green ●",
    2: "Blue ■",
    3: "Orange ▲",
    4: "Plum ◆",
    5: "Olive ⬟",
    6: "Slate ✚",
    7: "Crimson ▼",
    8: "Brown ★",
    9: "Teal ▬",
    10: "Violet ◗",
    11: "Moss ⬢",
    12: "Rose ▮",
}
"""Each style with its colour in words and its shape."""

SECTOR_SHAPES: Final = {style: words[-1] for style, words in STYLES.items()}
"""The shape alone, as a letter of its own."""


@dataclass(frozen=True, slots=True)
class SectorDraft:
    """One sector that is not stored yet."""

    name: str
    examples: str
    style: int


DEFAULT_SECTORS: Final = (
    SectorDraft(
        "Voluntary",
        "charity, community group, faith group",
        1,
    ),
    SectorDraft(
        "Public",
        "NHS, council, school",
        2,
    ),
    SectorDraft(
        "Private",
        "business, care provider, dentist",
        3,
    ),
)
"""What a new event begins with."""

_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "voluntary": (
        "vol", "vcse", "vcfse", "vcs", "third", "3rd", "charity", "charities", "charitable", "ngo",
        "community", "community group", "social enterprise", "not for profit", "non profit",
        "nonprofit", "voluntary and community", "voluntary community", "third sector organisation",
        "tso", "cic", "faith", "faith group", "civil society",
    ),
    "public": (
        "nhs", "local authority", "council", "government", "gov", "statutory", "hscp", "la",
        "health board", "public body", "local government", "civil service", "police", "state",
    ),
    "private": (
        "business", "businesses", "commercial", "company", "corporate", "for profit", "industry",
        "sme", "self employed", "enterprise", "private business",
    ),
}  # fmt: skip
"""Other names of the default sectors, as :func:`sector_key` writes them."""

_NOT_WORD = re.compile(r"[^\w]+")
_FILLER = re.compile(r"\b(the|sectors?|organisations?|organizations?)\b")


def sector_key(name: str) -> str:
    """Return the key under which two spellings of one sector are equal, "sector" left out."""
    plain = normalized("NFKC", name).casefold().replace("&", " and ")
    words = _NOT_WORD.sub(" ", plain).strip()
    return " ".join(_FILLER.sub(" ", words).split()) or words


def match_sector(text: str, sectors: Iterable[str]) -> str | None:
    """Return the one of ``sectors`` that ``text`` names, by spelling or as a known synonym.

    None when it names none of them, or when it is empty.
    """
    key = sector_key(text)
    by_key = {sector_key(name): name for name in sectors}
    if not key:
        return None
    if key in by_key:
        return by_key[key]
    for name, synonyms in _SYNONYMS.items():
        if key == name or key in synonyms:
            return next((by_key[k] for k in (name, *synonyms) if k in by_key), None)
    return None
