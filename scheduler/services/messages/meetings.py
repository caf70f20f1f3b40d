"""Who gets which link of an event that meets online."""

from scheduler.domain.events.online import Meeting, Venue
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendee, Event


def meeting_of(event: Event) -> Meeting:
    """Return the event's online rooms."""
    return Meeting(
        Venue(event.venue),
        event.slug,
        event.meeting_key,
        tuple(event.meeting_links),
        event.everybody_link,
        frozenset(event.online_tables),
    )


def joins_online(attendee: Attendee) -> bool:
    """Whether they take part online, and have a place to do so."""
    placed = attendee.state == RegistrationState.PLACED and attendee.event.called_off_at is None
    return placed and meeting_of(attendee.event).joins(attendee.joins_online)


def first_link(attendee: Attendee) -> str:
    """Return where they join first; "" for who comes to the place, or where no link is known."""
    return meeting_of(attendee.event).first_link() if joins_online(attendee) else ""


def table_link(attendee: Attendee, table: int | None, round_number: int) -> str:
    """Return the link of their table in a round; "" where it does not meet online for them."""
    meeting = meeting_of(attendee.event)
    if table is None or not meeting.is_online(table, attendee.joins_online):
        return ""
    return meeting.link(table, round_number)
