"""Whether somebody's open page has anything new to say of the people at their tables.

A phone asks for one short mark, answered from memory. It changes for those alone who share a table
with whoever steps out, is missed or is back: nobody else fetches their page for that.
"""

from collections.abc import Mapping

from scheduler.services.planning.rounds.room_of_round import company_marks, company_version
from scheduler.web.shared.morning.live import FRESH_SECONDS, Remembered

versions: Remembered[int, str] = Remembered("company versions", FRESH_SECONDS)
marks: Remembered[tuple[int, str], Mapping[int, str]] = Remembered("company", 600, most=20)


def mark_of(event_id: int, attendee_id: int) -> str:
    """What differs once the attendee's page shows other people, or other words of themselves.

    A page asks before it is made: what changes meanwhile is then new to it.
    """
    version = versions.get(event_id, lambda: company_version(event_id))
    found = marks.get((event_id, version), lambda: company_marks(event_id))
    return found.get(attendee_id, "")
