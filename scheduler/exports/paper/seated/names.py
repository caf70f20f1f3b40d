"""People on paper: their names, the order of names, and what stands beside them."""

from collections.abc import Iterable
from typing import Any

from scheduler.domain.languages import gettext
from scheduler.domain.paper.sheet_data import SheetPerson
from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.people.names import sort_key
from scheduler.exports.paper.glyphs import is_printable, printable

Places = dict[str, int]
"""Each person's key with their place in the list of people."""


def name_on_paper(name: str, key: str) -> str:
    """A name as it is printed; where letters of it are missing, with the person's number."""
    return printable(name) if is_printable(name) else f"{printable(name)} ({key_words(key)})"


def key_words(key: str) -> str:
    """Such as "no. 12", in the language spoken."""
    return gettext("no. %(number)s", number=key)


def by_surname(people: Iterable[SheetPerson]) -> list[SheetPerson]:
    """People in the order of the wall list."""
    return sorted(people, key=lambda person: sort_key(" ".join(surname_first(person.name))))


def person_data(person: SheetPerson, note: str = "") -> dict[str, Any]:
    """Somebody as templates read them, in the language spoken."""
    return {
        "name": name_on_paper(person.name, person.key),
        "organisation": printable(person.organisation),
        "sector": printable(person.printed_sector),
        "shape": person.shape.value,
        "note": [printable(said) for said in note.splitlines()],
    }
