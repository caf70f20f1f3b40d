"""Makers that tests share, each thing made in one place."""

from tests.builders.events import NOW, SECTORS, make_attendee, make_event

__all__ = ["NOW", "SECTORS", "make_attendee", "make_event"]
