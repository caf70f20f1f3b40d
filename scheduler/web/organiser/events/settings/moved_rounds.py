"""Tells an organiser that a change moves rounds which were published."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import flash

from scheduler.models import Event
from scheduler.services.planning.plans import published_times
from scheduler.services.planning.rounds.clock import rounds_begun


@contextmanager
def noting_moved_rounds(event: Event) -> Iterator[None]:
    """Flash a warning when the published rounds are at other times afterwards."""
    before = published_times(event)
    yield
    if published_times(event) == before:
        return
    if rounds_begun(event, datetime.now(UTC)):
        flash(
            "Rounds that have begun keep their times, whatever is changed here; what is still to "
            "come follows it.",
            "warn",
        )
    else:
        flash(
            "The published rounds are at other times now. Personal pages show them; the emails "
            "that went out and printed sheets do not. The checklist of the overview offers to "
            "tell people the new times.",
            "warn",
        )
