"""Series of events: making one, putting events in and taking them out."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import aliased

from scheduler.domain.people.names import as_name
from scheduler.errors import InvalidInput, NotFound
from scheduler.models import Attendee, Contact, Event, Series, db, transaction
from scheduler.services.events.deletion import forget_lone_contacts
from scheduler.services.people.contacts import stay_merged
from scheduler.services.registration.places import lock_event
from scheduler.services.registration.recognition import recognise


def series_of(body_id: int) -> Sequence[Series]:
    """Return the body's series by name."""
    found = select(Series).where(Series.body_id == body_id)
    return db.session.scalars(found.order_by(func.lower(Series.name), Series.id)).all()


def save_series(
    series: Series, name: str, counts_from: date | None, follows_ratings: bool, today: date
) -> None:
    """Rename the series, choose the day before which meetings no longer count, and whether people
    are asked which rounds were worth it.

    Raises InvalidInput, with the field, for a missing name and a day to come: every meeting of the
    past would be forgotten.
    """
    name = _named(name)
    if counts_from is not None and counts_from > today:
        raise InvalidInput(
            "Choose a day that is not to come, or leave it empty.", field="counts_from"
        )
    with transaction():
        series.name, series.counts_from = name, counts_from
        series.follows_ratings = follows_ratings


def begin_series(event: Event, name: str, now: datetime) -> Series:
    """Make a series of an event that is in none; its people are recognised.

    An event that is in one already keeps it. Raises InvalidInput for a missing name.
    """
    with transaction():
        event = lock_event(event.id)
        return event.series or new_series(event, name, now)


def new_series(event: Event, name: str, now: datetime) -> Series:
    """Make a series of the event, which the caller's transaction has locked.

    Raises InvalidInput for a missing name.
    """
    series = Series(body_id=event.body_id, name=_named(name), created_at=now)
    db.session.add(series)
    db.session.flush()
    _move(event, series.id, now)
    return series


def join_series(event: Event, series: Series, now: datetime) -> None:
    """Put an event into a series of its body; its people are recognised.

    Raises NotFound for another body's series.
    """
    if series.body_id != event.body_id:
        raise NotFound("There is no such series.")
    with transaction():
        _move(lock_event(event.id), series.id, now)


def leave_series(event: Event, now: datetime) -> int:
    """Take an event out of its series: its people and meetings no longer belong to it.

    Who they were is kept until the event comes back. Returns of how many of them the organiser had
    said that they are somebody else of the series as well.
    """
    with transaction():
        event = lock_event(event.id)
        series_id, said = event.series_id, _merged_here(event)
        _move(event, None, now)
        forget_lone_contacts(series_id)
    return said


def _named(name: str) -> str:
    name = as_name(name)
    if not name:
        raise InvalidInput("Enter a name for the series.", field="series_name")
    return name


def _move(event: Event, series_id: int | None, now: datetime) -> None:
    if event.series_id == series_id:
        return
    left, event.series_id = event.series_id, series_id
    theirs = update(Attendee).where(Attendee.event_id == event.id)
    if left is not None:
        db.session.execute(theirs.values(former_contact_id=Attendee.contact_id))
    # Contacts belong to one series: in another, everybody is recognised afresh.
    db.session.execute(theirs.values(contact_id=None))
    if series_id is not None:
        mine = select(Contact.id).where(Contact.series_id == series_id)
        known = theirs.where(Attendee.former_contact_id.in_(mine))
        db.session.execute(known.values(contact_id=Attendee.former_contact_id))
    db.session.flush()
    people = select(Attendee).where(Attendee.event_id == event.id).order_by(Attendee.id)
    found = db.session.scalars(people.execution_options(populate_existing=True)).all()
    recognise(event, found, now)
    if series_id is not None:
        stay_merged(series_id, found)
        db.session.execute(known.values(former_contact_id=None))


def _merged_here(event: Event) -> int:
    """How many of the event's people are contacts that a merge holds together with others."""
    into = aliased(Contact)
    part = or_(
        Contact.merged_into_id.is_not(None), exists().where(into.merged_into_id == Contact.id)
    )
    found = (
        select(func.count(Attendee.id.distinct()))
        .join(Contact, Contact.id == Attendee.contact_id)
        .where(Attendee.event_id == event.id, part)
    )
    return db.session.scalar(found) or 0
