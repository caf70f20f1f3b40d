"""What a badge says of a person."""

from dataclasses import dataclass
from typing import Final

from scheduler.domain.languages import ENGLISH
from scheduler.domain.paper.sheet_data import Shape

AT_NO_TABLE: Final = "–"


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge. ``number``: what the person is called where letters fail, the same on every list.

    ``style`` 1 to 12 picks the sector's colour. ``link`` is what the code says, or "": no code.
    ``mark``: how they like to be spoken to, or empty. ``language``: that of its fixed words.
    ``tables``: their table in each round, AT_NO_TABLE where they have none; empty: not printed.
    """

    number: str
    name: str
    organisation: str
    sector: str
    shape: Shape
    style: int
    link: str = ""
    mark: str = ""
    language: str = ENGLISH
    tables: tuple[str, ...] = ()
