"""The overview on the morning itself: who has arrived, and no longer whom to invite."""

import time_machine

from scheduler.domain.morning.clock import Phase
from scheduler.models import Event
from scheduler.services.morning.attendance import check_in, mark_absent, step_out
from scheduler.services.planning import publishing
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.builders import NOW, Account, assign, make_people
from tests.builders.pages import number_of, page_of, said, texts


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


def test_what_no_longer_fits_a_round_that_has_begun_is_told_no_more(
    owner: Account, event: Event
) -> None:
    """And once the last round is over, the page says what came of it, whatever the time."""
    people = make_people(event, 4, ("Voluntary", "Public"))
    plan = assign(event, owner.user)
    publishing.publish(plan, owner.user, NOW)
    now, page = event.starts_at, f"/organise/events/{event.id}/"
    for person in people:
        check_in(event, person.id, "", now)
    step_out(event, people[0].id, 1, 2, "", now)
    make_ready(event, False, now)
    shown = []
    with time_machine.travel(now, tick=False):
        shown.append(page_of(owner.client.get(page)))
        assert press(event, Press.NEXT, (Phase.BEFORE, 1), now)
        shown.append(page_of(owner.client.get(page)))
        for number in range(1, plan.rounds + 1):
            assert press(event, Press.NEXT, (Phase.TALK, number), now)
            press(event, Press.NEXT, (Phase.MOVE, number + 1), now)
        shown.append(page_of(owner.client.get(page)))
    told = [texts(one, ".step-text")[2].startswith("The rounds no longer fit") for one in shown]
    assert told == [True, False, False]
    assert texts(shown[2], ".hero-count .quiet") == ["4 of 4 people came."]
    assert texts(shown[2], ".next a") == ["See the result", "Set up the next breakfast"]
    rows = shown[2].select(".sector-table tr")
    assert [said(row) for row in rows] == [
        "Sector Places Came Share",
        "Voluntary 2 2 50%",
        "Public 2 2 50%",
        "Private 0 0 0%",
    ]
