"""Pairs who should meet for other reasons than a wish of theirs: how many of them do."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Preferred:
    """``favoured``: pairs of an organisation that has no link to a sector with people of it;
    ``rated``: pairs of whom a meeting promises to be worth it. ``…_kept``: those who meet."""

    favoured_kept: int = 0
    favoured: int = 0
    rated_kept: int = 0
    rated: int = 0

    def stored(self) -> dict[str, Any]:
        """The figures as they are stored beside a plan's score."""
        return {"preferred": asdict(self)}

    @classmethod
    def read(cls, score: Mapping[str, Any]) -> "Preferred":
        """Read what was stored; nothing for a plan that was made without it."""
        return cls(**score.get("preferred", {}))
