"""Who is there, and what that changes for everybody who asks."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.states import Presence, RegistrationState
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Attendance, Attendee, Event, OutgoingMail, Seat, db
from scheduler.services.morning import attendance
from scheduler.services.morning.arrivals import arrivals_of
from scheduler.services.morning.desk.guests import guests_of
from scheduler.services.morning.moves import tables_for_round
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.problem import problem_for
from scheduler.services.planning.rounds.clock import Press, make_ready, press, stored_clock
from scheduler.services.planning.rounds.personal_rounds import personal_rounds as rounds_of_person
from tests.builders import Account, make_attendee, make_event

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)
DESK = "Jean at the door"


def noted(event: Event) -> dict[str, Presence]:
    rows = db.session.execute(
        select(Attendee.name, Attendance.state).join(
            Attendance, Attendance.attendee_id == Attendee.id
        )
    )
    return {row.name: row.state for row in rows}


def seats(person: Attendee) -> list[tuple[int, int | None]]:
    found = select(Seat.round, Seat.table).where(Seat.attendee_id == person.id).order_by(Seat.round)
    return [(number, table) for number, table in db.session.execute(found)]


def test_checking_in_changes_no_registration_and_emails_nobody(
    event: Event, four: list[Attendee]
) -> None:
    taken = event.places_taken
    attendance.check_in(event, four[0].id, DESK, MORNING)
    assert noted(event) == {"Ann Lee": Presence.HERE}
    assert four[0].state == RegistrationState.PLACED
    assert event.places_taken == taken
    assert db.session.query(OutgoingMail).count() == 0


def test_who_is_in_already_is_refused_with_time_and_desk(
    event: Event, four: list[Attendee]
) -> None:
    attendance.check_in(event, four[0].id, DESK, MORNING)
    with pytest.raises(RuleBroken) as refused:
        attendance.check_in(event, four[0].id, "Olwen", MORNING)
    assert refused.value.sentence == "Ann Lee is in already, since 08:41 by Jean at the door."


def test_who_cancelled_or_waits_or_is_of_another_event_is_refused(
    event: Event, owner: Account
) -> None:
    gone = make_attendee(event, "Gone", state="cancelled", cancelled_at=MORNING)
    waits = make_attendee(event, "Waits", state="waiting", waiting_since=MORNING)
    with pytest.raises(RuleBroken) as refused:
        attendance.check_in(event, gone.id, DESK, MORNING)
    assert refused.value.sentence == (
        "Gone cancelled on Friday 4 December. If they are to come in after all, press that beside "
        "their name."
    )
    with pytest.raises(RuleBroken):
        attendance.check_in(event, waits.id, DESK, MORNING)
    other = make_attendee(make_event(owner.body_id), "Other")
    with pytest.raises(NotFound):
        attendance.check_in(event, other.id, DESK, MORNING)
    assert noted(event) == {}


def test_a_new_plan_leaves_out_who_does_not_come(event: Event, four: list[Attendee]) -> None:
    plan = db.session.get_one(Seat, 1).plan
    attendance.mark_absent(event, four[3].id, DESK, MORNING)
    assert [p.name for p in problem_for(event).people] == ["Ann Lee", "Bob Ray", "Cat Stone"]
    assert changes_since(event, plan).left == ("Dan Voß",)
    attendance.check_in(event, four[3].id, DESK, MORNING)
    assert len(problem_for(event).people) == 4


def test_a_page_that_is_behind_marks_nobody_absent_who_is_here(
    event: Event, four: list[Attendee]
) -> None:
    attendance.check_in(event, four[0].id, DESK, MORNING)
    with pytest.raises(RuleBroken) as refused:
        attendance.mark_absent(event, four[0].id, "Olwen", MORNING)
    assert refused.value.sentence == "Ann Lee is here already: take that back first."
    assert noted(event) == {"Ann Lee": Presence.HERE}


def test_who_leaves_is_planned_until_then(event: Event, four: list[Attendee]) -> None:
    attendance.mark_left(event, four[1].id, 2, DESK, MORNING)
    missed = {p.name: p.away for p in problem_for(event).people if p.away}
    assert missed == {"Bob Ray": {2}}
    with pytest.raises(InvalidInput):
        attendance.mark_left(event, four[1].id, 3, DESK, MORNING)
    # Gone from the first round on is not to come at all.
    attendance.mark_left(event, four[1].id, 1, DESK, MORNING)
    assert noted(event)["Bob Ray"] == Presence.ABSENT


def away(event: Event) -> dict[str, list[list[int | None]]]:
    rows = db.session.execute(
        select(Attendee.name, Attendance.away).join(
            Attendance, Attendance.attendee_id == Attendee.id
        )
    )
    return {row.name: row.away for row in rows}


def start_round(event: Event, minutes: int) -> None:
    moment = MORNING + timedelta(minutes=minutes)
    room = stored_clock(event)
    assert room is not None
    clock = room.at(moment)
    press(event, Press.NEXT, (clock.phase, clock.round), moment)


def test_stepping_out_and_back_frees_the_seat_of_the_rounds_missed(
    event: Event, four: list[Attendee]
) -> None:
    ann = four[0]
    attendance.check_in(event, ann.id, DESK, MORNING)
    attendance.step_out(event, ann.id, 1, 2, DESK, MORNING)
    people = {person.name: person for person in problem_for(event).people}
    assert [people["Ann Lee"].present(number) for number in (1, 2)] == [False, True]
    assert [people["Bob Ray"].present(number) for number in (1, 2)] == [True, True]
    assert noted(event) == {"Ann Lee": Presence.OUT}
    assert [move.name for move in tables_for_round(event, 1)] == ["Bob Ray", "Cat Stone", "Dan Voß"]
    assert "Ann Lee" in [move.name for move in tables_for_round(event, 2)]
    bob = rounds_of_person(four[1])
    assert [[c.name for c in view.companions] for view in bob] == [[], ["Dan Voß"]]
    assert [view.missed for view in rounds_of_person(ann)] == [True, False]


def test_back_earlier_than_said_misses_only_what_had_begun(
    event: Event, four: list[Attendee]
) -> None:
    ann, bob = four[:2]
    make_ready(event, False, MORNING)
    for person in (ann, bob):
        attendance.check_in(event, person.id, DESK, MORNING)
        attendance.step_out(event, person.id, 1, None, DESK, MORNING)
    attendance.check_in(event, ann.id, DESK, MORNING)
    start_round(event, 5)
    attendance.check_in(event, bob.id, DESK, MORNING + timedelta(minutes=6))
    assert away(event) == {"Ann Lee": [], "Bob Ray": [[1, 2]]}
    assert set(noted(event).values()) == {Presence.HERE}


def test_who_comes_late_is_seated_from_the_round_they_come_for(
    event: Event, four: list[Attendee]
) -> None:
    attendance.mark_late(event, four[0].id, 2, DESK, MORNING)
    people = {person.name: person for person in problem_for(event).people}
    assert [people["Ann Lee"].present(number) for number in (1, 2)] == [False, True]
    assert arrivals_of(guests_of(event, MORNING)).here == 0
    with pytest.raises(InvalidInput):
        attendance.mark_late(event, four[0].id, 3, DESK, MORNING)
    attendance.check_in(event, four[0].id, DESK, MORNING)
    assert (noted(event), away(event)) == ({"Ann Lee": Presence.HERE}, {"Ann Lee": []})
    with pytest.raises(RuleBroken):
        attendance.mark_late(event, four[0].id, 2, DESK, MORNING)


def test_a_return_comes_after_the_leaving(event: Event, four: list[Attendee]) -> None:
    with pytest.raises(InvalidInput) as refused:
        attendance.step_out(event, four[0].id, 2, 2, DESK, MORNING)
    assert (refused.value.sentence, refused.value.field) == (
        "Choose a round after round 2 for their return.",
        "back_for",
    )
    assert noted(event) == {}
