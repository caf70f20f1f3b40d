"""Which column of a list holds what: headings as offices write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.text import normalized

FIELDS: Final[Mapping[str, str]] = {
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "email": "Email",
    "organisation": "Organisation",
    "sector": "Sector",
    "role": "Role",
    "priorities": "Priority areas",
    "offers": "Offers",
    "asks": "Asks",
    "about": "About their work",
    "dietary": "Dietary needs",
    "access": "Access needs",
    "host_table": "Hosts table",
    "stays": "Stays at one table",
    "arrives_round": "Arrives for round",
    "leaves_after_round": "Leaves after round",
    "status": "State (attending, cancelled …)",
}
"""Every field a list may fill, with the words for it on the page."""

_SYNONYMS: Final[Mapping[str, str]] = {
    "name": "name|full name|attendee|attendee name|delegate|delegate name|participant|guest|"
    "participant name|guest name|your name|person|contact|contact name|names",
    "first_name": "first name|forename|given name|firstname|christian name|first",
    "last_name": "last name|surname|family name|lastname|second name|last",
    "email": "email|e mail|email address|e mail address|mail|contact email|work email|your email|"
    "email addr|mail address",
    "organisation": "organisation|organization|organisation company|company|organisation name|"
    "organization name|employer|company name|company organisation|org|group|charity|"
    "name of organisation|your organisation|business|workplace|representing",
    "sector": "sector|your sector|sector type|organisation type|type of organisation|type",
    "role": "role|job title|title|position|job|post|job role|your role|occupation",
    "priorities": "priorities|priority areas|priority area|priority|interests|topics|themes",
    "offers": "offers|offer|can offer|what i can offer|i can offer|we can offer|offering",
    "asks": "asks|ask|needs|looking for|i am looking for|we need|what i need|wants|seeking",
    "about": "about|what you do|what we do|description|key challenge|bio|about you|summary",
    "dietary": "dietary|dietary requirements|dietary requirement|dietary needs|diet|food|"
    "special diet|allergies|dietary requirements allergies|food requirements",
    "access": "access|access needs|access requirements|accessibility|accessibility requirements|"
    "accessibility needs|support needs|special requirements",
    "host_table": "host table|hosts table|host|table host|hosting table|facilitator table",
    "stays": "stays|stays at one table|stays put|seated|stay",
    "arrives_round": "arrives round|arrives for round|arrives|arrival round|from round",
    "status": "status|state|attendance|attendance status|attendee status|registration status|"
    "booking status|order status|ticket status|rsvp|rsvp status|response|reply|attending|"
    "are you attending|will you attend|coming|going|confirmed|confirmation|approval status|"
    "approval|invitation status|invite status|guest status|participant status|delegate status",
    "leaves_after_round": "leaves after round|leaves after|leaves|leaves round|until round",
}
_FIELD_OF: Final = {
    synonym: field for field, text in _SYNONYMS.items() for synonym in text.split("|")
}
_NOT_WORD = re.compile(r"[\W_]+")
_HEADER_DEPTH = 25


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the headings stand and what each column holds.

    ``header`` is the index of the heading row among the rows (None: there is none).
    ``mapping`` gives the column, from 0, of each recognised field.
    """

    header: int | None
    mapping: Mapping[str, int]


KNOWN_HEADINGS: Final = frozenset(_FIELD_OF)
"""Every heading that is recognised, as :func:`heading_words` writes them."""


def heading_words(heading: str) -> str:
    """Return the heading in the form in which two spellings are equal: "E-mail*" is "e mail"."""
    plain = normalized("NFKC", heading).casefold()
    return _NOT_WORD.sub(" ", re.sub(r"\(.*?\)", " ", plain)).strip()


def find_columns(rows: Sequence[Sequence[str]]) -> Columns:
    """Find the heading row under any titles, and what its columns hold.

    The row of the first 25 that names the most fields wins; it must name at least two, or
    be the only heading of a list of names or addresses.
    """
    best: int | None = None
    best_mapping: dict[str, int] = {}
    for index, cells in enumerate(rows[:_HEADER_DEPTH]):
        mapping = map_columns(cells)
        if len(mapping) > len(best_mapping):
            best, best_mapping = index, mapping
    filled = sum(bool(cell) for cell in rows[best]) if best is not None else 0
    if len(best_mapping) >= 2 or (filled == 1 and {"name", "email"} & set(best_mapping)):
        return Columns(best, best_mapping)
    return Columns(None, {})


def map_columns(headings: Sequence[str]) -> dict[str, int]:
    """Return the column of each recognised field; the first of two equal headings wins."""
    mapping: dict[str, int] = {}
    for column, heading in enumerate(headings):
        field = _FIELD_OF.get(heading_words(heading))
        if field and field not in mapping:
            mapping[field] = column
    return mapping
