"""Which of an event's plans holds, and which held before the morning."""

from sqlalchemy import select

from scheduler.domain.states import JobKind, PlanState
from scheduler.models import Event, Job, Plan, db


def published_plan(event: Event) -> Plan | None:
    """The plan that attendees see, if any."""
    return db.session.scalar(
        select(Plan).where(Plan.event_id == event.id, Plan.state == PlanState.PUBLISHED)
    )


def plan_before_the_morning(plan: Plan) -> Plan:
    """Return the plan whose place this one took, if new tables were made on the day; else itself.

    Of several new tables, one after the other, that before the first; as far as they are kept.
    """
    return [plan, *plans_before(plan)][-1]


def plans_before(plan: Plan) -> list[Plan]:
    """Return the plans that were in use on the day before this one, the last first."""
    found: list[Plan] = []
    seen = {plan.number}
    while True:
        arguments = db.session.scalar(
            select(Job.arguments).where(Job.plan_id == plan.id, Job.kind == JobKind.REPLAN)
        )
        number = (arguments or {}).get("again", {}).get("plan")
        if number is None or number in seen:
            return found
        former = db.session.scalar(
            select(Plan).where(Plan.event_id == plan.event_id, Plan.number == number)
        )
        if former is None:
            return found
        found.append(former)
        plan = former
        seen.add(number)
