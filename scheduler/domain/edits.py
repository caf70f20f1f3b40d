"""Two people edit one thing at once: which value of each field is kept."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class KeptValue(StrEnum):
    """Whose value of a field stands after a save."""

    MINE = "mine"
    THEIRS = "theirs"
    ASK = "ask"


def whose_value(was: str, mine: str, theirs: str) -> KeptValue:
    """Return whose value stands: that of who changed it; ASK when both did, and differently.

    ``was`` is what the editor was shown, ``mine`` what they send, ``theirs`` what is stored now.
    """
    if mine == theirs or theirs == was:
        return KeptValue.MINE
    return KeptValue.THEIRS if mine == was else KeptValue.ASK


def mark(value: str) -> str:
    """Return a short digest by which a page remembers what it showed without repeating it."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row of a list that is edited as a whole: its entry's id ("" for a new one) and texts."""

    id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row of such a list after others have added or removed some.

    ``posted`` is its place among the rows sent, None for a row that somebody else added. ``gone``
    means that somebody else removed it while the editor changed it: it has become a new row.
    """

    row: EditedRow
    posted: int | None
    gone: bool = False


def align(
    posted: Sequence[EditedRow], shown: Sequence[Mapping[str, str]], stored: Sequence[EditedRow]
) -> list[Aligned]:
    """Return the rows that were sent in the order of the stored ones, and new rows after them.

    ``shown`` holds the marks of the texts that each posted row had when the editor began. A row
    that is stored and was not shown is added; one that is gone is left out unless the editor
    changed it. A new row equal to one that somebody else added is that one, sent twice.
    """
    places = {row.id: place for place, row in enumerate(posted) if row.id}
    found = [
        Aligned(stored_row, None)
        if (place := places.get(stored_row.id)) is None
        else Aligned(posted[place], place)
        for stored_row in stored
    ]
    kept = {row.id for row in stored}
    added = [row.texts for row in stored if row.id not in places]
    for place, row in enumerate(posted):
        changed = any(mark(text) != shown[place].get(name) for name, text in row.texts.items())
        if not row.id and row.texts not in added:
            found.append(Aligned(row, place))
        elif row.id and row.id not in kept and changed:
            found.append(Aligned(EditedRow("", row.texts), place, gone=True))
    return found
