"""Which column of a list holds what: headings as offices write them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from scheduler.domain.languages import ENGLISH, LANGUAGES, gettext, speaking
from scheduler.domain.people.fields import LABELS, PERSON_FIELDS
from scheduler.domain.people.questions.description import PersonField
from scheduler.domain.text import normalized

FIELDS: Final[Mapping[str, str]] = LABELS
"""Every field a list may fill, with the words for it on the page."""

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


def heading_words(heading: str) -> str:
    """Return the heading in the form in which two spellings are equal: "E-mail*" is "e mail"."""
    plain = normalized("NFKC", heading).casefold()
    # No bracket inside: a run of opening ones would be read to its end from each of them.
    return _NOT_WORD.sub(" ", re.sub(r"\([^()]*\)", " ", plain)).strip()


def _every_heading() -> Iterator[tuple[str, str]]:
    """What offices write, and the words that our own pages and forms have for a field.

    In every language that attendees read; of two fields with one word the English one has it.
    """
    for tag in sorted(LANGUAGES, key=ENGLISH.__eq__):
        with speaking(tag):
            for field in PERSON_FIELDS:
                ours = [field.label, *(part.label for part in (field.asked, field.entered) if part)]
                yield from ((heading_words(gettext(label)), field.name) for label in ours if label)
    yield from ((heading, field.name) for field in PERSON_FIELDS for heading in field.headings)


@cache
def known_headings() -> Mapping[str, str]:
    """Every heading that is recognised, as :func:`heading_words` writes them, with its field.

    Made when a list is read first: the catalogues of all languages are read for it.
    """
    return dict(_every_heading())


def find_columns(rows: Sequence[Sequence[str]], questions: Sequence[PersonField] = ()) -> Columns:
    """Find the heading row under any titles, and what its columns hold.

    ``questions``: fields that the event has beside the usual ones. The row of the first 25 that
    names the most fields wins; it must name at least two, or be the only heading of a list of
    names or addresses.
    """
    best: int | None = None
    best_mapping: dict[str, int] = {}
    for index, cells in enumerate(rows[:_HEADER_DEPTH]):
        mapping = map_columns(cells, questions)
        if len(mapping) > len(best_mapping):
            best, best_mapping = index, mapping
    filled = sum(bool(cell) for cell in rows[best]) if best is not None else 0
    if len(best_mapping) >= 2 or (filled == 1 and {"name", "email"} & set(best_mapping)):
        return Columns(best, best_mapping)
    return Columns(None, {})


def passed_over(
    headings: Sequence[str], mapping: Mapping[str, int], questions: Sequence[PersonField] = ()
) -> dict[int, str]:
    """Return the columns that nobody uses, though their heading names a field: another has it."""
    used = set(mapping.values())
    alone = {at: map_columns((heading,), questions) for at, heading in enumerate(headings)}
    return {
        at: field
        for at, fields in alone.items()
        for field in fields
        if at not in used and field in mapping
    }


def map_columns(headings: Sequence[str], questions: Sequence[PersonField] = ()) -> dict[str, int]:
    """Return the column of each recognised field; the first of two equal headings wins."""
    mapping: dict[str, int] = {}
    asked = {heading: field.name for field in questions for heading in field.headings}
    for column, heading in enumerate(headings):
        words = heading_words(heading)
        field = known_headings().get(words) or asked.get(words)
        if field and field not in mapping:
            mapping[field] = column
    return mapping
