"""What static/js/board.js is told of a person who was lifted on a board."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

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
