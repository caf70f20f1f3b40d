"""Deleting an event: everything of it goes, and nothing of any other."""

from sqlalchemy import func, select

from scheduler.models import Event, db
from scheduler.services.events import deletion
from tests.builders import Account, make_attendee, make_event
from tests.builders.populated import populate

OF_THE_TEAM = {"api_key", "membership", "invitation", "passkey", "user"}
"""Who belongs to the organisation stays when an event goes, with what they sign in with."""


def rows() -> dict[str, int]:
    """How many rows each table has that may belong to an event."""
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in db.metadata.sorted_tables
        if table.name not in OF_THE_TEAM
    }


def test_everything_of_the_event_goes_and_nothing_else(owner: Account) -> None:
    kept = make_event(owner.body_id)
    make_attendee(kept, "Ann Lee", "Public")
    db.session.commit()
    before = rows()
    # With the event that is filled comes an empty one.
    event = populate(owner.body_id).event
    contents = deletion.contents_of(event)
    assert (contents.people, contents.plans, contents.emails) == (8, 3, 4)
    deletion.delete_event(event, owner.user)
    for empty in db.session.scalars(select(Event).where(Event.id != kept.id)).all():
        deletion.delete_event(empty, owner.user)
    assert rows() == before


def test_pressing_twice_deletes_once(owner: Account, event: Event) -> None:
    deletion.delete_event(event, owner.user)
    deletion.delete_event(event, owner.user)
    assert rows()["event"] == 0
