"""Series of events: making one, putting events in and taking them out, and the next event."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import aliased

from scheduler.domain.events.agenda import DEFAULTS, minutes_needed
from scheduler.domain.events.sectors import DEFAULT_SECTORS, sector_key
from scheduler.domain.events.series import CARRIED, moved
from scheduler.domain.events.setting_up import (
    PRIORITY_AREAS,
    PROMPTS,
    check_span,
    default_agenda,
    make_slug,
)
from scheduler.domain.people.fields import off_at_first
from scheduler.domain.people.names import as_name
from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.registration.waiting_list import USUAL_OFFER_HOURS
from scheduler.domain.states import RegistrationState, TableFormat
from scheduler.errors import InvalidInput, NotFound
from scheduler.models import AgendaItem, Attendee, Contact, Event, Sector, Series, db, transaction
from scheduler.services.events.deletion import forget_lone_contacts
from scheduler.services.events.place.expecting import copy_pictures
from scheduler.services.events.settings import EventDetails
from scheduler.services.people.contacts import stay_merged
from scheduler.services.people.person import new_attendee
from scheduler.services.registration import lifecycle
from scheduler.services.registration.answers.questions import copied
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
    name = _named(name)
    with transaction():
        event = lock_event(event.id)
        if event.series is not None:
            return event.series
        return _begin(event, name, now)


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


def hosts_of(event: Event) -> Sequence[Attendee]:
    """Return who hosts a table at the event and has a place, by table."""
    return db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == event.id,
            Attendee.state == RegistrationState.PLACED,
            Attendee.host_table.is_not(None),
        )
        .order_by(Attendee.host_table, Attendee.id)
    ).all()


def create_next(
    event: Event,
    details: EventDetails,
    capacity: int,
    *,
    carried: Collection[str],
    host_ids: Collection[int],
    series_name: str,
    actor: Actor,
    now: datetime,
) -> Event:
    """Make the next event of the series, with what comes along from this one.

    ``carried``: keys of CARRIED; what is left out begins as a new event does. The hosts with
    ``host_ids`` get a place and their table; nobody is written to. An event without a series gets
    one called ``series_name``, which is then needed. Raises InvalidInput for a missing name or an
    event that ends before it starts.
    """
    check_span(details.starts_at, details.ends_at)
    with transaction():
        event = lock_event(event.id)
        if event.series_id is None:
            _begin(event, _named(series_name), now)
        following = Event(
            body_id=event.body_id,
            series_id=event.series_id,
            slug=make_slug(details.title, details.starts_at.date()),
            capacity=capacity,
            created_at=now,
            updated_at=now,
            **_columns(event, details, carried, now),
        )
        _bring_rows(event, following, carried)
        db.session.add(following)
        db.session.flush()
        if "expect" in carried:
            copy_pictures(event, following)
        _seat_hosts(event, following, host_ids, actor, now)
    return following


def _begin(event: Event, name: str, now: datetime) -> Series:
    series = Series(body_id=event.body_id, name=name, created_at=now)
    db.session.add(series)
    db.session.flush()
    _move(event, series.id, now)
    return series


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


def _columns(
    event: Event, details: EventDetails, carried: Collection[str], now: datetime
) -> dict[str, object]:
    usual = DEFAULTS[TableFormat.TABLES]
    values: dict[str, object] = {
        "format": TableFormat.TABLES,
        "odd": "trio",
        "offer_hours": USUAL_OFFER_HOURS,
        "priority_areas": list(PRIORITY_AREAS),
        "prompts": list(PROMPTS),
        "fields_off": off_at_first(),
        **asdict(usual),
    }
    for key in carried:
        values |= {name: getattr(event, name) for name in CARRIED[key].columns}
    zone = ZoneInfo(event.timezone)
    old, new = event.starts_at.astimezone(zone), details.starts_at.astimezone(zone)
    for name in CARRIED["signup"].columns:
        if moment := values.get(name):
            assert isinstance(moment, datetime)
            later = moved(moment, (new.date() - old.date()).days, event.timezone)
            # What would be past is left out: the event begins with its sign-up open.
            values[name] = later if now < later < details.starts_at else None
    return values | {k: v for k, v in asdict(details).items() if k != "summary"}


def _bring_rows(event: Event, following: Event, carried: Collection[str]) -> None:
    following.sectors = _sectors(event, carried)
    if "questions" in carried:
        following.questions = [copied(question) for question in event.questions]
    following.agenda = _agenda(event, following, carried)


def _sectors(event: Event, carried: Collection[str]) -> list[Sector]:
    source: Sequence[Sector] = event.sectors if "sectors" in carried else ()
    found = source or [
        Sector(name=draft.name, examples=draft.examples, style=draft.style, held=0)
        for draft in DEFAULT_SECTORS
    ]
    return [
        Sector(name=s.name, examples=s.examples, style=s.style, held=s.held, position=position)
        for position, s in enumerate(found, start=1)
    ]


def _agenda(event: Event, following: Event, carried: Collection[str]) -> list[AgendaItem]:
    if "agenda" in carried and event.agenda:
        speakers = "speakers" in carried
        return [
            AgendaItem(
                position=item.position,
                kind=item.kind,
                title=item.title,
                minutes=item.minutes,
                speaker=item.speaker if speakers else "",
            )
            for item in event.agenda
        ]
    morning = int((following.ends_at - following.starts_at).total_seconds() // 60)
    needed = minutes_needed(following.rounds, following.talk_minutes, following.move_minutes)
    return [
        AgendaItem(**asdict(item), position=position)
        for position, item in enumerate(default_agenda(morning, needed), start=1)
    ]


def _seat_hosts(
    event: Event, following: Event, host_ids: Collection[int], actor: Actor, now: datetime
) -> None:
    """Hosts come with their table. What they need is asked anew: it may have changed."""
    sectors = {sector_key(sector.name): sector.id for sector in following.sectors}
    hosts = [host for host in hosts_of(event) if host.id in host_ids]
    for host in hosts:
        person = new_attendee(following, now)
        for name in ("name", "organisation", "email", "email_key", "role", "stays", "host_table"):
            setattr(person, name, getattr(host, name))
        person.sector_id = sectors.get(sector_key(host.sector.name)) if host.sector else None
        person.contact_id = host.contact_id
        lifecycle.give_place_or_queue(
            person, actor=actor, reason=Reason.CARRIED, now=now, tell=False
        )
