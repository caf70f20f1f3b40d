"""The breakfasts of a series as they took place, for everything that is counted over them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from scheduler.domain.afterwards.figures.breakfasts import Breakfast, BreakfastGuest, Speaker
from scheduler.domain.afterwards.figures.speakers import speaker_key, speaker_of
from scheduler.domain.afterwards.meetings import Sitting, links_between_sectors
from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.states import PlanState, RegistrationState
from scheduler.models import Attendance, Attendee, Event, Plan, Sector, Series, db
from scheduler.services.people.presence import came_another_instead, was_checked, was_there
from scheduler.services.planning.memory import standing_contacts
from scheduler.services.planning.rounds.published import plan_before_the_morning, published_plan
from scheduler.services.planning.rounds.sittings import sat_together, seats_at_tables


def breakfasts_until(event: Event, now: datetime) -> list[Breakfast]:
    """Return the event and the earlier ones of its series that count, the earliest first.

    Each has a published plan and was not called off; those before the day from which the series
    counts are left out. Empty where the event itself is.
    """
    found = [
        one for one in _series_events(event.series_id) if one.starts_at < event.starts_at
    ] if event.series_id else []  # fmt: skip
    if published_plan(event) is None:
        return []
    standing = standing_contacts(event.series_id) if event.series_id else {}
    return [_breakfast(one, standing, now) for one in [*found, event]]


def breakfasts_before(event: Event) -> list[Breakfast]:
    """Return the breakfasts of the event's series that come before it and count, in order.

    One that is not over yet counts as it is planned.
    """
    if event.series_id is None:
        return []
    standing = standing_contacts(event.series_id)
    earlier = [one for one in _series_events(event.series_id) if one.starts_at < event.starts_at]
    return [_breakfast(one, standing, event.starts_at) for one in earlier]


def breakfasts_of(series: Series, now: datetime) -> list[Breakfast]:
    """Return the breakfasts of the series that are over and count, the earliest first."""
    standing = standing_contacts(series.id)
    over = [one for one in _series_events(series.id) if one.ends_at <= now]
    return [_breakfast(one, standing, now) for one in over]


def _series_events(series_id: int) -> list[Event]:
    published = select(Plan.event_id).where(Plan.state == PlanState.PUBLISHED)
    events = db.session.scalars(
        select(Event)
        .where(Event.series_id == series_id, Event.called_off_at.is_(None), Event.id.in_(published))
        .order_by(Event.starts_at, Event.id)
    ).all()
    day = db.session.scalar(select(Series.counts_from).where(Series.id == series_id))
    return [
        one
        for one in events
        if day is None
        or one.starts_at >= datetime.combine(day, time.min, ZoneInfo(one.timezone)).astimezone(UTC)
    ]


def _breakfast(event: Event, standing: Mapping[int, int], now: datetime) -> Breakfast:
    """``standing``: each contact of the series with the one that stands for it."""
    people = db.session.execute(
        select(
            Attendee.id, Attendee.contact_id, Attendee.name, Attendee.organisation,
            Attendee.host_table, Sector.name.label("sector"), was_there().label("came"),
        )
        .outerjoin(Sector, Sector.id == Attendee.sector_id)
        .where(Attendee.event_id == event.id)
        .order_by(Attendee.name, Attendee.id)
    ).all()  # fmt: skip
    # A sign-up that is known as nobody of the series keeps a number of its own.
    ids = {row.id: standing.get(row.contact_id or 0, -row.id) for row in people}
    guests = {
        row.id: BreakfastGuest(
            ids[row.id],
            organisation_key(row.organisation),
            row.organisation,
            row.sector or "",
            row.host_table is not None,
        )
        for row in people
        if row.came
    }
    planned = [replace(at, person=ids[at.person]) for at in _planned(event)]
    return Breakfast(
        key=event.id,
        title=event.title,
        day=event.starts_at.astimezone(ZoneInfo(event.timezone)).date(),
        guests=list(guests.values()),
        sittings=[replace(at, person=ids[at.person]) for at in sat_together(event, now)],
        planned=len(links_between_sectors(planned)),
        expected=_expected(event),
        speakers=_speakers(event, {row.name: guests[row.id] for row in people if row.came}),
        checked=was_checked(event),
        planned_seats=planned,
    )


def _planned(event: Event) -> list[Sitting]:
    """Who was to sit where by the plan that held before the morning.

    Tables made on the day already knew who was missing. Whoever walked in was not planned with; a
    colleague has the seats of whom they came for.
    """
    plan = published_plan(event)
    assert plan is not None, "only events with a published plan are asked for"
    walked_in = set(
        db.session.scalars(
            select(Attendance.attendee_id).where(
                Attendance.event_id == event.id,
                Attendance.added_places.is_not(None),
                Attendance.instead_of_id.is_(None),
            )
        )
    )
    seats = seats_at_tables(plan_before_the_morning(plan).id)
    return [row.sitting for row in seats if row.there and row.sitting.person not in walked_in]


def _speakers(event: Event, came: Mapping[str, BreakfastGuest]) -> list[Speaker]:
    """Who is named in the agenda; ``came``: by their names."""
    guests = {speaker_key(name): (one.organisation, one.sector) for name, one in came.items()}
    sectors = {one.organisation: one.sector for one in came.values() if one.organisation}
    return [speaker_of(item.speaker, guests, sectors) for item in event.agenda if item.speaker]


def _expected(event: Event) -> int:
    """How many people had a place, whether they came or not; a colleague who came instead and
    whoever they came for are one."""
    placed = select(func.count(Attendee.id)).where(
        Attendee.event_id == event.id,
        Attendee.state == RegistrationState.PLACED,
        ~came_another_instead(),
    )
    return db.session.scalar(placed) or 0
