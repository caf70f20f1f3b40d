"""Whole numbers in addresses and forms: ids, rounds, pages.

Nine digits at most: every database holds them in a column of whole numbers, and no table comes to
a thousand million rows.
"""

import re

from werkzeug.routing import IntegerConverter


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
