"""Whole numbers in addresses and forms: ids, rounds, pages; and the text of addresses.

Nine digits at most: every database holds them in a column of whole numbers, and no table comes to
a thousand million rows.
"""

import re

from werkzeug.routing import IntegerConverter, UnicodeConverter


def number(text: str) -> int:
    """Return the number, for ``request.args.get(…, type=number)``.

    Raises ValueError for what no row can have; that too is what the databases would refuse.
    """
    if not re.fullmatch("-?[0-9]{1,9}", text):
        raise ValueError("not a number that a row can have")
    return int(text)


class RowNumber(IntegerConverter):
    """A whole number in an address; a larger one than any row can have belongs to no page."""

    regex = "[0-9]{1,9}"


class RowText(UnicodeConverter):
    """A slug or a secret in an address. PostgreSQL cannot compare text that holds a NUL, and no row
    has one: the sign for an unreadable letter, which no row has either, stands in for it."""

    def to_python(self, value: str) -> str:
        """Return the text, ready to be looked up."""
        return super().to_python(value).replace("\0", "\ufffd")
