"""When the rounds of an event are, by its agenda."""

from scheduler.domain.events.agenda import TimeSpan, round_times, rounds_in_items
from scheduler.models import Event


def times_of(event: Event, rounds: int) -> list[TimeSpan]:
    """Start and end of every round, by the agenda as it is now."""
    return round_times(
        event.starts_at, event.agenda, rounds, event.talk_minutes, event.move_minutes
    )


def held_by_items(event: Event, rounds: int) -> list[int]:
    """How many of the rounds each item of the event's agenda holds, in their order."""
    return rounds_in_items(event.agenda, rounds, event.talk_minutes + event.move_minutes)
