"""Favouring the unconnected: organisations that have sat with nobody of a sector of the series."""

from collections.abc import Sequence

from sqlalchemy import select

from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.planning.preferred.unconnected import (
    ComingGuest,
    EarlierSeat,
    Gap,
    favoured,
    gaps,
    sectors_known,
)
from scheduler.engine.problem import Pair
from scheduler.models import Attendee, Event, Plan, Seat, Sector, Series, db, transaction
from scheduler.services.people.presence import is_coming, was_there
from scheduler.services.planning.memory import at_earlier_events


def favour_unconnected(series: Series, on: bool) -> None:
    """Choose whether the plans of a series favour them from now on."""
    with transaction():
        series.favours_unconnected = on


def favoured_pairs(event: Event, attendees: Sequence[Attendee]) -> frozenset[Pair]:
    """Return the pairs, by their keys, that would be a first link of an organisation to a sector.

    None where the series does not favour them.
    """
    if event.series is None or not event.series.favours_unconnected:
        return frozenset()
    return favoured(_guests(attendees), sectors_known(_seats(event)))


def unconnected_of(event: Event) -> list[Gap]:
    """Return the organisations that come again and have no link yet to a sector that comes."""
    if event.series_id is None:
        return []
    coming = db.session.scalars(select(Attendee).where(Attendee.event_id == event.id, is_coming()))
    sectors = [sector.name for sector in event.sectors]
    return gaps(_guests(coming.all()), sectors_known(_seats(event)), sectors)


def _guests(attendees: Sequence[Attendee]) -> list[ComingGuest]:
    return [
        ComingGuest(
            str(person.id),
            organisation_key(person.organisation),
            " ".join(person.organisation.split()),
            person.sector.name,
        )
        for person in attendees
        if person.sector is not None
    ]


def _seats(event: Event) -> list[EarlierSeat]:
    """Who sat where at the earlier events that count, as for who has met whom."""
    rows = db.session.execute(
        select(Seat.plan_id, Seat.round, Seat.table, Attendee.organisation, Sector.name)
        .join(Plan, Seat.plan_id == Plan.id)
        .join(Event, Plan.event_id == Event.id)
        .join(Attendee, Seat.attendee_id == Attendee.id)
        .join(Sector, Attendee.sector_id == Sector.id)
        .where(*at_earlier_events(event), Seat.table.is_not(None), was_there())
    )
    return [
        EarlierSeat((plan, number, table), organisation_key(organisation), sector)
        for plan, number, table, organisation, sector in rows
    ]
