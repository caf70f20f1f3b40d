"""Newcomers take free chairs of the published plan; nobody else moves."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select

from scheduler.domain.morning.chairs import Unseated
from scheduler.domain.registration.transitions import organiser
from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, OutgoingMail, PairRule, Seat, db
from scheduler.services.morning import attendance
from scheduler.services.morning.chairs import ChairsTaken, rounds_without_table, seat_newcomers
from scheduler.services.morning.desk import joining
from scheduler.services.people.person import PersonEdit
from scheduler.services.people.presence import away_rounds
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.rounds.clock import Press, make_ready, press, stored_clock
from scheduler.services.planning.rounds.published import published_plan
from tests.builders import Account, make_attendee

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)
DESK = "Jean at the door"


def rooms() -> dict[int, dict[int | None, list[str]]]:
    """Who sits at which table of each round."""
    rows = db.session.execute(
        select(Seat.round, Seat.table, Attendee.name)
        .join(Attendee, Attendee.id == Seat.attendee_id)
        .order_by(Seat.round, Seat.table, Attendee.name)
    )
    found: dict[int, dict[int | None, list[str]]] = {}
    for number, table, name in rows:
        found.setdefault(number, {}).setdefault(table, []).append(name.split()[0])
    return found


def walk_in(event: Event, owner: Account, name: str = "Eve Walk") -> Attendee:
    edit = PersonEdit(name, "Bakers", sector_id=event.sectors[2].id)
    return joining.walk_in(event, edit, name, DESK, organiser(owner.user.id), MORNING)


def begin_round_1(event: Event) -> None:
    make_ready(event, False, MORNING)
    room = stored_clock(event)
    assert room is not None
    press(event, Press.NEXT, (room.stored.phase, 1), MORNING)


def test_a_walk_in_takes_the_chairs_of_who_does_not_come(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    attendance.mark_absent(event, four[3].id, DESK, MORNING)
    walk_in(event, owner)
    assert rooms() == {
        1: {1: ["Ann", "Bob"], 2: ["Cat", "Dan", "Eve"]},
        2: {1: ["Ann", "Cat"], 2: ["Bob", "Dan", "Eve"]},
    }
    plan = published_plan(event)
    assert plan is not None
    changes = changes_since(event, plan)
    assert (changes.joined, changes.broken) == ((), ())
    assert db.session.query(OutgoingMail).count() == 0
    # Dan comes after all: his seats are his, and he moves nobody.
    before = rooms()
    attendance.check_in(event, four[3].id, DESK, MORNING)
    assert rooms() == before


def test_who_comes_when_a_round_has_begun_sits_from_the_next(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    attendance.mark_absent(event, four[3].id, DESK, MORNING)
    begin_round_1(event)
    eve = walk_in(event, owner)
    # She was at the door in round 1: no late arrival that anybody was told of.
    assert (eve.arrives_round, away_rounds(event.id, 2)) == (None, {eve.id: frozenset({1})})
    assert rooms()[1] == {1: ["Ann", "Bob"], 2: ["Cat", "Dan"]}
    assert rooms()[2] == {1: ["Ann", "Cat"], 2: ["Bob", "Dan", "Eve"]}
    plan = published_plan(event)
    assert plan is not None
    assert changes_since(event, plan).broken == ()


def test_where_a_round_has_no_chair_they_sit_in_the_others(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    attendance.step_out(event, four[3].id, 2, None, DESK, MORNING)
    eve = walk_in(event, owner)
    before = rooms()
    assert before == {
        1: {1: ["Ann", "Bob"], 2: ["Cat", "Dan"]},
        2: {1: ["Ann", "Cat"], 2: ["Bob", "Dan", "Eve"]},
    }
    assert rounds_without_table(eve, 0) == (1,)
    plan = published_plan(event)
    assert plan is not None
    assert changes_since(event, plan).partly == (Unseated("Eve Walk", (1,)),)
    # Nothing that is over can be mended.
    assert changes_since(event, plan, begun=1).partly == ()
    with pytest.raises(RuleBroken) as refused:
        seat_newcomers(event, MORNING)
    assert refused.value.sentence == (
        "No chair is free in round 1 for Eve Walk. Work out new tables instead."
    )
    assert rooms() == before
    # A chair that becomes free later is taken too, and the seat of round 2 stays.
    attendance.mark_absent(event, four[0].id, DESK, MORNING)
    assert seat_newcomers(event, MORNING) == ChairsTaken(("Eve Walk",), ())
    assert rooms()[1] == {1: ["Ann", "Bob", "Eve"], 2: ["Cat", "Dan"]}
    assert rooms()[2] == before[2]


def test_who_turns_out_to_be_here_after_all_takes_a_chair_where_they_had_none(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    attendance.mark_absent(event, four[3].id, DESK, MORNING)
    ann = four[0]
    db.session.execute(delete(Seat).where(Seat.attendee_id == ann.id, Seat.round == 2))
    db.session.commit()
    attendance.check_in(event, ann.id, DESK, MORNING)
    assert rooms() == {
        1: {1: ["Ann", "Bob"], 2: ["Cat", "Dan"]},
        2: {1: ["Ann", "Cat"], 2: ["Bob", "Dan"]},
    }


def test_rules_that_keep_people_apart_hold_for_newcomers(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    cat, dan = four[2:]
    attendance.mark_absent(event, dan.id, DESK, MORNING)
    eve = make_attendee(event, "Eve Walk", "Private")
    db.session.add(PairRule(event_id=event.id, kind="apart", a_id=cat.id, b_id=eve.id))
    db.session.commit()
    assert seat_newcomers(event, MORNING) == ChairsTaken(
        ("Eve Walk",), (Unseated("Eve Walk", (1,)),)
    )
    assert "Eve" not in str(rooms()[1])
    # Bob has stepped out of round 1: beside Ann a chair is free.
    attendance.step_out(event, four[1].id, 1, 2, DESK, MORNING)
    assert seat_newcomers(event, MORNING) == ChairsTaken(("Eve Walk",), ())
    assert rooms()[1] == {1: ["Ann", "Bob", "Eve"], 2: ["Cat", "Dan"]}
    assert rooms()[2] == {1: ["Ann", "Cat"], 2: ["Bob", "Dan", "Eve"]}
    assert seat_newcomers(event, MORNING) == ChairsTaken((), ())
