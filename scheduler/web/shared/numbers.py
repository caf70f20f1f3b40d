"""Whole numbers and text in addresses and forms, as every database can hold them.

Nine digits at most: every database holds them in a column of whole numbers, and no table comes to
a thousand million rows. PostgreSQL can neither keep nor compare text that holds a NUL: it is left
out of what is typed, as every other control character is; in an address the sign for an unreadable
letter stands in for it, so that it opens nothing.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, UnicodeConverter

_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")


def number(text: str) -> int:
    """Return the number, for ``request.args.get(…, type=number)``.

    Raises ValueError for what no row can have; that too is what the databases would refuse.
    """
    if not re.fullmatch("-?[0-9]{1,9}", text):
        raise ValueError("not a number that a row can have")
    return int(text)


def ids_of(texts: Iterable[str], most: int | None = None) -> list[int]:
    """The ids of rows among the first ``most`` texts, in their order; others are left out."""
    return [int(text) for text in islice(texts, most) if re.fullmatch("[0-9]{1,9}", text)]


class RowNumber(IntegerConverter):
    """A whole number in an address; a larger one than any row can have belongs to no page."""

    regex = "[0-9]{1,9}"


class RowText(UnicodeConverter):
    """A slug or a secret in an address; no row has the sign that stands in for a NUL."""

    def to_python(self, value: str) -> str:
        """Return the text, ready to be looked up."""
        return without_nul(super().to_python(value))


class RowValues(ImmutableMultiDict[str, Any]):
    """The values of a form or after an address’s question mark; files are left as they are."""

    def __init__(self, mapping: Any = None) -> None:
        given = ImmutableMultiDict(mapping).items(multi=True)
        super().__init__(
            [(without_controls(name), without_controls(value)) for name, value in given]
        )


class RowRequest(Request):
    """A request whose text every database can hold."""

    parameter_storage_class = RowValues


def without_controls(value: Any) -> Any:
    """Return the text without control characters, line breaks and tabs apart; else as it is."""
    return _CONTROLS.sub("", value) if isinstance(value, str) else value


def without_nul(value: Any) -> Any:
    """Return the text with U+FFFD for each NUL; anything but text as it is."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value
