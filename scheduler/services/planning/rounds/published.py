"""Which of an event's plans holds."""

from sqlalchemy import select

from scheduler.domain.states import PlanState
from scheduler.models import Event, Plan, db


def published_plan(event: Event) -> Plan | None:
    """The plan that attendees see, if any."""
    return db.session.scalar(
        select(Plan).where(Plan.event_id == event.id, Plan.state == PlanState.PUBLISHED)
    )
