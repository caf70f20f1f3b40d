"""The sectors of an event: those it begins with, and the names offices use for them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from scheduler.domain.text import normalized

MOST_SECTORS: Final = 12
"""More would not be chosen from, and each of so many has a shape and a colour of its own."""


@dataclass(frozen=True, slots=True)
class SectorStyle:
    """How a sector is drawn: its colour in a word, its shape as a letter, and the colour itself.

    ``colour`` is for white, ``dark`` for a dark background.
    """

    word: str
    shape: str
    colour: str
    dark: str


SECTOR_STYLES: Final[Mapping[int, SectorStyle]] = {
    1: SectorStyle("Green", "●", "#00735A", "#4FC3A1"),
    2: SectorStyle("Blue", "■", "#0B5CAD", "#7DB7F0"),
    3: SectorStyle("Orange", "▲", "#A84300", "#F2A36B"),
    4: SectorStyle("Plum", "◆", "#7A1F6B", "#E39AD6"),
    5: SectorStyle("Olive", "⬟", "#5A5A00", "#CFCF7A"),
    6: SectorStyle("Slate", "✚", "#3D4F66", "#A9BDD6"),
    7: SectorStyle("Crimson", "▼", "#B0123B", "#FF9DB0"),
    8: SectorStyle("Brown", "★", "#6B3E12", "#D9B38C"),
    9: SectorStyle("Teal", "▬", "#00687D", "#6FCBDD"),
    10: SectorStyle("Violet", "◗", "#5B3FA8", "#BBA8F5"),
    11: SectorStyle("Moss", "⬢", "#3F6212", "#B4D78A"),
    12: SectorStyle("Rose", "▮", "#B02A7A", "#FF9FD0"),
}
"""Each style by its number, for pages, emails, charts and paper alike; the style sheet of the
pages repeats the colours, and a guard compares them."""

NO_SECTOR: Final = SectorStyle("Grey", "", "#5B6470", "#A9B0B8")
"""How somebody without a sector is drawn in emails: in the colour of quiet text."""

STYLES: Final = {number: f"{style.word} {style.shape}" for number, style in SECTOR_STYLES.items()}
"""Each style with its colour in words and its shape."""

SECTOR_SHAPES: Final = {number: style.shape for number, style in SECTOR_STYLES.items()}
"""The shape alone, as a letter of its own."""


def style_of(number: int) -> SectorStyle:
    """Return the style of this number; 0 and unknown ones are drawn as no sector."""
    return SECTOR_STYLES.get(number, NO_SECTOR)


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
