"""Changing what, where and when an event is, and how its room sits."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from scheduler.domain.events.setting_up import (
    check_span,
)
from scheduler.domain.languages import ENGLISH, LANGUAGES, gettext, speaking
from scheduler.domain.states import COMING, RegistrationState, TableFormat
from scheduler.domain.words.zones import local_time, when_words
from scheduler.models import (
    Attendee,
    Event,
    OutgoingMail,
    db,
    transaction,
)
from scheduler.services.editing import edit_with_letters
from scheduler.services.messages.outbox import number_of
from scheduler.services.messages.words import event_news
from scheduler.services.planning.rounds.clock import keep_so_far
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.registration import lifecycle


@dataclass(frozen=True, slots=True)
class EventDetails:
    """What, where and when. The moments are aware."""

    title: str
    place: str
    timezone: str
    starts_at: datetime
    ends_at: datetime
    summary: str = ""


@dataclass(frozen=True, slots=True)
class RoomFormat:
    """How the room sits and for how long. See Event."""

    format: TableFormat
    table_size: int
    table_count: int | None
    odd: str
    rounds: int
    talk_minutes: int
    move_minutes: int
    apart_organisations: bool = False


def changes_to_tell(event: Event, details: EventDetails) -> list[str]:
    """Return a sentence for each change that people who signed up must be told of."""
    changes = []
    if details.title != event.title:
        titles = {"title": details.title, "before": event.title}
        changes.append(gettext("New title: %(title)s, until now %(before)s.", **titles))
    times = (details.starts_at, details.ends_at, details.timezone)
    if times != (event.starts_at, event.ends_at, event.timezone):
        changes.append(gettext("New time: %(when)s.", when=_when(details)))
        if published_plan(event):
            changes.append(gettext("The rounds move with it; personal pages show their new times."))
    if details.place != event.place:
        changes.append(gettext("New place: %(place)s.", place=details.place))
    return changes


def outlasting(event: Event, details: EventDetails) -> dict[str, datetime | None]:
    """Return which of the event's own times would be too late for the new ones, with what they
    become; sign-up is open from now on, or closes when the event begins, where there is None."""
    begins, ends = details.starts_at, details.ends_at
    latest: dict[str, tuple[datetime, datetime | None]] = {
        "signup_opens_at": (begins - timedelta(microseconds=1), None),
        "signup_closes_at": (ends, None),
        "wishes_until": (begins, begins),
        "held_until": (begins, begins),
    }
    return {
        name: becomes
        for name, (limit, becomes) in latest.items()
        if (stored := getattr(event, name)) is not None and stored > limit
    }


def _changes_in(tag: str, event: Event, details: EventDetails) -> list[str]:
    with speaking(tag):
        return changes_to_tell(event, details)


def people_to_tell(event: Event) -> int:
    """Return how many people hold a place or wait for one, and had a mail about the event."""
    return db.session.scalar(select(func.count()).select_from(_told_people(event).subquery())) or 0


@edit_with_letters
def save_details(event: Event, details: EventDetails, now: datetime, *, tell: bool) -> int:
    """Change what, where and when; with ``tell``, mail a renewed invite to who signed up.

    Nothing is mailed when neither title, time nor place changes, while it is called off, or when it
    would be over by now. Times of sign-up and offers that would outlast the event end with it.
    Returns how many emails were written. Raises InvalidInput when the event would end before it
    starts.
    """
    check_span(details.starts_at, details.ends_at)
    changes = {tag: _changes_in(tag, event, details) for tag in LANGUAGES}
    with transaction():
        for name, value in (outlasting(event, details) | asdict(details)).items():
            setattr(event, name, value)
        event.updated_at = now
        db.session.flush()
        lifecycle.shorten_offers(event, now)
        if changes[ENGLISH]:
            lifecycle.renew_public_entry(event)
        tell = tell and bool(changes[ENGLISH]) and event.called_off_at is None
        tell = tell and now < details.ends_at
        people = people_with_renewed_entries(event) if tell else []
        mails = [
            event_news.post_event_changed(p, changes.get(p.speaks, changes[ENGLISH]), now)
            for p in people
        ]
        return number_of(mails)


def save_format(event: Event, room: RoomFormat, now: datetime) -> None:
    """Change how the room sits and the rounds.

    Rounds that have begun keep the time that they took; the one that is on keeps its length.
    """
    minutes = (room.talk_minutes, room.move_minutes)
    with transaction():
        if minutes != (event.talk_minutes, event.move_minutes):
            keep_so_far(event, now, announce=True)
        for name, value in asdict(room).items():
            setattr(event, name, value)
        event.updated_at = now


def _told_people(event: Event) -> Select[Attendee]:
    """Select who is told of changes: not who was imported and knows nothing of the event yet."""
    mailed = select(OutgoingMail.attendee_id).where(
        OutgoingMail.event_id == event.id, OutgoingMail.attendee_id.is_not(None)
    )
    people = select(Attendee).where(
        Attendee.event_id == event.id,
        Attendee.state.in_(COMING),
        Attendee.email.is_not(None),
        Attendee.id.in_(mailed),
    )
    return people.order_by(Attendee.id)


def people_with_renewed_entries(event: Event) -> list[Attendee]:
    """Return who is told of changes, their calendar sequences raised for what they are now sent.

    In the caller's transaction.
    """
    people = list(db.session.scalars(_told_people(event)))
    for person in people:
        if person.state == RegistrationState.PLACED:
            lifecycle.renew_entry(person)
    return people


def _when(details: EventDetails) -> str:
    zone = details.timezone
    return when_words(local_time(details.starts_at, zone), local_time(details.ends_at, zone))
