"""Rounds that run by themselves are recorded as they happened, and nothing rewrites them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from scheduler.domain.morning.clock import Phase
from scheduler.jobs.maintenance import Maintenance
from scheduler.models import Attendee, Event, RoomClock, RoundRun, db
from scheduler.services.afterwards.happened import happened
from scheduler.services.events.settings import RoomFormat, save_format
from scheduler.services.planning import publishing
from scheduler.services.planning.rounds.clock import (
    Press,
    keep_all_so_far,
    make_ready,
    press,
    runs_of,
    stored_clock,
)
from scheduler.services.planning.rounds.published import published_plan
from tests.builders import Account, make_attendee, make_plan

ROUNDS = 3
AS_PLANNED = [(1, 0, 8), (2, 10, 18), (3, 20, 28)]


@pytest.fixture
def morning(event: Event) -> Event:
    """Three rounds of 8 and 2 minutes that run by themselves from 08:45."""
    people = [make_attendee(event, name) for name in ("Ann Lee", "Bo Chen")]
    make_plan(event, [{1: people}] * ROUNDS)
    make_ready(event, True, at(event, -30))
    return event


def at(event: Event, minutes: float) -> datetime:
    return event.starts_at + timedelta(minutes=15 + minutes)


def written(event: Event) -> list[tuple[int, float, float | None]]:
    """Number, start and end of the rounds that the database has, in minutes."""

    def since(moment: datetime) -> float:
        return (moment - at(event, 0)).total_seconds() / 60

    rows = db.session.query(RoundRun).order_by(RoundRun.round)
    return [
        (row.round, since(row.started_at), since(row.ended_at) if row.ended_at else None)
        for row in rows
    ]


def talk_for(event: Event, minutes: int, now: datetime) -> None:
    room = RoomFormat(
        event.format, event.table_size, event.table_count, event.odd, event.rounds,
        event.talk_minutes, event.move_minutes,
    )  # fmt: skip
    save_format(event, replace(room, talk_minutes=minutes), now)


def state(event: Event, minutes: float) -> tuple[Phase, int]:
    room = stored_clock(event)
    assert room is not None
    clock = room.at(at(event, minutes))
    return clock.phase, clock.round


def test_the_worker_writes_each_start_and_end_while_nobody_presses(
    app: Flask, morning: Event
) -> None:
    queue = app.extensions["queue"]
    seen = []
    for minutes in (-1, 0.5, 9, 12, 19, 21, 40):
        now = at(morning, minutes)
        db.session.rollback()
        with travel(now, tick=False):
            Maintenance(queue).keep_house()
        seen.append(written(morning))
    assert seen == [
        [],
        [(1, 0, None)],
        [(1, 0, 8)],
        [(1, 0, 8), (2, 10, None)],
        [(1, 0, 8), (2, 10, 18)],
        [(1, 0, 8), (2, 10, 18), (3, 20, None)],
        AS_PLANNED,
    ]


def test_a_worker_that_was_away_all_morning_writes_the_same(morning: Event) -> None:
    keep_all_so_far(at(morning, 600))
    assert written(morning) == AS_PLANNED
    assert state(morning, 600) == (Phase.DONE, 3)
    keep_all_so_far(at(morning, 601))
    assert written(morning) == AS_PLANNED


def test_writing_down_is_no_press_and_changes_no_display(morning: Event) -> None:
    before, now = stored_clock(morning), at(morning, 12)
    keep_all_so_far(now)
    after = stored_clock(morning)
    assert before is not None
    assert after is not None
    assert (after.at(now), after.key(now)) == (before.at(now), before.key(now))
    assert [after.at(at(morning, m)) for m in (13, 25, 90)] == [
        before.at(at(morning, m)) for m in (13, 25, 90)
    ]


@pytest.mark.parametrize("worker", [True, False])
def test_minutes_changed_after_the_end_rewrite_nothing(morning: Event, worker: bool) -> None:
    if worker:
        keep_all_so_far(at(morning, 30))
    before = happened(morning, at(morning, 30))
    talk_for(morning, 30, at(morning, 31))
    assert happened(morning, at(morning, 31)) == before
    assert before is not None
    assert before.rounds == ROUNDS
    assert written(morning) == AS_PLANNED
    assert state(morning, 31) == (Phase.DONE, 3)


def test_minutes_changed_on_the_way_hold_from_the_next_round(morning: Event) -> None:
    shown = stored_clock(morning)
    talk_for(morning, 4, at(morning, 12))
    # Round 2 keeps its eight minutes, round 3 has four.
    runs = [(run.started, run.ended) for run in runs_of(morning, at(morning, 60))]
    assert runs == [(at(morning, s), at(morning, e)) for s, e in ((0, 8), (10, 18), (20, 24))]
    # Pages that are open look again: what they say of round 3 was another time.
    now = stored_clock(morning)
    assert shown is not None
    assert now is not None
    assert now.key(at(morning, 12)) != shown.key(at(morning, 12))


def test_rounds_before_a_new_plan_belong_to_the_old_one(owner: Account, morning: Event) -> None:
    old = published_plan(morning)
    assert old is not None
    people = list(db.session.scalars(select(Attendee).order_by(Attendee.id)))
    tables: list[dict[int | None, list[Attendee]]] = [{1: people}, {1: people}, {2: people}]
    new = make_plan(morning, tables, state="draft", number=2)
    publishing.publish(new, owner.user, at(morning, 12), tell=publishing.Tell.NOBODY)
    keep_all_so_far(at(morning, 40))
    plans = [row.plan_id for row in db.session.query(RoundRun).order_by(RoundRun.round)]
    assert plans == [old.id, old.id, new.id]
    assert written(morning) == AS_PLANNED


def test_a_plan_withdrawn_afterwards_takes_no_round_with_it(owner: Account, morning: Event) -> None:
    plan = published_plan(morning)
    assert plan is not None
    publishing.withdraw_plan(plan, owner.user, at(morning, 40))
    assert written(morning) == AS_PLANNED
    assert {row.plan_id for row in db.session.query(RoundRun)} == {plan.id}


def test_what_passed_by_itself_is_not_undone_with_the_press_before_it(morning: Event) -> None:
    make_ready(morning, False, at(morning, -20))
    assert press(morning, Press.NEXT, (Phase.BEFORE, 1), at(morning, 0))
    make_ready(morning, True, at(morning, 1))
    keep_all_so_far(at(morning, 12))
    assert state(morning, 12) == (Phase.TALK, 2)
    assert press(morning, Press.BACK, (Phase.TALK, 2), at(morning, 12))
    # Not back before round 1, which ended as it should.
    assert state(morning, 12) == (Phase.MOVE, 2)
    assert written(morning) == [(1, 0, 8)]


def test_a_paused_clock_and_one_called_off_are_left_alone(morning: Event) -> None:
    assert press(morning, Press.NEXT, (Phase.BEFORE, 1), at(morning, -1))
    assert press(morning, Press.PAUSE, (Phase.TALK, 1), at(morning, 3))
    keep_all_so_far(at(morning, 50))
    assert written(morning) == [(1, -1, None)]
    assert press(morning, Press.GO_ON, (Phase.TALK, 1), at(morning, 50))
    morning.called_off_at = at(morning, 51)
    db.session.commit()
    keep_all_so_far(at(morning, 90))
    assert written(morning) == [(1, -1, None)]
    assert db.session.get_one(RoomClock, morning.id).phase == Phase.TALK
