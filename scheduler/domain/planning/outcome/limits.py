"""What caps the number of new links, and what one change would do to it, as figures.

The engine works them out; :mod:`scheduler.domain.words.limits` says them in words.
"""

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Self


class LimitKind(StrEnum):
    """First what caps the links, then what a change would add, then what a rule takes away."""

    ONE_SECTOR = "one sector"
    EVERY_PAIR = "every pair"
    LARGE_SECTOR = "large sector"
    HISTORY = "history"
    SEATS = "seats"

    MORE_ROUNDS = "more rounds"
    MORE_PEOPLE = "more people"
    OTHER_TABLES = "other tables"

    MET_BEFORE = "met before"
    BOUND = "bound"
    PART_TIME = "part time"
    TOGETHER = "together"
    APART = "apart"
    COLLEAGUES = "colleagues"

    SENTENCE = "sentence"
    """Of a plan that was stored when limits were sentences."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit; a figure that its kind has no use for is 0.

    ``pairs``: the most that can meet. ``more``: by how many pairs that would rise without it, or
    with the change. ``people``: everybody, or how many more. ``members``: of the ``sector``, how
    many of these. ``size``: of the tables, ``instead_of`` what it is now. ``held``: whether
    ``rounds`` has some that were held. ``stepping_out``: whether somebody does, for a while.
    """

    kind: LimitKind
    pairs: int = 0
    more: int = 0
    sector: str = ""
    members: int = 0
    people: int = 0
    rounds: int = 0
    held: bool = False
    size: int = 0
    instead_of: int = 0
    stepping_out: bool = False
    sentence: str = ""

    def stored(self) -> dict[str, Any]:
        """What differs from nothing, for a column of JSON."""
        plain = {field.name: field.default for field in fields(self)}
        return {
            name: value
            for name, value in asdict(self).items()
            if plain[name] is MISSING or value != plain[name]
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any] | str) -> Self:
        """Read one that was stored: by this version, or as a sentence by an older one."""
        if isinstance(stored, str):
            return cls(LimitKind.SENTENCE, sentence=stored)
        return cls(**{**stored, "kind": LimitKind(stored["kind"])})
