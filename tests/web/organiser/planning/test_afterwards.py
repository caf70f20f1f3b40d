"""The page of a plan once the event is over."""

import time_machine

from scheduler.models import Event
from tests.builders import Account, assign, make_people
from tests.builders.pages import page_of, texts


def test_a_plan_is_a_record_then(owner: Account, event: Event) -> None:
    make_people(event, 4, ("Voluntary", "Public"))
    assign(event, owner.user)
    page, ends_at = f"/organise/events/{event.id}/rounds/plans/1", event.ends_at
    owner.client.post(f"{page}/publish")
    with time_machine.travel(ends_at, tick=False):
        over = page_of(owner.client.get(page))
    assert texts(over, ".plan-end .button") == ["Print the sheets", "See the result"]
    left = texts(over, ".plan-own .button, .get-more, .plan-again")
    assert left == ["Copy and change by hand", "Save"]
