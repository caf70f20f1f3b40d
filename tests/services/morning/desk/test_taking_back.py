"""An undo takes back what its press noted, and nothing that was noted since."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.morning.noted import Noted
from scheduler.domain.registration.transitions import Actor, organiser
from scheduler.domain.states import Presence, RegistrationState
from scheduler.errors import RuleBroken
from scheduler.models import Attendance, Attendee, Event, db
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.joining import come_instead, walk_in
from scheduler.services.morning.desk.taking_back import expect_again, take_back
from scheduler.services.people.person import PersonEdit
from tests.builders import Account, make_attendee
from tests.services.morning.desk.noted import seats_of_person, states_by_name

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)
LATER = MORNING + timedelta(minutes=5)
DESK = "Jean at the door"


@pytest.fixture
def actor(owner: Account) -> Actor:
    return organiser(owner.user.id)


def shown(person: Attendee) -> Noted:
    """What an undo carries from a page that is up to date."""
    row = db.session.get_one(Attendance, person.id)
    return Noted(person.id, row.state, row.noted_at)


def test_all_who_were_marked_are_expected_again_but_for_who_has_come_since(
    event: Event, four: list[Attendee]
) -> None:
    attendance.check_in(event, four[0].id, DESK, MORNING)
    marked = attendance.mark_all_absent(event, DESK, MORNING)
    assert [noted.who for noted in marked] == [person.id for person in four[1:]]
    attendance.check_in(event, four[1].id, DESK, LATER)
    attendance.mark_absent(event, four[2].id, DESK, LATER)
    assert expect_again(event, marked) == (
        1,
        ["Bob Ray is here since 08:46", "Cat Stone does not come as was noted at 08:46"],
    )
    here, absent = Presence.HERE, Presence.ABSENT
    assert states_by_name(event) == {"Ann Lee": here, "Bob Ray": here, "Cat Stone": absent}


def test_the_undo_of_a_page_that_is_behind_leaves_a_check_in_alone(
    event: Event, four: list[Attendee], actor: Actor
) -> None:
    bob = four[1]
    attendance.mark_absent(event, bob.id, DESK, MORNING)
    behind = shown(bob)
    attendance.check_in(event, bob.id, "Olwen", LATER)
    with pytest.raises(RuleBroken) as refused:
        take_back(event, behind, DESK, actor, LATER)
    assert refused.value.sentence == "Bob Ray is here since 08:46: nothing was taken back."
    assert states_by_name(event) == {"Bob Ray": Presence.HERE}
    last = shown(bob)
    assert take_back(event, last, DESK, actor, LATER) == "Bob Ray is expected again."
    assert take_back(event, last, DESK, actor, LATER) == "Bob Ray is expected already."
    assert states_by_name(event) == {}


def test_who_stepped_out_by_mistake_is_here_as_before(
    event: Event, four: list[Attendee], actor: Actor
) -> None:
    ann = four[0]
    attendance.check_in(event, ann.id, DESK, MORNING)
    attendance.step_out(event, ann.id, 1, 2, DESK, LATER)
    assert take_back(event, shown(ann), DESK, actor, LATER) == "Ann Lee is here."
    row = db.session.get_one(Attendance, ann.id)
    assert (row.state, row.away, row.came_at) == (Presence.HERE, [], MORNING)


def test_a_walk_in_by_mistake_leaves_list_seats_and_places(
    event: Event, four: list[Attendee], actor: Actor
) -> None:
    waits = make_attendee(event, "Waits", state="waiting", waiting_since=MORNING)
    event.capacity, event.table_size = event.places_taken, 3
    db.session.commit()
    places = event.capacity
    edit = PersonEdit("Eve Walk", "Bakers", sector_id=event.sectors[2].id)
    eve = walk_in(event, edit, "key", DESK, actor, MORNING)
    assert [round_ for round_, _ in seats_of_person(eve)] == [1, 2]
    assert take_back(event, shown(eve), DESK, actor, LATER) == "Eve Walk is off the list."
    assert (seats_of_person(eve), states_by_name(event)) == ([], {})
    assert (eve.state, eve.removed_at) == (RegistrationState.CANCELLED, LATER)
    assert (event.capacity, event.places_taken, waits.state) == (places, places, "waiting")
    # The page with the same form may be sent again: they are added once more.
    assert walk_in(event, edit, "key", DESK, actor, LATER).id != eve.id


def test_a_walk_in_who_went_and_came_back_stays_on_the_list(
    event: Event, four: list[Attendee], actor: Actor
) -> None:
    edit = PersonEdit("Eve Walk", sector_id=event.sectors[2].id)
    eve = walk_in(event, edit, "key", DESK, actor, MORNING)
    attendance.step_out(event, eve.id, 1, None, DESK, MORNING)
    attendance.check_in(event, eve.id, DESK, LATER)
    assert take_back(event, shown(eve), DESK, actor, LATER) == "Eve Walk is expected again."
    assert (eve.state, eve.removed_at) == (RegistrationState.PLACED, None)


def test_a_colleague_for_the_wrong_person_gives_place_and_seats_back(
    event: Event, four: list[Attendee], actor: Actor
) -> None:
    ann, event.capacity = four[0], event.places_taken
    db.session.commit()
    places, seats = event.capacity, seats_of_person(ann)
    amy = come_instead(event, ann.id, "Amy Lo", "", DESK, actor, MORNING)
    with pytest.raises(RuleBroken) as refused:
        take_back(event, shown(ann), DESK, actor, LATER)
    assert refused.value.sentence == (
        "Amy Lo has come instead of Ann Lee. If that is wrong, press Undo there."
    )
    assert take_back(event, shown(amy), DESK, actor, LATER) == (
        "Amy Lo is off the list; Ann Lee has the place and the seats again."
    )
    assert (seats_of_person(ann), seats_of_person(amy)) == (seats, [])
    assert (states_by_name(event), amy.removed_at) == ({}, LATER)
    assert (event.capacity, event.places_taken) == (places, places)


def test_both_may_be_here_until_one_of_them_is_taken_back(
    event: Event, four: list[Attendee], actor: Actor
) -> None:
    event.table_size = 3
    db.session.commit()
    ann, seats = four[0], seats_of_person(four[0])
    amy = come_instead(event, ann.id, "Amy Lo", "", DESK, actor, MORNING)
    attendance.check_in(event, ann.id, DESK, LATER)
    assert [number for number, _ in seats_of_person(ann)] == [1, 2]
    assert seats_of_person(amy) == seats
    said = take_back(event, shown(ann), DESK, actor, LATER)
    assert said == "Ann Lee does not come: Amy Lo has come instead."
    assert seats_of_person(ann) == []
    attendance.check_in(event, ann.id, DESK, LATER)
    take_back(event, shown(amy), DESK, actor, LATER)
    assert (seats_of_person(ann), states_by_name(event)) == (seats, {"Ann Lee": Presence.HERE})
