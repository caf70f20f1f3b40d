"""Every module of the attendee's views, loaded, so that the blueprint is complete."""

from scheduler.web.attendee.afterwards import commitments, exchanges, survey, touch, working_group
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.attendee.morning import glossary, now, presence, table
from scheduler.web.attendee.planning import wishes
from scheduler.web.attendee.registration import address, erase, offer, personal_page

__all__ = [
    "address",
    "blueprint",
    "commitments",
    "erase",
    "exchanges",
    "glossary",
    "now",
    "offer",
    "personal_page",
    "presence",
    "survey",
    "table",
    "touch",
    "wishes",
    "working_group",
]
