"""Whether somebody's open page has anything new to say of the people at their tables.

A phone asks for one short mark, answered from memory. It changes for those alone who share a table
with whoever steps out, is missed or is back: nobody else fetches their page for that.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.services.planning.rounds.room_of_round import company_marks, company_version
from scheduler.web.shared.morning.live import FRESH_SECONDS, Remembered


@dataclass(frozen=True, slots=True)
class Company:
    """The marks of everybody at an event, by id, and the version of what they were made of."""

    version: str
    marks: Mapping[int, str]


companies: Remembered[int, Company] = Remembered("company", FRESH_SECONDS)


def mark_of(event_id: int, attendee_id: int) -> str:
    """What differs once the attendee's page shows other people, or other words of themselves.

    A page asks before it is made: what changes meanwhile is then new to it.
    """
    return companies.get(event_id, lambda: _company(event_id)).marks.get(attendee_id, "")


def _company(event_id: int) -> Company:
    version, former = company_version(event_id), companies.former(event_id)
    if former and former.version == version:
        return former
    return Company(version, company_marks(event_id))
