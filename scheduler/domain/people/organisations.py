"""When two spellings name one organisation."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from scheduler.domain.people.spelling import spelling_key
from scheduler.domain.text import APART, normalized

NONE: Final = frozenset(
    {
        "n a",
        "na",
        "none",
        "nil",
        "nobody",
        "no",
        "no one",
        "not applicable",
        "no organisation",
        "no organization",
        "no org",
        "no affiliation",
        "unaffiliated",
        "unattached",
        "not affiliated",
        "none given",
        "not given",
        "not known",
        "null",
        "x",
        "0",
        "no company",
        "self employed",
        "selfemployed",
        "self",
        "freelance",
        "freelancer",
        "sole trader",
        "independent",
        "individual",
        "private individual",
        "private citizen",
        "private person",
        "member of the public",
        "local resident",
        "resident",
        "volunteer",
        "carer",
        "unpaid carer",
        "jobseeker",
        "job seeker",
        "between jobs",
        "just me",
        "me",
        "unemployed",
        "retired",
        "student",
        "myself",
        "tbc",
        "tba",
        "to be confirmed",
        "unknown",
    }
)
"""What people write who come for no organisation, as :func:`spelling_key` writes it."""

_ANY_OF_THEM: Final = "|".join(sorted(NONE, key=len, reverse=True))
_NOBODY = re.compile(
    rf"(?:i am |i m |currently )?(?:{_ANY_OF_THEM})"
    rf"(?: (?:and|at present|currently|now|only|yet|{_ANY_OF_THEM}))*"
)
"""Also several of them in one: "Self-employed (sole trader)", "N/A, retired"."""
_INITIALS = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_SPACED_INITIALS = re.compile(r"(?<!\S)(?:[^\W\d] ){2,}[^\W\d](?!\S)")
_FORMS: Final = {
    "scottish charitable incorporated organisation": "scio",
    "charitable incorporated organisation": "cio",
    "community interest company": "cic",
    "limited liability partnership": "llp",
    "public limited company": "plc",
    "incorporated": "inc",
    "corporation": "corp",
    "limited": "ltd",
    "company": "co",
}
"""Legal forms that end a name, each with its short form; longer ones come first."""

_LATIN_ACCENTS = range(0x300, 0x370)
LONGEST_INITIALS: Final = 5
"""Letters of a word that may be initials."""


@lru_cache(maxsize=4096)
def organisation_key(name: str) -> str:
    """Return the key under which two spellings of one organisation are equal.

    Case, accents of Latin letters, punctuation, dots and spaces of initials, runs of white space
    and the spelling of legal forms do not distinguish organisations: "NHS GGC", "N.H.S. GGC",
    "N H S GGC" and "NHS  ggc " are one, and so are "Braes Ltd" and "Braes Limited". An empty name
    and what says that there is none ("n/a", "self-employed", "none") give an empty key, which
    callers treat as "no organisation" (never equal to another).
    """
    plain = normalized("NFKC", name)
    dotless = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    key = _without_accents(spelling_key(dotless))
    if _NOBODY.fullmatch(key):
        return ""
    together = _SPACED_INITIALS.sub(lambda found: found[0].replace(" ", ""), key)
    words = together.removeprefix("the ")
    for form, short in _FORMS.items():
        if words.endswith(f" {form}"):
            return f"{words.removesuffix(form)}{short}"
    return words


def _without_accents(key: str) -> str:
    decomposed = normalized("NFD", key)
    bare = "".join(c for c in decomposed if ord(c) not in _LATIN_ACCENTS)
    return normalized("NFC", bare.translate(APART))


def usual_spelling(names: Counter[str]) -> str:
    """Return the spelling that most use, but one in capitals only where there is no other.

    Of several, one that is not all capitals or all small. Short words in capitals are initials.
    """

    def is_shouted(name: str) -> bool:
        return name.isupper() and max(map(len, name.split())) > LONGEST_INITIALS

    return min(
        names,
        key=lambda name: (is_shouted(name), -names[name], name.isupper(), name.islower(), name),
    )


@dataclass(frozen=True, slots=True)
class Spellings:
    """The one spelling of each organisation of a list that is written in several, by its key."""

    usual: Mapping[str, str] = field(default_factory=dict)

    def of(self, organisation: str) -> str:
        """Return the name as everybody reads it; as it is where there is one spelling."""
        return self.usual.get(organisation_key(organisation), organisation)


def spellings(names: Iterable[tuple[str, int]]) -> Spellings:
    """Return the usual spellings among names, each with how many people wrote it so."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, number in names:
        if key := organisation_key(name):
            found[key][" ".join(name.split())] += number
    return Spellings({key: usual_spelling(of) for key, of in found.items() if len(of) > 1})
