"""At which table each person starts, for the emails before the event."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from scheduler.domain.messages.first_table import FirstTable, SeatedThere
from scheduler.models import Attendee, Event, Plan, Seat, Sector, db
from scheduler.services.people.presence import away_rounds, is_coming
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.times import times_of

_Place = tuple[int, int]
"""A round and a table in it."""


def first_tables(event: Event, plan: Plan | None = None) -> Mapping[int, FirstTable]:
    """For each id of somebody seated in the plan, the first table they sit at; in the published
    one where none is given.

    Nobody while no plan is published. Who does not come any more and who misses a round is left
    out of it.
    """
    plan = plan or published_plan(event)
    if plan is None:
        return {}
    at_tables = _people_at_tables(plan)
    first: dict[int, _Place] = {}
    for place in sorted(at_tables):
        for key in at_tables[place]:
            first.setdefault(key, place)
    times = times_of(event, plan.rounds)
    return {
        key: FirstTable(
            number,
            times[number - 1][0],
            table,
            tuple(
                SeatedThere(name, style, host, you=other == key)
                for other, (name, style, host) in at_tables[number, table].items()
            ),
        )
        for key, (number, table) in first.items()
    }


def _people_at_tables(plan: Plan) -> Mapping[_Place, Mapping[int, tuple[str, int, bool]]]:
    """Who sits where, by id: name, style of the sector and whether they are its host."""
    away = away_rounds(plan.event_id, plan.rounds)
    rows = db.session.execute(
        select(
            Seat.round, Seat.table, Attendee.id, Attendee.name, Sector.style, Attendee.host_table
        )
        .join(Attendee, Attendee.id == Seat.attendee_id)
        .outerjoin(Sector, Sector.id == Attendee.sector_id)
        .where(Seat.plan_id == plan.id, is_coming())
        .order_by(
            (Attendee.host_table == Seat.table).desc().nulls_last(), Attendee.name, Attendee.id
        )
    )
    found: defaultdict[_Place, dict[int, tuple[str, int, bool]]] = defaultdict(dict)
    for number, table, key, name, style, host_table in rows:
        if table is not None and number not in away.get(key, ()):
            found[number, table][key] = (name, style or 0, host_table == table)
    return found
