"""What a badge says of a person."""

import re
from dataclasses import dataclass
from typing import Final

from scheduler.domain.paper.sheet_data import Shape
from scheduler.domain.paper.surnames import surname_first

_TITLE: Final = re.compile(
    r"(?:cllr|councillor|dame|dr|fr|lady|lord|m[rsx]|miss|mrs|prof|professor|rabbi|rev|sir|sr)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge. ``number``: what the person is called where letters fail, the same on every list.

    ``style`` 1 to 6 picks the sector's colour. ``link`` is what the code says, or "": no code.
    ``mark``: how they like to be spoken to, or empty.
    """

    number: str
    name: str
    organisation: str
    sector: str
    shape: Shape
    style: int
    link: str = ""
    mark: str = ""


def called_and_rest(name: str) -> tuple[str, str]:
    """What somebody is called, and the rest of their name: ("Ann", "Lee MBE") of "Dr Ann Lee MBE".

    Titles before a name are left to the rest. Names of one word, and names in scripts that put no
    surname last, stay whole.
    """
    last, _, first = name.partition(",")
    # What follows a comma is what they are called, unless it is a row of letters such as "OBE".
    words = (name.replace(",", " ") if first.isupper() else f"{first} {last}").split()
    titles = next((at for at, word in enumerate(words) if not _TITLE.fullmatch(word)), 0)
    if not surname_first(" ".join(words[titles:]))[1]:
        return " ".join(words), ""
    return words[titles], " ".join(words[:titles] + words[titles + 1 :])
