"""How the organisations of an event are written wherever people read them."""

from sqlalchemy import func, select

from scheduler.domain.people.organisations import Spellings, spellings
from scheduler.domain.states import COMING
from scheduler.models import Attendee, db


def spellings_at(event_id: int) -> Spellings:
    """Return the usual spellings at the event, so that colleagues are of one organisation.

    What each person typed stays in their own form, in the list of people and in its export.
    """
    written = (
        select(Attendee.organisation, func.count())
        .where(Attendee.event_id == event_id, Attendee.state.in_(COMING))
        .group_by(Attendee.organisation)
    )
    return spellings((name, number) for name, number in db.session.execute(written))
