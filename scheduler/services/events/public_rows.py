"""What an event's public page shows, as plain rows: quick to read, equal while nothing changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, ColumnElement, LargeBinary, Select, Text, cast, func, select
from sqlalchemy.orm import aliased, joinedload

from scheduler.domain.states import COMING
from scheduler.models import (
    AgendaItem,
    Attendee,
    Event,
    EventPicture,
    ImpactReport,
    OrganisingBody,
    Question,
    Sector,
    db,
)
from scheduler.models.database import Model

PARTS: tuple[type[Model], ...] = (Sector, AgendaItem, Question, EventPicture)
"""The tables whose rows belong to an event and can be read on its public page."""


@dataclass(frozen=True, slots=True)
class PublicRows:
    """The event with its body and the links of its public reports in one row, the rows of each of
    ``PARTS``, and the sign-ups.

    ``sign_ups``: sector, state and number; empty with fewer than were asked for.
    """

    event: Any
    parts: tuple[tuple[object, ...], ...]
    sign_ups: tuple[object, ...]


def public_event(slug: str) -> Event | None:
    """Return the event at a public address, with its body."""
    return db.session.scalar(
        select(Event).where(Event.slug == slug).options(joinedload(Event.body))
    )


class NextOne(NamedTuple):
    """What the page of an event that is over says of the next one of its series."""

    slug: str
    title: str
    starts_at: datetime
    timezone: str


def next_of_series(series_id: int | None, now: datetime) -> NextOne | None:
    """Return the next event of the series that anybody may find, None if there is none."""
    found = db.session.execute(
        select(Event.slug, Event.title, Event.starts_at, Event.timezone)
        .where(
            Event.series_id == series_id,
            Event.listed,
            Event.called_off_at.is_(None),
            Event.starts_at > now,
        )
        .order_by(Event.starts_at, Event.id)
        .limit(1)
    ).one_or_none()
    return NextOne(*found) if found else None


def public_rows(slug: str, fewest: int) -> PublicRows | None:
    """Return what the event's page shows, None if there is no such event.

    Sign-ups are counted by sector where at least ``fewest`` places are taken.
    """
    event = db.session.execute(_EVENT, {"slug": slug}).one_or_none()
    if event is None:
        return None
    owner = {"event": event.id}
    counted = event.places_taken >= min(fewest, event.capacity)
    return PublicRows(
        event,
        tuple(tuple(db.session.execute(part, owner)) for part in _PARTS),
        tuple(db.session.execute(_SIGN_UPS, owner)) if counted else (),
    )


def _plain(model: type[Model]) -> list[ColumnElement[Any]]:
    # A list would not be hashable, and is compared as it is written.
    # Pictures are known by the names that are made from them.
    columns = [one for one in model.__table__.columns if not isinstance(one.type, LargeBinary)]
    return [cast(one, Text) if isinstance(one.type, JSON) else one for one in columns]


def _part(model: type[Model]) -> Select[Any]:
    columns = model.__table__.columns
    return (
        select(*_plain(model))
        .where(columns["event_id"] == db.bindparam("event"))
        .order_by(columns["id"])
    )


_OF_EVENT, _OF_SERIES = aliased(ImpactReport), aliased(ImpactReport)
_EVENT = (
    select(
        *_plain(Event),
        *(one.label(f"body_{number}") for number, one in enumerate(_plain(OrganisingBody))),
        _OF_EVENT.token.label("report"),
        _OF_SERIES.token.label("series_report"),
    )
    .join(OrganisingBody, OrganisingBody.id == Event.body_id)
    .outerjoin(_OF_EVENT, _OF_EVENT.listed & (_OF_EVENT.event_id == Event.id))
    .outerjoin(_OF_SERIES, _OF_SERIES.listed & (_OF_SERIES.series_id == Event.series_id))
    .where(Event.slug == db.bindparam("slug"))
)
_PARTS = tuple(_part(model) for model in PARTS)
_SIGN_UPS = (
    select(Attendee.sector_id, Attendee.state, func.count())
    .where(Attendee.event_id == db.bindparam("event"), Attendee.state.in_(COMING))
    .group_by(Attendee.sector_id, Attendee.state)
    .order_by(Attendee.sector_id, Attendee.state)
)
