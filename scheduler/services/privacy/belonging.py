"""Which rows belong to a body or to an attendee, as the foreign keys say.

A table that is added later is covered without a word here.
"""

from collections.abc import Collection, Iterator
from functools import cache

from sqlalchemy import JSON, Column, ColumnElement, String, Table, or_, select

from scheduler.models.database import Base

BODY = "organising_body"
ATTENDEE = "attendee"


def tables() -> list[Table]:
    """Every table, those that others refer to first."""
    return Base.metadata.sorted_tables


def within_body(table: Table, body_id: int) -> ColumnElement[bool] | None:
    """Return which rows of the table belong to the body; None where no key leads to it."""
    if table.name == BODY:
        return table.c.id == body_id
    conditions = []
    for column in _ways_to_body().get(table.name, ()):
        key = next(iter(column.foreign_keys)).column
        inside = within_body(key.table, body_id)
        assert inside is not None, "the way leads there"
        conditions.append(column.in_(select(key).where(inside)))
    return or_(*conditions) if conditions else None


def pointing_to_attendees(ids: Collection[int]) -> Iterator[tuple[Column, ColumnElement[bool]]]:
    """Yield each column that refers to an attendee, and which rows refer to one of these."""
    for table in tables():
        for column in table.columns:
            if _leads_into(column, (ATTENDEE,)):
                yield column, column.in_(ids)


def text_columns(table: Table) -> list[Column]:
    """Return the columns that hold words: text, and lists and mappings of it."""
    return [column for column in table.columns if isinstance(column.type, (String, JSON))]


@cache
def _ways_to_body() -> dict[str, tuple[Column, ...]]:
    """The foreign keys of each table that lead one step nearer to the organising body."""
    near = {BODY}
    ways: dict[str, tuple[Column, ...]] = {}
    while True:
        step = {
            table.name: columns
            for table in tables()
            if table.name not in near
            and (columns := tuple(c for c in table.columns if _leads_into(c, near)))
        }
        if not step:
            return ways
        ways |= step
        near |= step.keys()


def _leads_into(column: Column, near: Collection[str]) -> bool:
    return any(key.column.table.name in near for key in column.foreign_keys)
