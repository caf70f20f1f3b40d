"""A published plan for the tests of the personal page."""

from scheduler.models import Attendee, Event, Plan, Seat, db
from tests.builders import NOW


def publish(event: Event, rounds: list[dict[int | None, list[Attendee]]]) -> Plan:
    """Publish a plan with these people at these tables; under None sits who sits out."""
    plan = Plan(
        event_id=event.id,
        number=1,
        state="published",
        rounds=len(rounds),
        tables=2,
        status="optimal",
        score={},
        created_at=NOW,
        published_at=NOW,
    )
    plan.seats = [
        Seat(attendee_id=person.id, round=number, table=table)
        for number, tables in enumerate(rounds, start=1)
        for table, people in tables.items()
        for person in people
    ]
    db.session.add(plan)
    db.session.commit()
    return plan
