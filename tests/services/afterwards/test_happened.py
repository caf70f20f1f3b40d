"""Planned and actual, counted against an independent count."""

from datetime import timedelta
from itertools import combinations

import pytest

from scheduler.domain.morning.clock import Phase
from scheduler.domain.registration.transitions import organiser
from scheduler.domain.states import PlanState
from scheduler.models import Attendee, Event, db
from scheduler.services.afterwards.happened import happened
from scheduler.services.morning import attendance
from scheduler.services.morning.arrivals import arrivals_of
from scheduler.services.morning.desk import joining
from scheduler.services.morning.desk.guests import guests_of
from scheduler.services.people.person import PersonEdit
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from scheduler.services.planning.rounds.published import published_plan
from tests.builders import Account, make_attendee, make_plan
from tests.services.planning.rounds.test_published import make_again

SECTORS = ("Voluntary", "Public", "Private")


@pytest.fixture
def six(event: Event) -> list[Attendee]:
    """Six people of three sectors, three to a table in two rounds."""
    people = [make_attendee(event, f"Guest {n}", SECTORS[n % 3]) for n in range(6)]
    event.rounds = 2
    make_plan(event, [
        {1: people[:3], 2: people[3:]},
        {1: [people[0], people[4], people[5]], 2: [people[3], people[1], people[2]]},
    ])  # fmt: skip
    return people


def links(tables: list[list[Attendee]]) -> int:
    """An independent count of the links between sectors."""
    return len({
        frozenset((a.id, b.id))
        for table in tables for a, b in combinations(table, 2) if a.sector_id != b.sector_id
    })  # fmt: skip


def test_without_a_plan_there_is_nothing_to_tell(event: Event) -> None:
    assert happened(event, event.ends_at) is None


def test_nobody_checked_in_counts_everybody(event: Event, six: list[Attendee]) -> None:
    found = happened(event, event.ends_at)
    assert found is not None
    assert found.planned == found.met == found.first_time == 10
    assert (found.came, found.expected, found.checked, found.clocked) == (6, 6, False, False)


def test_who_was_not_there_met_nobody(event: Event, six: list[Attendee]) -> None:
    for person in six[:4]:
        attendance.check_in(event, person.id, "", event.starts_at)
    attendance.mark_absent(event, six[4].id, "", event.starts_at)
    found = happened(event, event.ends_at)
    assert found is not None
    zero, one, two, three = six[:4]
    assert found.met == links([[zero, one, two], [three], [zero], [three, one, two]])
    assert (found.planned, found.came, found.expected) == (10, 4, 6)


def test_only_rounds_that_took_place_count(event: Event, six: list[Attendee]) -> None:
    make_ready(event, False, event.starts_at)
    assert press(event, Press.NEXT, (Phase.BEFORE, 1), event.starts_at)
    found = happened(event, event.ends_at)
    assert found is not None
    assert found.met == links([six[:3], six[3:]])
    assert (found.rounds, found.rounds_planned, found.clocked) == (1, 2, True)


def test_who_came_late_or_left_early_sat_in_fewer_rounds(event: Event, six: list[Attendee]) -> None:
    begin = event.starts_at
    make_ready(event, True, begin)  # Round 1 from 08:45 to 08:53, round 2 from 08:55 to 09:03.
    for person in six[:5]:
        attendance.check_in(event, person.id, "", begin)
    attendance.check_in(event, six[5].id, "", begin + timedelta(minutes=24))
    attendance.mark_left(event, six[0].id, 2, "", begin + timedelta(minutes=24))
    found = happened(event, event.ends_at)
    assert found is not None
    zero, one, two, three, four, five = six
    assert found.met == links([[zero, one, two], [three, four], [four, five], [three, one, two]])


def test_planned_is_what_was_planned_before_anybody_was_known_to_be_missing(
    event: Event, six: list[Attendee]
) -> None:
    first = published_plan(event)
    assert first is not None
    first.state = PlanState.DRAFT
    again = make_again(event, 2, near=1)
    again.state = PlanState.PUBLISHED
    db.session.commit()
    found = happened(event, event.ends_at)
    assert found is not None
    assert (found.planned, found.met) == (10, 0)


def test_a_colleague_and_whoever_they_came_for_are_one(
    event: Event, six: list[Attendee], owner: Account
) -> None:
    joining.come_instead(
        event, six[0].id, "Amy Lo", "", "", organiser(owner.user.id), event.starts_at
    )
    found = happened(event, event.ends_at)
    assert found is not None
    assert (found.came, found.expected) == (1, 6)


def test_the_desk_and_the_page_after_count_the_same_people(
    event: Event, six: list[Attendee], owner: Account
) -> None:
    now, actor = event.starts_at, organiser(owner.user.id)
    joining.come_instead(event, six[0].id, "Amy Lo", "", "", actor, now)
    attendance.check_in(event, six[1].id, "", now)
    attendance.mark_all_absent(event, "", now)
    joining.walk_in(event, PersonEdit("Wanda Walk"), "", "", actor, now)
    desk, after = arrivals_of(guests_of(event, now)), happened(event, event.ends_at)
    assert after is not None
    assert (desk.here, desk.expected) == (after.came, after.expected) == (3, 7)
