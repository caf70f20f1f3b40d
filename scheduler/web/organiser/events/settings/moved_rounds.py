"""Tells an organiser that a change moves rounds which were published."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash

from scheduler.models import Event
from scheduler.services.planning.plans import published_times


@contextmanager
def noting_moved_rounds(event: Event) -> Iterator[None]:
    """Flash a warning when the published rounds are at other times afterwards."""
    before = published_times(event)
    yield
    if published_times(event) != before:
        flash(
            "The published rounds are at other times now. Personal pages show them; the emails "
            "that went out and printed sheets do not. The checklist of the overview offers to "
            "tell people the new times.",
            "warn",
        )
