"""What was noted of one person, so that an undo takes back that and nothing newer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from scheduler.domain.states import Presence


@dataclass(frozen=True, slots=True)
class Noted:
    """That somebody, by id, was noted as ``state`` at the moment ``at``."""

    who: int
    state: Presence
    at: datetime

    @property
    def packed(self) -> str:
        """State and moment in one word, for a form; see :meth:`read`."""
        return f"{self.state.value}@{self.at.isoformat()}"

    @classmethod
    def read(cls, who: int, packed: str) -> Self:
        """Return what :attr:`packed` says of ``who``. Raises ValueError for anything else."""
        state, _, moment = packed.partition("@")
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return cls(who, Presence(state), at)
