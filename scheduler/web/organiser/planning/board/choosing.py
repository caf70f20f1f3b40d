"""What the board shows of whoever is chosen: where they can go, by table, and what each says."""

from collections.abc import Mapping
from itertools import groupby

from scheduler.domain.words.board import pill_words
from scheduler.services.planning.board.going import Going
from scheduler.services.planning.board.room import BoardRound

Pills = Mapping[int, tuple[str, str]]
"""What each table says, by its number: a class of board.css, and words."""


def by_table(found: list[Going]) -> list[tuple[int, list[Going]]]:
    """The places grouped by table, the table with the best of them first."""
    order = {table: rank for rank, table in reversed(list(enumerate(g.table or 0 for g in found)))}
    ordered = sorted(found, key=lambda g: order[g.table or 0])
    return [(table, list(group)) for table, group in groupby(ordered, lambda g: g.table or 0)]


def pills(room: BoardRound, here: int | None, found: list[Going]) -> Pills:
    """What the best place of each table would do to whoever is chosen; nothing of nobody."""
    if not found:
        return {}
    best = {table: ways[0] for table, ways in by_table(found)}
    return {table.number: _pill(table.number, here, best) for table in room.tables}


def _pill(table: int, here: int | None, best: Mapping[int, Going]) -> tuple[str, str]:
    if table == here:
        return "from", "from here"
    if table not in best:
        return "shut", "locked"
    way = best[table]
    kind = "breaks" if way.breaks else "less" if way.links < 0 else "same"
    return kind, pill_words(way.links, way.breaks)
