"""How many things there are of each kind and state."""

from collections.abc import Mapping

from sqlalchemy import func, select

from scheduler.models import Attendee, Event, Job, OutgoingMail, db

STATES = {
    "registrations": Attendee.state,
    "jobs": Job.state,
    "emails": OutgoingMail.state,
}


def counts() -> Mapping[str, Mapping[str, int]]:
    """Return the numbers of events, registrations, jobs and emails by state."""
    found = {
        name: {
            str(row.state): int(row.number)
            for row in db.session.execute(
                select(state.label("state"), func.count().label("number")).group_by(state)
            )
        }
        for name, state in STATES.items()
    }
    events = db.session.scalar(select(func.count()).select_from(Event)) or 0
    return {"events": {"all": events}, **found}
