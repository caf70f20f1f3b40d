"""What a personal page shows of the rounds."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from scheduler.domain.events.online import Venue
from scheduler.domain.morning.clock import Phase
from scheduler.models import Attendee, Event, db
from scheduler.services.afterwards.touch import partners_of
from scheduler.services.morning import attendance
from scheduler.services.planning.rounds.clock import LATEST, Press, make_ready, press
from scheduler.services.planning.rounds.personal_rounds import own_rounds, personal_rounds
from scheduler.services.planning.rounds.sittings import sat_together
from tests.builders import make_attendee, make_plan

START = datetime(2026, 12, 4, 8, 45, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_rounds_begin_with_the_networking_slot_and_name_the_host_first(event: Event) -> None:
    ann, bob, cy = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray", "Cy Poe"))
    cy.host_table = 2
    db.session.commit()
    make_plan(event, [{2: [ann, bob, cy]}, {1: [ann], None: [bob], 2: [cy]}])
    first, second = personal_rounds(ann)
    assert (first.starts, first.ends) == (START, START + 8 * MINUTE)
    assert (first.table, first.host) == (2, False)
    assert [(p.name, p.host, p.sector, p.style) for p in first.companions] == [
        ("Cy Poe", True, "Voluntary", 1),
        ("Bob Ray", False, "Voluntary", 1),
    ]
    assert (second.starts, second.table, second.companions) == (START + 10 * MINUTE, 1, ())
    assert [(view.table, view.host) for view in personal_rounds(cy)] == [(2, True), (2, True)]
    assert [(view.table, view.companions) for view in personal_rounds(bob)][1] == (None, ())
    assert first.slot().companions == ()
    slot = first.slot(names=True)
    assert (slot.number, slot.table) == (1, 2)
    assert slot.companions == ("Cy Poe (Poe Trust)", "Bob Ray (Ray Trust)")


def test_a_round_somebody_is_not_there_for_is_left_out(event: Event) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{1: [ann]}, {1: [ann, bob]}])
    (only,) = personal_rounds(bob)
    assert (only.number, only.starts) == (2, START + 10 * MINUTE)


def test_only_the_host_of_the_table_sees_what_people_do(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", about="We run a food bank.", offers=["a van"])
    bob = make_attendee(event, "Bob Ray", host_table=1, offers=["a room"], asks=["a van"])
    make_plan(event, [{1: [ann, bob]}, {2: [ann, bob]}])
    assert [[p.notes for p in view.companions] for view in personal_rounds(bob)] == [
        [(("Offers", "a van"), ("", "We run a food bank."))], [()]
    ]  # fmt: skip
    assert [[p.notes for p in view.companions] for view in personal_rounds(ann)] == [[()], [()]]


@pytest.fixture
def morning(event: Event) -> list[Attendee]:
    """Four at one table in three rounds that ran late, one of them only from the second on."""
    people = [make_attendee(event, name) for name in ("Ann Lee", "Bo Ek", "Cy Poe", "Di Ray")]
    make_plan(event, [{1: people}] * 3)
    make_ready(event, True, START)
    press(event, Press.MINUTE, (Phase.TALK, 1), START + MINUTE)
    ann, bo, cy, _di = people
    for person in (ann, bo):
        attendance.check_in(event, person.id, "", START - MINUTE)
    attendance.check_in(event, cy.id, "", START + 10 * MINUTE)
    attendance.step_out(event, bo.id, 2, 3, "", START + 10 * MINUTE)
    return people


def shown(person: Attendee, minutes: int) -> list[tuple[int, int, list[str], bool, bool]]:
    """Each round of somebody: number, minute of its end, with whom, missed, unnoted."""
    return [
        (
            view.number,
            (view.ends - START) // MINUTE,
            [one.name for one in view.companions],
            view.missed,
            view.unnoted,
        )
        for view in own_rounds(person, START + minutes * MINUTE)
    ]


def test_rounds_that_are_over_are_told_as_they_were_held(morning: list[Attendee]) -> None:
    ann, bo, cy, di = morning
    # While round 1 is on, all is as planned: whoever is late may still come.
    assert shown(ann, 5) == [
        (1, 8, ["Bo Ek", "Cy Poe", "Di Ray"], False, False),
        (2, 18, ["Cy Poe", "Di Ray"], False, False),
        (3, 28, ["Bo Ek", "Cy Poe", "Di Ray"], False, False),
    ]
    assert shown(ann, 12)[0] == (1, 9, ["Bo Ek"], False, False)
    assert shown(cy, 12)[0] == (1, 9, [], True, True)
    assert shown(ann, 35) == [
        (1, 9, ["Bo Ek"], False, False),
        (2, 19, ["Cy Poe"], False, False),
        (3, 29, ["Bo Ek", "Cy Poe"], False, False),
    ]
    assert [row[2:] for row in shown(bo, 35)] == [
        (["Ann Lee"], False, False), ([], True, False), (["Ann Lee", "Cy Poe"], False, False),
    ]  # fmt: skip
    assert [row[2:] for row in shown(di, 35)] == [([], True, True)] * 3


def test_page_list_and_counts_agree_on_who_sat_with_whom(morning: list[Attendee]) -> None:
    now = START + 35 * MINUTE
    by_page = {
        (view.number, frozenset((person.name, other.name)))
        for person in morning
        for view in own_rounds(person, now)
        for other in view.companions
    }
    names = {person.id: person.name for person in morning}
    sat = [(at.round, names[at.person]) for at in sat_together(morning[0].event, now)]
    by_count = {
        (one[0], frozenset((one[1], other[1])))
        for one, other in combinations(sat, 2)
        if one[0] == other[0]
    }
    by_touch = {
        (number, frozenset((person.name, one.person.name)))
        for person in morning
        for one in partners_of(person, now)
        for number, _table in one.sittings
    }
    assert by_page == by_count == by_touch
    assert len(by_page) == 5


def test_a_round_that_never_took_place_is_not_told_afterwards(event: Event) -> None:
    ann, bo = make_attendee(event, "Ann Lee"), make_attendee(event, "Bo Ek")
    make_plan(event, [{1: [ann, bo]}] * 3)
    make_ready(event, False, START)
    press(event, Press.NEXT, (Phase.BEFORE, 1), START + 2 * MINUTE)
    # The clock was left standing in the move to round 2.
    late = event.ends_at + LATEST
    assert [(view.number, view.starts) for view in own_rounds(ann, late)] == [
        (1, START + 2 * MINUTE)
    ]


def test_whoever_joins_online_sat_where_others_were_checked_in(event: Event) -> None:
    ann, bo, cy = (make_attendee(event, name) for name in ("Ann Lee", "Bo Ek", "Cy Poe"))
    event.venue, cy.joins_online = Venue.HYBRID, True
    make_plan(event, [{1: [ann, bo, cy]}])
    for person in (ann, bo):
        attendance.check_in(event, person.id, "", START)
    assert [len(view.companions) for view in own_rounds(cy, event.ends_at)] == [2]
    assert len(sat_together(event, event.ends_at)) == 3


def test_whoever_is_noted_only_when_all_is_over_counts_in_every_round(
    morning: list[Attendee],
) -> None:
    ann, _bo, _cy, di = morning
    attendance.check_in(ann.event, di.id, "", START + 40 * MINUTE)
    assert [row[2] for row in shown(ann, 45)] == [
        ["Bo Ek", "Di Ray"], ["Cy Poe", "Di Ray"], ["Bo Ek", "Cy Poe", "Di Ray"],
    ]  # fmt: skip
    assert [row[3] for row in shown(di, 45)] == [False] * 3
