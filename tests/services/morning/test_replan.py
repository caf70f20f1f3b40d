"""New tables on the morning: both plans worked out, one taken, and taken back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.states import Presence
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Attendance, Attendee, Event, Job, Plan, db
from scheduler.services.morning import attendance
from scheduler.services.morning import replan as replans
from scheduler.services.morning.desk import joining
from scheduler.services.morning.moves import aloud
from scheduler.services.planning import publishing
from scheduler.services.planning import run as planning
from scheduler.services.planning.plans import seats_of
from scheduler.services.planning.rounds.clock import Press, make_ready, press, stored_clock
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rules.pair_rules import add_rule
from tests.builders import NOW, ORGANISER, Account, assign, mails, make_attendee, make_people


@pytest.fixture
def people(owner: Account, event: Event) -> list[Attendee]:
    """Twenty people, and plan 1 published."""
    found = make_people(event, 20)
    publishing.publish(assign(event, owner.user), owner.user, NOW)
    db.session.commit()
    return found


def at(event: Event, minutes: float) -> datetime:
    """So many minutes after the first round should begin."""
    return event.starts_at + timedelta(minutes=15 + minutes)


def away(event: Event, people: list[Attendee]) -> None:
    for person in people:
        attendance.mark_absent(event, person.id, "door", at(event, -5))


def work_out(event: Event, owner: Account, minutes: float) -> replans.ReplanComparison:
    for job in replans.request_both(event, owner.user, at(event, minutes)):
        planning.run_job(job.id, 5)
    db.session.commit()
    found = replans.comparison_of(event, at(event, minutes))
    assert found is not None
    return found


def number(plan: Plan | None) -> int:
    assert plan is not None
    return plan.number


def test_both_are_worked_out_and_nothing_changes_yet(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    away(event, people[:4])
    found = work_out(event, owner, -3)
    best, fewest = found.options
    assert (found.near, found.held, found.working, found.stale) == (1, 0, False, False)
    assert (best.meetings_first, fewest.meetings_first) == (True, False)
    assert {number(best.plan), number(fewest.plan)} == {2, 3}
    assert number(published_plan(event)) == 1


def test_pressing_twice_finds_the_same_jobs(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    away(event, people[:1])
    first = [job.id for job in replans.request_both(event, owner.user, at(event, -3))]
    again = [job.id for job in replans.request_both(event, owner.user, at(event, -2))]
    assert (len(first), again) == (2, first)
    waiting = replans.comparison_of(event, at(event, -2))
    assert waiting is not None
    assert waiting.working


def test_the_one_chosen_is_published_without_an_email_and_taken_back(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    away(event, people[:4])
    make_attendee(event, "Walk In", "Private")
    before = mails()
    fewest = work_out(event, owner, -3).options[1]
    chosen = fewest.plan
    replans.publish_replan(event, number(chosen), owner.user, at(event, -2))
    assert number(published_plan(event)) == number(chosen)
    assert replans.comparison_of(event, at(event, -2)) is None
    told = aloud(event, number(chosen))
    assert (told.plan.number, told.former.number) == (number(chosen), 1)
    assert (told.people, told.newcomers) == (fewest.movers, 1)
    assert number(replans.former_plan(event, at(event, -2))) == 1
    replans.undo_replan(event, owner.user, at(event, -1))
    assert number(published_plan(event)) == 1
    assert replans.former_plan(event, at(event, -1)) is None
    assert mails() == before


def test_the_round_that_has_begun_wins(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    away(event, people[:4])
    options = work_out(event, owner, -3).options
    make_ready(event, False, at(event, -2))
    room = stored_clock(event)
    assert room is not None
    clock = room.at(at(event, 0))
    press(event, Press.NEXT, (clock.phase, clock.round), at(event, 0))
    stale = replans.comparison_of(event, at(event, 1))
    assert stale is not None
    assert stale.stale
    with pytest.raises(RuleBroken, match="Round 1 has begun"):
        replans.publish_replan(event, number(options[0].plan), owner.user, at(event, 1))
    renewed = work_out(event, owner, 1)
    assert renewed.held == 1
    plan = renewed.options[0].plan
    assert plan is not None

    def first_round(plan: Plan) -> set[tuple[int, int | None]]:
        return {(seat.attendee_id, seat.table) for seat in seats_of(plan) if seat.round == 1}

    old = published_plan(event)
    assert old is not None
    assert first_round(plan) == first_round(old)
    replans.publish_replan(event, plan.number, owner.user, at(event, 2))


def test_somebody_who_comes_makes_the_choice_stale(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    away(event, people[:2])
    work_out(event, owner, -3)
    make_attendee(event, "Walk In", "Private")
    found = replans.comparison_of(event, at(event, -2))
    assert found is not None
    assert found.stale


def test_a_colleague_keeps_the_seat_whichever_plan_is_taken(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    away(event, people[:2])
    options = work_out(event, owner, -3).options
    other = joining.come_instead(
        event, people[5].id, "Cy Roe", "", "door", ORGANISER, at(event, -2)
    )
    for option in options:
        assert option.plan is not None
        db.session.expire_all()
        seated = {seat.attendee_id for seat in seats_of(option.plan)}
        assert (other.id in seated, people[5].id in seated) == (True, False)


def test_a_colleague_sits_with_whom_the_rules_named_in_both_plans(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    replaced, beside, apart = people[5:8]
    add_rule(event, "together", replaced.id, beside.id)
    add_rule(event, "apart", replaced.id, apart.id)
    other = joining.come_instead(event, replaced.id, "Cy Roe", "", "door", ORGANISER, at(event, -4))
    for option in work_out(event, owner, -3).options:
        assert option.plan is not None
        tables = {(seat.round, seat.attendee_id): seat.table for seat in seats_of(option.plan)}
        for number in range(1, event.rounds + 1):
            own = tables[number, other.id]
            assert (tables[number, beside.id] == own, tables[number, apart.id] == own) == (
                True, False,
            )  # fmt: skip


def test_the_first_plan_is_made_from_those_who_are_here(owner: Account, event: Event) -> None:
    people = make_people(event, 12)
    for person in people[:9]:
        attendance.check_in(event, person.id, "door", at(event, -10))
    job, absent = replans.plan_from_here(event, "Olwen", owner.user, at(event, -5))
    planning.run_job(job.id, 5, clock=lambda: at(event, -4))
    plan = published_plan(event)
    assert plan is not None
    assert {seat.attendee_id for seat in seats_of(plan)} == {p.id for p in people[:9]}
    assert {noted.who for noted in absent} == {p.id for p in people[9:]}
    assert stored_clock(event) is not None
    assert mails() == []
    with pytest.raises(RuleBroken, match="A plan is published already"):
        replans.plan_from_here(event, "Olwen", owner.user, at(event, -3))


def test_without_anybody_here_there_is_no_first_plan(owner: Account, event: Event) -> None:
    people = make_people(event, 3)
    attendance.check_in(event, people[0].id, "door", at(event, -10))
    with pytest.raises(RuleBroken, match="Check people in first"):
        replans.plan_from_here(event, "Olwen", owner.user, at(event, -5))
    assert db.session.scalars(select(Attendance.state)).all() == [Presence.HERE]
    assert db.session.scalars(select(Job)).all() == []


def test_what_cannot_be_planned_marks_nobody(owner: Account, event: Event) -> None:
    people = make_people(event, 4)
    make_attendee(event, "No Sector", None)
    for person in (*people[:3], db.session.scalars(select(Attendee)).all()[-1]):
        attendance.check_in(event, person.id, "door", at(event, -10))
    with pytest.raises(RuleBroken, match="has no sector"):
        replans.plan_from_here(event, "Olwen", owner.user, at(event, -5))
    assert set(db.session.scalars(select(Attendance.state))) == {Presence.HERE}


def test_there_is_nothing_to_read_of_a_plan_made_afresh(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    assert people[0].event_id == event.id
    assert aloud(event, 1) is None
    with pytest.raises(NotFound):
        aloud(event, 2)


def test_whoever_is_here_before_they_were_to_come_gets_a_chair(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    early, late = people[0], people[1]
    early.arrives_round = late.arrives_round = 2
    db.session.commit()
    attendance.check_in(event, early.id, "door", at(event, -5))
    best = work_out(event, owner, -3).options[0]
    assert best.plan is not None
    seated = [seat for seat in seats_of(best.plan) if seat.round == 1 and seat.table]
    assert early.id in {seat.attendee_id for seat in seated}
    assert late.id not in {seat.attendee_id for seat in seated}
