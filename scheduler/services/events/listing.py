"""The events of a body as its list shows them: by series, without those that are archived."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scheduler.domain.events.event_state import event_state
from scheduler.domain.events.setting_up import DEFAULT_TIMEZONE
from scheduler.domain.states import EventState, PlanState, RegistrationState
from scheduler.models import Attendee, Event, Plan, Series, db, transaction
from scheduler.services.events.series import series_of
from scheduler.services.registration.places import event_times, lock_event


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event in the list, with how many hold a place and wait, and where it stands."""

    event: Event
    placed: int
    waiting: int
    state: EventState

    @property
    def ahead(self) -> bool:
        """Whether places are still taken: the event is neither over nor called off."""
        return self.state not in (EventState.DONE, EventState.CALLED_OFF)


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one series, or of none: to come, the next first; past, the latest first."""

    series: Series | None
    coming: tuple[EventLine, ...]
    past: tuple[EventLine, ...]

    @property
    def last(self) -> Event | None:
        """The event that the next one is made from."""
        lines = self.coming[-1:] or self.past[:1]
        return lines[0].event if lines else None


def groups_of(body_id: int, now: datetime) -> list[Group]:
    """Return the body's events by series; the series that has the next event stands first.

    Events in no series are the last group; groups without events are left out.
    """
    coming, past = events_of(body_id, now)
    found = [
        Group(
            series,
            tuple(line for line in coming if line.event.series_id == key),
            tuple(line for line in past if line.event.series_id == key),
        )
        for key, series in [*((s.id, s) for s in series_of(body_id)), (None, None)]
    ]
    order = {line.event.id: number for number, line in enumerate([*coming, *past])}
    shown = [group for group in found if group.last]
    return sorted(
        shown,
        key=lambda g: (g.series is None, min(order[x.event.id] for x in (*g.coming, *g.past))),
    )


def group_of(series: Series, now: datetime) -> Group:
    """Return the series' events, those that are archived among them."""
    coming, past = events_of(series.body_id, now, archived=None)
    return Group(
        series,
        tuple(line for line in coming if line.event.series_id == series.id),
        tuple(line for line in past if line.event.series_id == series.id),
    )


def events_of(
    body_id: int, now: datetime, *, archived: bool | None = False
) -> tuple[list[EventLine], list[EventLine]]:
    """Return the body's events to come, the next first, and those past, the latest first.

    ``archived``: those that are archived or those that are not; None for all.
    """
    mine = select(Event.id).where(Event.body_id == body_id)
    waiting = db.session.execute(
        select(Attendee.event_id, func.count())
        .where(Attendee.event_id.in_(mine), Attendee.state == RegistrationState.WAITING)
        .group_by(Attendee.event_id)
    )
    counts = dict(iter(waiting))
    plans = {
        (event_id, state)
        for event_id, state in db.session.execute(
            select(Plan.event_id, Plan.state).where(Plan.event_id.in_(mine)).distinct()
        )
    }
    wanted = select(Event).where(Event.body_id == body_id)
    if archived is not None:
        wanted = wanted.where(Event.archived_at.is_not(None) == archived)
    events = db.session.scalars(wanted.order_by(Event.starts_at, Event.id))
    lines = [
        EventLine(e, e.places_taken, counts.get(e.id, 0), _state(e, plans, now)) for e in events
    ]
    coming = [line for line in lines if line.event.ends_at > now]
    return coming, [line for line in reversed(lines) if line.event.ends_at <= now]


def event_of_body(body_id: int, event_id: int) -> Event | None:
    """Return the event of that id, if it is the body's."""
    return db.session.scalar(select(Event).where(Event.id == event_id, Event.body_id == body_id))


def team_zone(body_id: int | None) -> str:
    """Return the zone of what concerns no event alone: that of the body’s newest event."""
    newest = select(Event.timezone).where(Event.body_id == body_id).order_by(Event.id.desc())
    return db.session.scalar(newest.limit(1)) or DEFAULT_TIMEZONE


def line_of(event: Event, now: datetime) -> EventLine:
    """Return the line of one event in the list."""
    waits = Attendee.event_id == event.id, Attendee.state == RegistrationState.WAITING
    waiting = db.session.scalar(select(func.count()).select_from(Attendee).where(*waits)) or 0
    return EventLine(event, event.places_taken, waiting, state_of_event(event, now))


def archive(event: Event, now: datetime) -> None:
    """Keep the event out of the list; its pages and links go on working."""
    with transaction():
        event = lock_event(event.id)
        event.archived_at = event.archived_at or now


def bring_back(event: Event) -> None:
    """Undo :func:`archive`."""
    with transaction():
        lock_event(event.id).archived_at = None


def state_of_event(event: Event, now: datetime) -> EventState:
    """Where one event stands."""
    states = db.session.scalars(select(Plan.state).where(Plan.event_id == event.id).distinct())
    return _state(event, {(event.id, state) for state in states}, now)


def _state(event: Event, plans: set[tuple[int, PlanState]], now: datetime) -> EventState:
    return event_state(
        event_times(event),
        now,
        drafted=(event.id, PlanState.DRAFT) in plans,
        published=(event.id, PlanState.PUBLISHED) in plans,
    )
