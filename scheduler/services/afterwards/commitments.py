"""What people said they would do: noted at the table, by who sits there."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import joinedload

from scheduler.domain.registration.sign_up import one_line
from scheduler.errors import InvalidInput, NotFound
from scheduler.models import Attendee, Commitment, Event, db, transaction

LONGEST = 300


def note_commitment(
    by: Attendee, who_id: int, what: str, due: date | None, now: datetime
) -> Commitment:
    """Write down who does what by when. Raises InvalidInput without words, NotFound for somebody
    of another event."""
    what = one_line(what)[:LONGEST]
    if not what:
        raise InvalidInput("Say what they will do.", field="what")
    with transaction():
        who = db.session.get(Attendee, who_id)
        if who is None or who.event_id != by.event_id:
            raise NotFound("That person is not on the list of this event.")
        found = Commitment(
            event_id=by.event_id,
            who_id=who.id,
            what=what,
            due=due,
            noted_by_id=by.id,
            noted_at=now,
        )
        db.session.add(found)
    return found


def remove_commitment(by: Attendee, commitment_id: int) -> None:
    """Delete what this host wrote down; what is gone already stays gone."""
    with transaction():
        db.session.execute(
            delete(Commitment).where(
                Commitment.id == commitment_id, Commitment.noted_by_id == by.id
            )
        )


def noted_by(host: Attendee) -> Sequence[Commitment]:
    """What the host wrote down, the newest first."""
    return _all(Commitment.noted_by_id == host.id)


def commitments_of(event: Event) -> Sequence[Commitment]:
    """Everything that was written down at an event, the newest first."""
    return _all(Commitment.event_id == event.id)


def own_commitments(person: Attendee) -> Sequence[Commitment]:
    """What somebody has said they would do, the newest first."""
    return _all(Commitment.who_id == person.id)


def _all(condition: ColumnElement[bool]) -> Sequence[Commitment]:
    return db.session.scalars(
        select(Commitment)
        .where(condition)
        .options(joinedload(Commitment.who))
        .order_by(Commitment.id.desc())
    ).all()
