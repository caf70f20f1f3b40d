"""Where the tables of an event stand, as the organiser arranges them."""

from sqlalchemy import func, select

from scheduler.domain.edits import KeptValue, whose_value
from scheduler.domain.planning.room_plan import Spot, inside
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Event, Plan, TablePlace, db, transaction
from scheduler.services.planning.board.room import spots_of
from scheduler.services.planning.forecast import room_forecast
from scheduler.services.registration.places import lock_event

LONGEST_NOTE = 60
STILL_YOURS = "Nothing of yours is saved yet; save again to have it your way."


def tables_standing(event: Event) -> int:
    """How many tables the room has: as many as any plan uses, or the next one would."""
    used = db.session.scalar(select(func.max(Plan.tables)).where(Plan.event_id == event.id))
    return max(used or 0, room_forecast(event).tables)


def seats_standing(event: Event) -> int:
    """How many seats the largest table has in the next plan, or as many as one is to have."""
    return max(room_forecast(event).sizes, default=event.table_size)


def place_table(event: Event, table: int, seen: Spot, spot: Spot) -> Spot:
    """Put a table where ``spot`` says, or as near as there is room, with its note.

    ``seen`` is how it was when the page was shown: of place and note, what others have changed
    since and this one has not stays theirs. Raises RuleBroken, rule STALE, where both have changed
    one of them, NotFound for a table that the room has not, InvalidInput for a long note.
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
        kept = _merged(table, seen, Spot(*inside(spot.x, spot.y), note), standing[table])
        mine = (TablePlace.event_id == event.id, TablePlace.table == table)
        place = db.session.scalar(select(TablePlace).where(*mine))
        if place is None:
            place = TablePlace(event_id=event.id, table=table)
            db.session.add(place)
        place.x, place.y, place.note = kept.x, kept.y, kept.note
    return kept


def _merged(table: int, seen: Spot, mine: Spot, theirs: Spot) -> Spot:
    """What each has changed; place and note are two things."""

    def place(spot: Spot) -> str:
        return f"{spot.x} from the left and {spot.y} from the top"

    whose_place = whose_value(place(seen), place(mine), place(theirs))
    whose_note = whose_value(seen.note, mine.note, theirs.note)
    clashes = []
    if whose_place is KeptValue.ASK:
        clashes.append(f"Somebody has moved table {table} since: it is {place(theirs)} now.")
    if whose_note is KeptValue.ASK:
        now = f"is “{theirs.note}” now" if theirs.note else "is gone now"
        clashes.append(f"Somebody has changed the note of table {table} since: it {now}.")
    if clashes:
        raise RuleBroken(f"{' '.join(clashes)} {STILL_YOURS}", Rule.STALE)
    placed = mine if whose_place is KeptValue.MINE else theirs
    noted = mine if whose_note is KeptValue.MINE else theirs
    return Spot(placed.x, placed.y, noted.note)


def make_quiet(event: Event, table: int, quiet: bool) -> None:
    """Name a table as quiet, or no longer. Raises NotFound for one that the room has not."""
    with transaction():
        event = lock_event(event.id)
        if table not in range(1, tables_standing(event) + 1):
            raise NotFound(f"There is no table {table}.")
        others = set(event.quiet_tables) - {table}
        event.quiet_tables = sorted(others | ({table} if quiet else set()))
