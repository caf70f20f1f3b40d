"""The room as rounds of the published plan fill it: where tables stand, and who is there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from sqlalchemy import exists, func, select

from scheduler.domain.planning.room_plan import Spot
from scheduler.models import Attendance, Attendee, Event, Seat, Sector, TablePlace, db
from scheduler.services.people.presence import (
    away_from,
    away_rounds,
    is_coming,
    missing_rounds,
    news_of,
)
from scheduler.services.planning.board.room import spots_of
from scheduler.services.planning.rounds.published import published_plan


@dataclass(frozen=True, slots=True)
class TableOfRound:
    """A table with the sectors' styles of those who are to sit there.

    ``spot``: None where nobody has placed tables.
    """

    number: int
    styles: tuple[int, ...]
    spot: Spot | None


def room_of_round(event: Event, number: int) -> tuple[TableOfRound, ...]:
    """The tables of a round of the published plan, by number; none without such a plan.

    Where the organiser has placed the tables, all of them are there; else those that are used.
    """
    plan = published_plan(event)
    if plan is None:
        return ()
    away = away_from(event.id, number)
    rows = db.session.execute(
        select(Seat.table, Attendee.id, Sector.style)
        .join(Seat.attendee)
        .outerjoin(Attendee.sector)
        .where(Seat.plan_id == plan.id, Seat.round == number, Seat.table.is_not(None), is_coming())
        .order_by(Sector.style, Attendee.id)
    )
    styles: defaultdict[int, list[int]] = defaultdict(list)
    for table, attendee_id, style in rows:
        if table is not None and attendee_id not in away:
            styles[table].append(style or 0)
    placed = db.session.scalar(select(exists().where(TablePlace.event_id == event.id)))
    spots = spots_of(event, plan.tables) if placed else {}
    return tuple(
        TableOfRound(table, tuple(styles[table]), spots.get(table))
        for table in sorted(spots.keys() | styles.keys())
    )


def company_version(event_id: int) -> str:
    """What differs after every change of who sits with whom; cheap to ask."""
    event = db.session.get_one(Event, event_id)
    plan = published_plan(event)
    seats = plan and db.session.scalar(select(func.count()).where(Seat.plan_id == plan.id))
    coming = db.session.scalar(
        select(func.count()).select_from(Attendee).where(Attendee.event_id == event_id, is_coming())
    )
    return f"{news_of(event_id)}/{plan.id if plan else 0}/{seats}/{coming}"


def company_marks(event_id: int) -> Mapping[int, str]:
    """For each person, by id, what differs once they sit with others or are noted otherwise.

    Who is at a table counts for those of that table alone; whoever misses a round, or is missed by
    their host, is not there.
    """
    plan = published_plan(db.session.get_one(Event, event_id))
    noted = db.session.execute(
        select(Attendance.attendee_id, Attendance.state).where(Attendance.event_id == event_id)
    )
    own: defaultdict[int, list[object]] = defaultdict(list)
    for key, state in noted:
        own[key].append(state.value)
    if plan is not None:
        away, missed = away_rounds(event_id, plan.rounds), missing_rounds(event_id)
        tables: defaultdict[tuple[int, int | None], list[int]] = defaultdict(list)
        seats = db.session.execute(
            select(Seat.round, Seat.table, Seat.attendee_id)
            .join(Seat.attendee)
            .where(Seat.plan_id == plan.id, is_coming())
            .order_by(Seat.round, Seat.attendee_id)
        )
        for number, table, key in seats:
            out = number in away.get(key, ()) or (key, number) in missed
            tables[number, table].append(-key if out else key)
        for at, people in tables.items():
            there = crc32(repr([key for key in people if key > 0]).encode()) if at[1] else 0
            for key in people:
                own[abs(key)].append((*at, there, key > 0))
    return {key: f"{crc32(repr(words).encode()):x}" for key, words in own.items()}
