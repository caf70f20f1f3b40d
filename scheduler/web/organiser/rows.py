"""Pages that edit a short list as one form: each row, a blank one, and buttons to reorder.

The pressed button is the field ``action``: save, up:n, down:n or remove:n, where n counts the
rows from 0. Every button saves what was typed in all rows, so that nothing is lost.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from scheduler.errors import InvalidInput
from scheduler.web.shared.forms import NO_BUTTON

_Row = TypeVar("_Row")


def checked_action(action: str) -> str:
    """Return the action, which is one of a list's buttons. Raises InvalidInput for another."""
    if action != "save" and not re.fullmatch("(up|down|remove):[0-9]{1,9}", action):
        raise InvalidInput(NO_BUTTON)
    return action


def moved_button(action: str, rows: int) -> str:
    """Return the id of the button that moves the same row on, or back at the end; else ""."""
    name, _, number = action.partition(":")
    if name not in ("up", "down") or not number.isdecimal() or int(number) >= rows:
        return ""
    index = min(max(int(number) + (1 if name == "down" else -1), 0), rows - 1)
    if name == "up":
        return "down-0" if index == 0 else f"up-{index}"
    return f"up-{index}" if index == rows - 1 else f"down-{index}"


def rearranged(rows: Sequence[_Row], action: str) -> tuple[list[_Row], _Row | None]:
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
