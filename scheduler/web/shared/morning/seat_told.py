"""What the desk says of somebody it has let in: where they sit, and who came in their place."""

from datetime import datetime

from scheduler.domain.morning.chairs import no_table_yet
from scheduler.models import Attendee, Event
from scheduler.models.database import reading
from scheduler.services.morning.arrivals import seat_now
from scheduler.services.morning.chairs import rounds_without_table
from scheduler.services.morning.desk.guests import round_now, told_name
from scheduler.services.morning.desk.handing_over import tables_from
from scheduler.services.people.presence import who_came_instead
from scheduler.services.planning.rounds.clock import rounds_begun


def instead_words(person: Attendee) -> str:
    """That a colleague has come in the person's place as well, if one has."""
    with reading():
        twin = who_came_instead(person.id)
    return (
        f"{twin} has come instead of them too: if that is wrong, press Undo there. " if twin else ""
    )


def here_words(person: Attendee) -> str:
    """That they are here: which of two who have one name."""
    with reading():
        return f"{told_name(person)} is here."


def seat_words(event: Event, now: datetime, organises: bool, person: Attendee) -> str:
    """Which table, and who sits there; else how they get one, for whoever ``organises`` or not.

    In which rounds they have none yet is told beside it.
    """
    with reading():
        table, partners = seat_now(event, person.id, now)
        ahead = tables_from(event, person.id, round_now(event, now))
        without = rounds_without_table(person, rounds_begun(event, now))
    if not ahead:
        if organises:
            return "They have no table yet: make new tables, or find them a free chair, below."
        return "They have no table yet: ask them to wait near the screen. The organiser seats them."
    first = next((f"Table {at} in round {number}." for number, at in ahead if at), "")
    if table is not None:
        first = f"Table {table}, with {', '.join(partners)}." if partners else f"Table {table}."
    return f"{first} {no_table_yet(without)}".strip()
