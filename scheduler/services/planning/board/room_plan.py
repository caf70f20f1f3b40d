"""Where the tables of an event stand, as the organiser arranges them."""

from dataclasses import replace

from sqlalchemy import func, select

from scheduler.domain.planning.room_plan import Spot, inside
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Event, Plan, TablePlace, db, transaction
from scheduler.services.planning.board.room import spots_of
from scheduler.services.planning.plans import room_forecast
from scheduler.services.registration.places import lock_event

LONGEST_NOTE = 60


def tables_standing(event: Event) -> int:
    """How many tables the room has: as many as any plan uses, or the next one would."""
    used = db.session.scalar(select(func.max(Plan.tables)).where(Plan.event_id == event.id))
    return max(used or 0, room_forecast(event).tables)


def place_table(event: Event, table: int, seen: Spot, spot: Spot) -> Spot:
    """Put a table where ``spot`` says, or as near as there is room, with its note.

    ``seen`` is where it stood when the page was shown: raises RuleBroken when somebody else has
    moved it since, NotFound for a table that the room has not, InvalidInput for a long note.
    """
    note = " ".join(spot.note.split())
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(f"A note has at most {LONGEST_NOTE} letters.", field="note")
    with transaction():
        # Two who move tables wait for each other here.
        db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
        standing = spots_of(event, tables_standing(event))
        if table not in standing:
            raise NotFound(f"There is no table {table}.")
        if replace(standing[table], quiet=False) != seen:
            raise RuleBroken(
                f"Somebody has moved table {table} since, so it stays where they put it.",
                Rule.STALE,
            )
        x, y = inside(spot.x, spot.y)
        mine = (TablePlace.event_id == event.id, TablePlace.table == table)
        place = db.session.scalar(select(TablePlace).where(*mine))
        if place is None:
            place = TablePlace(event_id=event.id, table=table)
            db.session.add(place)
        place.x, place.y, place.note = x, y, note
    return Spot(x, y, note)


def make_quiet(event: Event, table: int, quiet: bool) -> None:
    """Name a table as quiet, or no longer. Raises NotFound for one that the room has not."""
    with transaction():
        event = lock_event(event.id)
        if table not in range(1, tables_standing(event) + 1):
            raise NotFound(f"There is no table {table}.")
        others = set(event.quiet_tables) - {table}
        event.quiet_tables = sorted(others | ({table} if quiet else set()))
