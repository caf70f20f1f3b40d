"""Which plan holds, and which held before the morning."""

from scheduler.domain.states import JobKind, JobState, PlanState
from scheduler.models import Event, Job, Plan, db
from scheduler.services.planning.rounds.published import plan_before_the_morning, published_plan
from tests.builders import NOW, make_attendee, make_plan


def make_again(event: Event, number: int, near: int) -> Plan:
    """A plan that was made on the morning, close to another."""
    plan = make_plan(event, [], "draft", number=number)
    again = {"plan": near, "held": 0, "meetings_first": True}
    db.session.add(
        Job(
            kind=JobKind.REPLAN, event_id=event.id, state=JobState.DONE, created_at=NOW,
            plan_id=plan.id, arguments={"again": again},
        )
    )  # fmt: skip
    db.session.commit()
    return plan


def test_a_draft_does_not_hold(event: Event) -> None:
    plan = make_plan(event, [{1: [make_attendee(event, "Ann Lee")]}])
    assert published_plan(event) is plan
    plan.state = PlanState.DRAFT
    assert published_plan(event) is None


def test_new_tables_of_the_morning_lead_back_to_the_plan_before_them(event: Event) -> None:
    first = make_plan(event, [], "draft")
    second, third = make_again(event, 2, near=1), make_again(event, 3, near=2)
    assert [plan_before_the_morning(plan) for plan in (first, second, third)] == [first] * 3
    db.session.delete(first)
    db.session.commit()
    assert plan_before_the_morning(third) is second
