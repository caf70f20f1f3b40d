"""Pages that edit a short list as one form: each row, a blank one, and buttons to reorder.

The pressed button is the field ``action``: save, up:n, down:n or remove:n, where n counts the
rows from 0. Every button saves what was typed in all rows, so that nothing is lost.
"""

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")


def rearranged(rows: Sequence[Row], action: str) -> tuple[list[Row], Row | None]:
    """Return the rows after the action, and the removed row if there is one.

    An action that makes no sense (a row that is not there) leaves the rows as they are.
    """
    found = list(rows)
    name, _, number = action.partition(":")
    if not number.isdecimal() or int(number) >= len(found):
        return found, None
    index = int(number)
    if name == "remove":
        return found, found.pop(index)
    target = {"up": index - 1, "down": index + 1}.get(name, index)
    if 0 <= target < len(found):
        found[index], found[target] = found[target], found[index]
    return found, None
