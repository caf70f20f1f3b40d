"""The next event of a series: made from the last, with what comes along."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.events.sectors import sector_key
from scheduler.domain.events.series import CARRIED, EventPart, moved
from scheduler.domain.events.setting_up import check_span
from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.states import RegistrationState
from scheduler.models import AgendaItem, Attendee, Event, Sector, db, transaction
from scheduler.services.events.beginning.new_event import begun
from scheduler.services.events.place.expecting import copy_pictures
from scheduler.services.events.series import new_series
from scheduler.services.events.settings import EventDetails
from scheduler.services.people.person import new_attendee
from scheduler.services.registration import lifecycle
from scheduler.services.registration.answers.questions import copied
from scheduler.services.registration.places import lock_event


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
    carried: Collection[EventPart],
    host_ids: Collection[int],
    series_name: str,
    actor: Actor,
    now: datetime,
) -> Event:
    """Make the next event of the series, with what comes along from this one.

    ``carried``: what is left out begins as a new event does. The hosts with
    ``host_ids`` get a place and their table; nobody is written to. An event without a series gets
    one called ``series_name``, which is then needed. Raises InvalidInput for a missing name or an
    event that ends before it starts.
    """
    check_span(details.starts_at, details.ends_at)
    with transaction():
        event = lock_event(event.id)
        if event.series_id is None:
            new_series(event, series_name, now)
        following = begun(
            event.body_id, details, capacity, _columns(event, details, carried, now), now
        )
        following.series_id = event.series_id
        _bring_rows(event, following, carried)
        db.session.add(following)
        db.session.flush()
        if EventPart.EXPECT in carried:
            copy_pictures(event, following)
        _seat_hosts(event, following, host_ids, actor, now)
    return following


def _columns(
    event: Event, details: EventDetails, carried: Collection[EventPart], now: datetime
) -> dict[str, Any]:
    """The columns that come along."""
    values = {name: getattr(event, name) for part in carried for name in CARRIED[part].columns}
    zone = ZoneInfo(event.timezone)
    old, new = event.starts_at.astimezone(zone), details.starts_at.astimezone(zone)
    for name in CARRIED[EventPart.SIGNUP].columns:
        if moment := values.get(name):
            later = moved(moment, (new.date() - old.date()).days, event.timezone)
            # What would be past is left out: the event begins with its sign-up open.
            values[name] = later if now < later < details.starts_at else None
    return values


def _bring_rows(event: Event, following: Event, carried: Collection[EventPart]) -> None:
    if EventPart.SECTORS in carried and event.sectors:
        following.sectors = [
            Sector(name=s.name, examples=s.examples, style=s.style, held=s.held, position=position)
            for position, s in enumerate(event.sectors, start=1)
        ]
    if EventPart.QUESTIONS in carried:
        following.questions = [copied(question) for question in event.questions]
    if EventPart.AGENDA in carried and event.agenda:
        following.agenda = [
            AgendaItem(
                position=item.position,
                kind=item.kind,
                title=item.title,
                minutes=item.minutes,
                speaker=item.speaker if EventPart.SPEAKERS in carried else "",
            )
            for item in event.agenda
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
