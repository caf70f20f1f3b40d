"""What the desk says of somebody it has let in: where they sit, and who came in their place."""

from datetime import datetime

from scheduler.domain.morning.chairs import no_table_yet
from scheduler.models import Attendee, Event
from scheduler.services.morning.arrivals import table_mates
from scheduler.services.morning.chairs import rounds_without_table
from scheduler.services.morning.desk.guests import rounds_now, told_name
from scheduler.services.morning.desk.handing_over import tables_from
from scheduler.services.people.presence import who_came_instead


def instead_words(person: Attendee) -> str:
    """That a colleague has come in the person's place as well, if one has."""
    twin = who_came_instead(person.id)
    return (
        f"{twin} has come instead of them too: if that is wrong, press Undo there. " if twin else ""
    )


def here_words(person: Attendee) -> str:
    """That they are here: which of two who have one name."""
    return f"{told_name(person)} is here."


def seat_words(event: Event, now: datetime, organises: bool, person: Attendee) -> str:
    """Which table, and who sits there; else how they get one, for whoever ``organises`` or not.

    In which rounds they have none yet is told beside it.
    """
    number, begun = rounds_now(event, now)
    ahead = tables_from(event, person.id, number)
    if not ahead:
        if organises:
            return "They have no table yet: make new tables, or find them a free chair, below."
        return "They have no table yet: ask them to wait near the screen. The organiser seats them."
    first = next((f"Table {at} in round {number}." for number, at in ahead if at), "")
    table = dict(ahead)[number]
    if table is not None:
        partners = table_mates(person, number, table)
        first = f"Table {table}, with {', '.join(partners)}." if partners else f"Table {table}."
    return f"{first} {no_table_yet(rounds_without_table(person, begun))}".strip()
