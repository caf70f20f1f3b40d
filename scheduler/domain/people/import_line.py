"""What the import needs to know of a record of a file, and what is odd about its text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from scheduler.domain.people.import_headings import map_columns
from scheduler.domain.people.names import is_hardly_a_name
from scheduler.domain.people.organisations import organisation_key

_TOTAL = re.compile(r"(sub|grand)?\s*total|sum\b|count\b|number of\b|end of (list|report)", re.I)
_FORMULA = re.compile(r"=|@\w+\(|[+-][A-Z]+\(")
_LOST_LETTER = re.compile(r"\w\?|\?\w|\ufffd")


class FileLine(Protocol):
    """A record of the file: the number of the line it starts on, and its cells."""

    @property
    def line(self) -> int:
        """The first line is 1."""

    @property
    def cells(self) -> Sequence[str]:
        """The text of each cell, without surrounding white space."""

    @property
    def notes(self) -> Sequence[str]:
        """What the file does to the row besides its text."""

    @property
    def hidden(self) -> bool:
        """Whether nobody sees the row who opens the file."""


def first_cell(cells: Iterable[str]) -> str:
    """The first cell that holds something; "" for none."""
    return next((cell for cell in cells if cell), "")


def not_a_person(cells: Sequence[str]) -> str:
    """Why a row is nobody, in a sentence; "" for a row that may be a person."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return "The row is empty."
    if _TOTAL.match(filled[0]) and len(filled) <= 3 and not any("@" in cell for cell in filled):
        return "This looks like a total, not a person."
    if len(map_columns(cells)) >= 3 and not any("@" in cell for cell in filled):
        return "This repeats the headings."
    return ""


def doubts_about(field: str, label: str, text: str) -> Iterator[str]:
    """Yield what is to be looked at in the text of a field, a sentence each."""
    if field in ("name", "organisation") and _LOST_LETTER.search(text):
        yield f"A letter of “{text}” was lost in the file: check the spelling."
    if _FORMULA.match(text):
        yield f"{label} looks like a spreadsheet formula: “{text[:60]}”."
    elif field == "organisation" and organisation_key(text) and is_hardly_a_name(text):
        yield f"“{text[:60]}” is hardly an organisation: look at the list."
