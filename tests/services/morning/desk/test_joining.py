"""Who walks in, and who comes instead of somebody."""

from datetime import UTC, datetime

import pytest

from scheduler.domain.events.setting_up import MOST_PLACES
from scheduler.domain.morning.noted import Noted
from scheduler.domain.registration.transitions import organiser
from scheduler.domain.states import Presence, RegistrationState
from scheduler.errors import RuleBroken
from scheduler.models import Attendance, Attendee, Event, OutgoingMail, db
from scheduler.services.morning.desk.joining import come_instead, let_in_after_all, walk_in
from scheduler.services.morning.desk.taking_back import take_back
from scheduler.services.people.person import PersonEdit
from scheduler.services.planning.rounds.clock import Press, make_ready, press, stored_clock
from scheduler.services.planning.rules.pair_rules import add_rule, rules_of
from tests.builders import Account, make_attendee
from tests.services.morning.desk.noted import seats_of_person, states_by_name

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)
DESK = "Jean at the door"


def test_a_walk_in_has_a_place_in_a_full_event_and_is_added_once(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    event.capacity = event.places_taken
    db.session.commit()
    edit = PersonEdit("Eve Walk", "Bakers", sector_id=event.sectors[2].id)
    actor = organiser(owner.user.id)
    one = walk_in(event, edit, "key", DESK, actor, MORNING)
    two = walk_in(event, edit, "key", DESK, actor, MORNING)
    assert one.id == two.id
    assert one.state == RegistrationState.PLACED
    assert event.places_taken == event.capacity == 5
    assert states_by_name(event) == {"Eve Walk": Presence.HERE}
    assert db.session.query(OutgoingMail).count() == 0


def test_the_door_lets_in_no_more_than_an_event_can_have(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    event.capacity = event.places_taken = MOST_PLACES
    waits = make_attendee(event, "Will Wait", state="waiting", waiting_since=MORNING)
    actor = organiser(owner.user.id)
    for attempt in (
        lambda: walk_in(event, PersonEdit("Eve Walk", "Bakers"), "key", DESK, actor, MORNING),
        lambda: let_in_after_all(event, waits.id, DESK, actor, MORNING),
    ):
        with pytest.raises(RuleBroken, match="at most 2,000 places"):
            attempt()
    assert event.capacity == MOST_PLACES


def test_a_colleague_takes_over_the_rounds_that_have_not_begun(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    ann = four[0]
    ann.host_table = 1
    make_ready(event, False, MORNING)
    room = stored_clock(event)
    assert room is not None
    press(event, Press.NEXT, (room.stored.phase, 1), MORNING)
    actor = organiser(owner.user.id)
    other = come_instead(event, ann.id, "Amy Lo", "", DESK, actor, MORNING)
    assert (other.organisation, other.sector_id, other.host_table) == (
        ann.organisation, ann.sector_id, 1,
    )  # fmt: skip
    # Round 1 has begun: it stays the history of whom it belongs to.
    assert seats_of_person(ann) == [(1, 1)]
    assert seats_of_person(other) == [(2, 1)]
    assert states_by_name(event) == {"Ann Lee": Presence.ABSENT, "Amy Lo": Presence.HERE}
    assert db.session.get_one(Attendance, other.id).instead_of_id == ann.id
    with pytest.raises(RuleBroken, match="Amy Lo has come instead of Ann Lee already"):
        come_instead(event, ann.id, "Bo Li", "", DESK, actor, MORNING)
    assert states_by_name(event) == {"Ann Lee": Presence.ABSENT, "Amy Lo": Presence.HERE}


def test_rules_go_with_the_seat_and_the_undo_takes_them_back(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    ann, bob, cat, dan = four
    ann.stays = True
    add_rule(event, "together", ann.id, bob.id)
    add_rule(event, "wish", ann.id, cat.id, dan.id)
    before = [(rule.kind, {p.name for p in rule.people}) for rule in rules_of(event)]
    actor = organiser(owner.user.id)
    other = come_instead(event, ann.id, "Amy Lo", "", DESK, actor, MORNING)
    assert other.stays
    rules = [(rule.kind, {p.name for p in rule.people}) for rule in rules_of(event)]
    assert ("together", {"Amy Lo", "Bob Ray"}) in rules
    assert ("wish", {"Amy Lo", "Cat Stone", "Dan Voß"}) in rules
    assert len(rules) == 4
    take_back(event, Noted(other.id, Presence.HERE, MORNING), DESK, actor, MORNING)
    assert [(rule.kind, {p.name for p in rule.people}) for rule in rules_of(event)] == before


@pytest.mark.parametrize("state", ["cancelled", "waiting", "offered", "asked"])
def test_whoever_has_no_place_is_let_in_at_the_door_after_all(
    event: Event, four: list[Attendee], owner: Account, state: str
) -> None:
    gone = make_attendee(event, "Lachlan Muir", state=state, email="l@m.example")
    # A place that is held for somebody is taken already.
    event.capacity = event.places_taken = 5 if state == "offered" else 4
    event.table_size = 3
    db.session.commit()
    actor = organiser(owner.user.id)
    told = let_in_after_all(event, gone.id, DESK, actor, MORNING)
    assert (told.id, told.state, told.email) == (gone.id, RegistrationState.PLACED, "l@m.example")
    assert event.places_taken == event.capacity == 5
    assert states_by_name(event) == {"Lachlan Muir": Presence.HERE}
    assert [number for number, _ in seats_of_person(gone)] == [1, 2]
    assert db.session.query(OutgoingMail).count() == 0
    with pytest.raises(RuleBroken, match="has a place by now"):
        let_in_after_all(event, gone.id, DESK, actor, MORNING)
