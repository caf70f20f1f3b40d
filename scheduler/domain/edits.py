"""Two people edit one thing at once: which value of each field is kept."""

import hashlib
from enum import StrEnum


class Kept(StrEnum):
    """Whose value of a field stands after a save."""

    MINE = "mine"
    THEIRS = "theirs"
    ASK = "ask"


def settle(was: str, mine: str, theirs: str) -> Kept:
    """Return whose value stands: that of who changed it; ASK when both did, and differently.

    ``was`` is what the editor was shown, ``mine`` what they send, ``theirs`` what is stored now.
    """
    if mine == theirs or theirs == was:
        return Kept.MINE
    return Kept.THEIRS if mine == was else Kept.ASK


def mark(value: str) -> str:
    """Return a short digest by which a page remembers what it showed without repeating it."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
