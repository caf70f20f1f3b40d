"""The page of a plan once the event is over."""

import time_machine

from scheduler.models import Event
from tests.builders import Account, assign, make_people, posted
from tests.builders.pages import after, notices, page_of, texts, words


def test_a_plan_is_a_record_then(owner: Account, event: Event) -> None:
    make_people(event, 4, ("Voluntary", "Public"))
    assign(event, owner.user)
    page, ends_at = f"/organise/events/{event.id}/rounds/plans/1", event.ends_at
    owner.client.post(f"{page}/publish")
    with time_machine.travel(ends_at, tick=False):
        over = page_of(owner.client.get(page))
    assert texts(over, ".plan-end .button") == ["Print the sheets", "See the result"]
    assert texts(over, ".get-more, .plan-again") == []
    assert texts(over, ".title .menu li") == ["Copy and change by hand", "Give it a name"]


def test_publishing_it_then_sends_nothing_and_says_so(owner: Account, event: Event) -> None:
    make_people(event, 4, ("Voluntary", "Public"))
    assign(event, owner.user)
    page = f"/organise/events/{event.id}/rounds/plans/1"
    with time_machine.travel(event.ends_at, tick=False):
        asked = owner.client.get(f"{page}/publish")
        assert texts(words(asked), "ul.effects li") == [
            "4 people will see where and with whom they sit, on their personal page.",
            "No emails go out: the event ended on Friday 4 December 2026.",
        ]
        assert texts(asked, "button.primary") == ["Publish without emails"]
        assert texts(asked, "#email-title") == []
        done = after(owner.client, owner.client.post(f"{page}/publish"))
    assert notices(done) == ["Plan 1 is published. The event is over, so no emails were sent."]
    assert posted() == []
