"""Which plan holds."""

from scheduler.domain.states import PlanState
from scheduler.models import Event
from scheduler.services.planning.rounds.published import published_plan
from tests.builders import make_attendee, make_plan


def test_a_draft_does_not_hold(event: Event) -> None:
    plan = make_plan(event, [{1: [make_attendee(event, "Ann Lee")]}])
    assert published_plan(event) is plan
    plan.state = PlanState.DRAFT
    assert published_plan(event) is None
