"""The values of a person's fields: as they are kept, and as a line of text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from scheduler.domain.languages import gettext
from scheduler.domain.people.questions.description import Kind, OnSheet, PersonField, Value
from scheduler.domain.text import one_line, paragraph

LONGEST_ITEM: Final = 120
"""The most characters of an item of a list."""

_LISTS: Final = frozenset((Kind.AREAS, Kind.ITEMS, Kind.SEVERAL))
_TICKS: Final = frozenset((Kind.YES, Kind.CONSENT))
_NUMBERS: Final = frozenset((Kind.TABLE, Kind.FIRST_ROUND, Kind.LAST_ROUND))


def tidied(kind: Kind, value: Any) -> Value:
    """Return what was typed or read as it is kept; nothing is "", (), False or None by its kind.

    The items of a list are each a line, and each there once. Whoever arrives for the first round is
    there from the start: that says nothing.
    """
    if kind in _LISTS:
        lines = (one_line(item) for item in value or ())
        return tuple(dict.fromkeys(line for line in lines if line))
    if kind in _TICKS:
        return bool(value)
    if kind in _NUMBERS:
        return None if kind is Kind.FIRST_ROUND and (value or 1) <= 1 else value
    return paragraph(value or "") if kind is Kind.TEXT else one_line(value or "")


def empty(kind: Kind) -> Value:
    """Return what a field of the kind holds where nothing is known."""
    return None if kind in _NUMBERS else tidied(kind, None)


def told_to_hosts(fields: Iterable[PersonField], values: Mapping[str, Any]) -> list[str]:
    """What the hosts' sheets say of a person: a line for each field of them that is filled in.

    In the language spoken, but for the organiser's own questions.
    """
    return [
        " ".join(gettext(sheet.words).format(text).split()) for sheet, text in _told(fields, values)
    ]


def labelled_for_hosts(
    fields: Iterable[PersonField], values: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """The same for a page: the label of each field, as it is to be translated, and its value."""
    return [(sheet.label, " ".join(text.split())) for sheet, text in _told(fields, values)]


def _told(
    fields: Iterable[PersonField], values: Mapping[str, Any]
) -> Iterator[tuple[OnSheet, str]]:
    for field in fields:
        value = values.get(field.name)
        if field.sheet and value:
            text = ", ".join(value) if isinstance(value, list | tuple) else str(value)
            yield field.sheet, gettext("yes") if value is True else text
