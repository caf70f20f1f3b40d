"""Plans: with seats that a test chooses, or made by the engine as a press of the button would; and
working groups."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any

from sqlalchemy import insert

from scheduler.domain.states import GroupAnswer
from scheduler.engine.result import Score
from scheduler.models import (
    Attendee,
    Event,
    GroupProposal,
    Job,
    Plan,
    Seat,
    User,
    WorkingGroup,
    WorkingGroupMember,
    db,
)
from scheduler.services.planning import run as planning
from scheduler.services.planning.problem_again import Again
from tests.builders.times import NOW

AtTables = (
    Mapping[int, Sequence[Attendee]]
    | Mapping[None, Sequence[Attendee]]
    | Mapping[int | None, Sequence[Attendee]]
)
Seating = Sequence[AtTables]
"""For each round who sits at which table; under None sits who has none."""
SCORE = {field.name: 1 if field.default is MISSING else field.default for field in fields(Score)}
"""A score of ones, for plans whose figures do not matter."""


def make_plan(event: Event, seating: Seating, state: str = "published", **changes: Any) -> Plan:
    """Plan 1 of these people at these tables, unless ``changes`` say otherwise."""
    values: dict[str, Any] = {
        "event_id": event.id,
        "number": 1,
        "state": state,
        "rounds": len(seating),
        "tables": max((t for tables in seating for t in tables if t), default=1),
        "status": "optimal",
        "score": SCORE,
        "created_at": NOW,
        "published_at": NOW if state == "published" else None,
    }
    plan = Plan(**(values | changes))
    db.session.add(plan)
    db.session.flush()
    seats = [
        {"plan_id": plan.id, "attendee_id": person.id, "round": number, "table": table}
        for number, tables in enumerate(seating, start=1)
        for table, people in tables.items()
        for person in people
    ]
    if seats:
        db.session.execute(insert(Seat), seats)
    db.session.commit()
    return plan


def assign(event: Event, user: User, again: Again | None = None, seconds: float = 0.5) -> Plan:
    """The draft that the engine makes when the user presses the button."""
    job = planning.request_plan(event, user, NOW, again)
    planning.run_job(job.id, seconds)
    done = db.session.get_one(Job, job.id, populate_existing=True)
    assert (done.state, done.sentence) == ("done", "")
    plan = db.session.get_one(Plan, done.plan_id)
    # An open transaction would hold the write lock of SQLite against the application.
    db.session.commit()
    return plan


def make_working_group(event: Event, people: list[Attendee]) -> None:
    """A group of which one takes part, one has been asked, and one has not."""
    sizes = {"smallest": 2, "largest": 5, "most": 1, "colleagues_apart": True}
    kept = {"ceiling": {"placed": 3}, "limits": ["Three are few."], "made_at": NOW}
    group = WorkingGroup(area=event.priority_areas[0], number=1)
    one, two, three = (WorkingGroupMember(attendee_id=person.id) for person in people)
    one.answer, one.convenes, one.answered_at = GroupAnswer.AGREED, True, NOW
    one.told_at = two.told_at = NOW
    group.members = [one, two, three]
    db.session.add(GroupProposal(event_id=event.id, groups=[group], **sizes, **kept))
    db.session.commit()
