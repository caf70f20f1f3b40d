"""What the seating board and that of working groups have in common: who is lifted, what is pressed.

Each shows its changes by hand, and leads back to itself from every press.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from scheduler.errors import RuleBroken
from scheduler.models.planning.board import ChangeByHand
from scheduler.services.planning.board.steps import KeptChange, Steps

SHOWN_CHANGES: Final = 8

NOWHERE: Final = "none"
"""Where somebody has no place at all, in the pages and forms of boards."""


@dataclass(frozen=True, slots=True)
class PlaceToGo:
    """Where a lifted person can be put. ``place``: as the page names it in ``data-place``.

    ``other``: whoever they change places with. ``to``: what the form of the move sends. ``words``
    and ``links``: how many more; ``where`` and ``notes``: sentences.
    """

    place: str
    other: str | None
    to: str
    links: int
    words: str
    where: str
    notes: Sequence[str]
    breaks: bool


def lifted_person(start: str, options: Iterable[PlaceToGo]) -> dict[str, Any]:
    """Return the answer: where the person is, and where they can go, the best places first."""
    return {"from": start, "to": [asdict(option) for option in options]}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change by hand. ``effect``: "" where it moves nobody; ``who`` made it, "" for a worker."""

    edit: ChangeByHand
    words: str
    effect: str
    who: str


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """The newest changes that stand, newest first, and the one that was undone last."""

    newest: Sequence[ShownChange]
    undone: ShownChange | None

    @property
    def last(self) -> ShownChange | None:
        """The change that undoing takes back."""
        return self.newest[0] if self.newest else None


def shown_changes(
    steps: Steps[KeptChange], show: Callable[[KeptChange], ShownChange]
) -> ShownChanges:
    """Return the changes of a board as its page shows them."""
    undone = steps.undone()
    return ShownChanges(
        [show(each) for each in steps.newest(SHOWN_CHANGES)], show(undone) if undone else None
    )


class Turn(StrEnum):
    """What a press did with a change, as the page says it before the change."""

    DONE = ""
    UNDONE = "Undone: "
    AGAIN = "Done again: "


def board_press(
    act: Callable[[], KeptChange], show: Callable[[KeptChange], ShownChange], turn: Turn, back: str
) -> ResponseReturnValue:
    """Act and go back to the board, saying what was done, or why it was not."""
    try:
        change = show(act())
    except RuleBroken as error:
        flash(error.sentence, "bad")
    else:
        effect = change.effect if turn is Turn.DONE else ""
        less = effect and change.edit.links < 0
        told = f" ({effect})" if effect else ""
        flash(f"{turn.value}{change.words}{told}.", "warn" if less else "message")
    return redirect(back, 303)
