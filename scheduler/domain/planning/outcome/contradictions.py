"""Rules that cannot all be kept: the sentence that says which, and where they can be changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Cause(StrEnum):
    """A place where a contradiction can be mended."""

    RULES = "rules"
    """Rules between people."""
    PEOPLE = "people"
    """A host's table, somebody who stays, arrives late or leaves early."""
    COLLEAGUES = "colleagues"
    """The switch that never seats colleagues together."""
    TABLES = "tables"
    """The number of rounds and tables and their size."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Why there is no plan, in a sentence; without causes it proves nothing."""

    sentence: str
    causes: frozenset[Cause] = frozenset()

    @classmethod
    def of(cls, sentence: str, *causes: Cause) -> Self:
        """One with these causes."""
        return cls(sentence, frozenset(causes))


def all_causes(contradictions: Iterable[Contradiction]) -> tuple[Cause, ...]:
    """Where these can be mended, in the order of :class:`Cause`."""
    found = {cause for contradiction in contradictions for cause in contradiction.causes}
    return tuple(cause for cause in Cause if cause in found)


def read_causes(stored: Iterable[str]) -> tuple[Cause, ...]:
    """Where to look, as it was stored; everywhere when nothing was."""
    found = set(stored)
    return tuple(cause for cause in Cause if cause in found) or tuple(Cause)
