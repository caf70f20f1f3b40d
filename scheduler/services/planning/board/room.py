"""One round of a draft as the organiser sees the room: tables where they stand, people in seats."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from scheduler.domain.people.names import sort_key
from scheduler.domain.planning.locks import lock_of_table
from scheduler.domain.planning.room_plan import Spot, depth, first_spot
from scheduler.domain.words.plan_view import Member, in_order
from scheduler.models import Attendee, Event, Seat, TablePlace, db
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import away_ids, is_coming
from scheduler.services.planning.board.state import Draft
from scheduler.services.planning.seating import member_of_plan


@dataclass(frozen=True, slots=True)
class BoardTable:
    """A table of a round. ``held``: the ids of those who are locked there, ``free``: empty seats.

    ``closed``: nobody may come or go.
    """

    number: int
    people: tuple[Member, ...]
    held: frozenset[int]
    closed: bool
    free: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class BoardRound:
    """A round of a draft: its tables, and who is at none of them."""

    number: int
    tables: tuple[BoardTable, ...]
    sitting_out: tuple[Member, ...]
    unseated: tuple[Member, ...]
    closed: bool
    depth: int


def round_on(draft: Draft, number: int) -> BoardRound:
    """Arrange a round of the draft."""
    members = _members(draft)
    spots = spots_of(draft.event, draft.tables)
    at, held = draft.board.at[number - 1], draft.held()

    def people(keys: set[str], table: int) -> tuple[Member, ...]:
        return in_order((members[key] for key in keys if key in members), table, sort_key)

    tables = tuple(
        BoardTable(
            number=table,
            people=people(at[table], table),
            held=frozenset(int(key) for key in at[table] if (number, key) in held),
            closed=number <= draft.begun or lock_of_table(draft.locks, number, table) is not None,
            free=max(0, draft.seats_at(number) - len(at[table])),
            spot=spots[table],
        )
        for table in range(1, draft.tables + 1)
    )
    missing = set(draft.board.present[number - 1]) - draft.board.places[number - 1].keys()
    return BoardRound(
        number=number,
        tables=tables,
        sitting_out=people(at[0], 0),
        unseated=people(missing, 0),
        closed=number <= draft.begun,
        depth=depth([table.spot for table in tables]),
    )


def spots_of(event: Event, tables: int) -> Mapping[int, Spot]:
    """Where each table stands."""
    found = {number: first_spot(number, tables) for number in range(1, tables + 1)}
    rows = db.session.scalars(select(TablePlace).where(TablePlace.event_id == event.id))
    found |= {row.table: Spot(row.x, row.y, row.note) for row in rows if row.table in found}
    named = found.keys() & set(event.quiet_tables)
    return found | {table: replace(found[table], quiet=True) for table in named}


def _members(draft: Draft) -> Mapping[str, Member]:
    """Everybody who comes or has a seat, by key."""
    seated = exists().where(Seat.plan_id == draft.plan.id, Seat.attendee_id == Attendee.id)
    away = away_ids(draft.event.id)
    rows = db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == draft.event.id, or_(is_coming(), seated))
        .options(joinedload(Attendee.sector))
    )
    spelt = spellings_at(draft.event.id)
    return {str(attendee.id): member_of_plan(attendee, away, spelt) for attendee in rows}
