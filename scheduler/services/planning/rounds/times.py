"""When the rounds of an event are, by its agenda."""

from scheduler.domain.events.agenda import Span, round_times
from scheduler.models import Event


def times_of(event: Event, rounds: int) -> list[Span]:
    """Start and end of every round, by the agenda as it is now."""
    return round_times(
        event.starts_at, event.agenda, rounds, event.talk_minutes, event.move_minutes
    )
