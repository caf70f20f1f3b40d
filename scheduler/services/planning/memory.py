"""Who has met whom at the earlier events of a series."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from itertools import combinations, product
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from scheduler.domain.people.contacts import merged
from scheduler.domain.states import PlanState
from scheduler.engine.problem import Pair, pair
from scheduler.models import Attendee, Contact, Event, Plan, Seat, Series, db
from scheduler.services.people.presence import was_there


def earlier_meetings(event: Event, attendees: Sequence[Attendee]) -> frozenset[Pair]:
    """Return who of these met at an earlier event of the series, as pairs of their keys.

    A meeting is a table of the published plan that two of them shared; see :func:`was_there`.
    Nobody met at an event that was called off, or before the day from which the series counts.
    People are known by their contact; outside a series nobody has met before.
    """
    if event.series_id is None:
        return frozenset()
    standing = standing_contacts(event.series_id)
    coming: defaultdict[int, list[str]] = defaultdict(list)
    for attendee in attendees:
        if attendee.contact_id is not None:
            coming[standing.get(attendee.contact_id, attendee.contact_id)].append(str(attendee.id))
    returning = [contact for contact, stands in standing.items() if stands in coming]
    seats = db.session.execute(
        select(Seat.plan_id, Seat.round, Seat.table, Attendee.contact_id)
        .join(Plan, Seat.plan_id == Plan.id)
        .join(Event, Plan.event_id == Event.id)
        .join(Attendee, Seat.attendee_id == Attendee.id)
        .where(
            *at_earlier_events(event),
            Seat.table.is_not(None),
            Attendee.contact_id.in_(returning),
            was_there(),
        )
    )
    tables: defaultdict[tuple[Any, ...], set[int]] = defaultdict(set)
    for plan, number, table, contact in seats:
        tables[plan, number, table].add(standing[contact or 0])
    met = {two for people in tables.values() for two in combinations(sorted(people), 2)}
    return frozenset(
        pair(a, b) for one, other in met for a, b in product(coming[one], coming[other])
    )


def at_earlier_events(event: Event) -> tuple[ColumnElement[bool], ...]:
    """The conditions, on events and plans, for meetings at earlier events that count."""
    return (
        Event.series_id == event.series_id,
        Event.id != event.id,
        Event.starts_at < event.starts_at,
        Event.starts_at >= _counts_from(event),
        Event.called_off_at.is_(None),
        Plan.state == PlanState.PUBLISHED,
    )


def known_pairs(event: Event, attendees: Sequence[Attendee]) -> frozenset[tuple[int, int]]:
    """The same as :func:`earlier_meetings`, as pairs of ids, ascending."""
    pairs = ((int(a), int(b)) for a, b in earlier_meetings(event, attendees))
    return frozenset((min(a, b), max(a, b)) for a, b in pairs)


def standing_contacts(series_id: int) -> Mapping[int, int]:
    """Return for each contact of the series the one that stands for it after merging."""
    rows = db.session.execute(
        select(Contact.id, Contact.merged_into_id).where(Contact.series_id == series_id)
    )
    return merged(dict(iter(rows)))


def _counts_from(event: Event) -> datetime:
    """The moment from which meetings count, by the clocks of the event."""
    day = db.session.scalar(select(Series.counts_from).where(Series.id == event.series_id))
    if day is None:
        return datetime.min.replace(tzinfo=UTC)
    return datetime.combine(day, time.min, ZoneInfo(event.timezone))
