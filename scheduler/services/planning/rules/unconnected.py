"""Favouring the unconnected: organisations that have sat with nobody of a sector of the series.

Who sat with whom is what the impact report counts: rounds held, among people who were there.
"""

from collections.abc import Sequence

from sqlalchemy import select

from scheduler.domain.afterwards.figures.organisations import sectors_known
from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.planning.preferred.unconnected import (
    ComingGuest,
    Gap,
    favoured,
    gaps,
)
from scheduler.engine.problem import Pair
from scheduler.models import Attendee, Event, Series, db, transaction
from scheduler.services.people.presence import is_coming
from scheduler.services.planning.rounds.breakfasts import breakfasts_before


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
    return favoured(_guests(attendees), sectors_known(breakfasts_before(event)))


def unconnected_of(event: Event) -> list[Gap]:
    """Return the organisations that come again and have no link yet to a sector that comes."""
    if event.series_id is None:
        return []
    coming = db.session.scalars(select(Attendee).where(Attendee.event_id == event.id, is_coming()))
    sectors = [sector.name for sector in event.sectors]
    return gaps(_guests(coming.all()), sectors_known(breakfasts_before(event)), sectors)


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
