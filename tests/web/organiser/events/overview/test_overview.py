"""The overview on the morning itself: who has arrived, and no longer whom to invite."""

import time_machine

from scheduler.models import Event
from scheduler.services.morning.attendance import check_in, mark_absent
from scheduler.services.planning import publishing
from tests.builders import NOW, Account, assign, make_people
from tests.builders.pages import number_of, page_of, texts


def test_from_an_hour_before_it_says_who_has_arrived(owner: Account, event: Event) -> None:
    people = make_people(event, 4, ("Voluntary", "Public"))
    publishing.publish(assign(event, owner.user), owner.user, NOW)
    check_in(event, people[0].id, "", NOW)
    mark_absent(event, people[1].id, "", NOW)
    page = f"/organise/events/{event.id}/"
    with time_machine.travel("2026-12-04 07:29 +0000", tick=False):
        ahead = page_of(owner.client.get(page))
    with time_machine.travel("2026-12-04 07:30 +0000", tick=False):
        arriving = page_of(owner.client.get(page))
    assert texts(arriving, ".hero-count > *") == ["1 of 4 have arrived", "1 does not come."]
    assert texts(arriving, ".next a") == ["Open the day"]
    assert [number_of(one, "#share, #who + p") for one in (ahead, arriving)] == [1, 0]
