"""Which setting may be behind rules that contradict each other, told from their sentences."""

import re
from collections.abc import Iterable
from enum import StrEnum


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


_COLLEAGUES = re.compile(r"colleagues?( of .*?)?( are)?( to be)? kept apart|colleagues?\b")
_WORDS = {
    Cause.RULES: re.compile(r"must (not )?meet|together|kept apart|to be kept|share a table"),
    Cause.PEOPLE: re.compile(r"\b(hosts?|stays?|bound|arrives?|leaves?|locked|there)\b"),
    Cause.COLLEAGUES: _COLLEAGUES,
    Cause.TABLES: re.compile(r"\b(seats? at most|tables? of|only \d+ tables?|filled|sits? out)\b"),
}


def causes(sentences: Iterable[str]) -> tuple[Cause, ...]:
    """Return where to look, in the order of :class:`Cause`; everywhere when nothing is named."""
    text = " ".join(sentences).casefold()
    without = _COLLEAGUES.sub("", text)
    found = tuple(
        cause
        for cause, pattern in _WORDS.items()
        if pattern.search(text if cause is Cause.COLLEAGUES else without)
    )
    return found or tuple(Cause)
