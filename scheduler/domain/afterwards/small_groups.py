"""Which numbers of people a public table may show, so that nobody is recognised by them."""

from collections.abc import Sequence
from typing import Final

from scheduler.domain.languages import gettext

FEWEST: Final = 5


def kept_back(cells: Sequence[int], also: Sequence[bool] = ()) -> list[bool]:
    """Say of each cell of a row or column, whose sum is known, whether it is not shown.

    ``also``: cells that are not shown for another reason.

    Cells under ``FEWEST`` are not, and then as many of the next smallest that what is not shown
    is at least two cells and ``FEWEST`` people: nobody can be found by subtracting. Cells of 0
    are people too: that nobody said no, says what everybody said.
    """
    away = also or [False] * len(cells)
    hidden = [cell < FEWEST or gone for cell, gone in zip(cells, away, strict=True)]
    while any(hidden) and not all(hidden):
        together = sum(cell for cell, gone in zip(cells, hidden, strict=True) if gone)
        if sum(hidden) >= 2 and together >= FEWEST:
            break
        shown = [place for place, gone in enumerate(hidden) if not gone]
        hidden[min(shown, key=lambda place: cells[place])] = True
    return hidden


def under_words() -> str:
    """What stands for a number that is too small to be shown, in the language spoken."""
    return gettext("under %(number)s", number=FEWEST)


def kept_back_words() -> str:
    """The same where nothing at all may follow."""
    return gettext("not shown")


def public_number(number: int) -> str:
    """The number, or "under 5": of things that are not a part of a sum which is shown too."""
    return str(number) if number >= FEWEST else under_words()
