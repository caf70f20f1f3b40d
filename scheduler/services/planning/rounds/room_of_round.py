"""The room as a round of the published plan fills it: where tables stand, and who is there."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import exists, select

from scheduler.domain.planning.room_plan import Spot
from scheduler.models import Attendee, Event, Seat, Sector, TablePlace, db
from scheduler.services.people.presence import away_from, is_coming
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
