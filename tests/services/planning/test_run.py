"""A problem becomes a plan, and every other way a planning job can end."""

from datetime import datetime, timedelta

from flask import Flask

from scheduler.engine import rules
from scheduler.models import Event, Job, PairRule, Plan, db
from scheduler.models.clock import database_now
from scheduler.services.background import jobs
from scheduler.services.planning import run as planning
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.plans import rounds_of, seats_of
from scheduler.services.planning.problem import fingerprint, problem_for
from tests.builders import NOW, Account, make_attendee, make_people

SECONDS = 0.5


def run_now(event: Event, owner: Account) -> Job:
    job = planning.request_plan(event, owner.user, NOW)
    planning.run_job(job.id, SECONDS)
    return db.session.get_one(Job, job.id, populate_existing=True)


def test_pressing_the_button_twice_is_one_job(owner: Account, event: Event) -> None:
    make_people(event, 6)
    first = planning.request_plan(event, owner.user, NOW)
    assert planning.request_plan(event, owner.user, NOW).id == first.id
    asked = fingerprint(problem_for(event))
    assert first.arguments == {
        "actor": owner.user.id, "seed": 1, "people": 6, "problem": asked,
    }  # fmt: skip


def test_a_job_ends_with_a_plan_that_keeps_every_rule(
    app: Flask, owner: Account, event: Event
) -> None:
    people = make_people(event, 15)
    people[0].host_table = 2
    people[4].leaves_after_round = 2
    db.session.commit()

    job = run_now(event, owner)

    plan = db.session.get_one(Plan, job.plan_id)
    seats = seats_of(plan)
    problem = planning.problem_for(event)
    assert (job.state, job.sentence, job.attempts) == ("done", "", 1)
    assert (plan.number, plan.state, plan.rounds, plan.tables) == (1, "draft", 4, 3)
    assert rules.check(problem, rounds_of(plan, seats)) == []
    assert len(seats) == 15 * 4 - 2
    assert plan.score["cross_sector_pairs"] <= plan.score["ceiling"]
    assert not changes_since(event, plan)


def test_another_press_makes_another_draft(owner: Account, event: Event) -> None:
    make_people(event, 9)
    first, second = run_now(event, owner), run_now(event, owner)
    numbers = db.session.query(Plan.number).order_by(Plan.number).all()
    assert (first.id != second.id, [n for (n,) in numbers]) == (True, [1, 2])


def test_a_contradiction_is_told_and_leaves_no_plan(owner: Account, event: Event) -> None:
    ann, ben = make_attendee(event, "Ann"), make_attendee(event, "Ben", "Public")
    for kind in ("apart", "must_meet"):
        db.session.add(PairRule(event_id=event.id, kind=kind, a_id=ann.id, b_id=ben.id))
    db.session.commit()
    job = run_now(event, owner)
    assert (job.state, job.plan_id) == ("failed", None)
    assert job.sentence == "The rules contradict each other, so there is no plan."
    assert len(job.progress["contradictions"]) >= 1
    assert all("Ann" in s and "Ben" in s for s in job.progress["contradictions"])
    assert db.session.query(Plan).count() == 0


def test_what_became_impossible_meanwhile_fails_with_its_sentence(
    owner: Account, event: Event
) -> None:
    people = make_people(event, 2)
    job = planning.request_plan(event, owner.user, NOW)
    people[1].state = "cancelled"
    db.session.commit()
    planning.run_job(job.id, SECONDS)
    db.session.refresh(job)
    assert (job.state, job.sentence) == (
        "failed",
        "Person 00 is the only person so far. Rounds need at least two people.",
    )


def test_a_crash_is_one_sentence_and_no_plan(owner: Account, event: Event) -> None:
    make_people(event, 6)
    job = planning.request_plan(event, owner.user, NOW)
    job.arguments = job.arguments | {"seed": "not a number"}
    db.session.commit()
    planning.run_job(job.id, SECONDS)
    db.session.refresh(job)
    assert (job.state, job.sentence) == (
        "failed",
        "Something went wrong while the rounds were being assigned (ValueError). No plan was "
        "changed. Press the button again; if it happens again, tell whoever runs this server.",
    )


def test_stopping_keeps_the_best_so_far(owner: Account, event: Event) -> None:
    make_people(event, 12)
    job = planning.request_plan(event, owner.user, NOW)
    # A stop that was asked for while an earlier worker had the job is not forgotten.
    job.stop_requested = True
    db.session.commit()
    planning.run_job(job.id, 600)
    db.session.refresh(job)
    plan = db.session.get_one(Plan, job.plan_id)
    assert job.state == "done"
    assert rules.check(planning.problem_for(event), rounds_of(plan, seats_of(plan))) == []


def test_stopping_a_job_that_nobody_began_ends_it(owner: Account, event: Event) -> None:
    make_people(event, 6)
    job = planning.request_plan(event, owner.user, NOW)
    planning.stop_planning(event, NOW)
    planning.run_job(job.id, SECONDS)
    db.session.refresh(job)
    assert (job.state, job.sentence) == ("cancelled", "Stopped before it began.")
    planning.stop_planning(event, NOW)


def test_a_worker_given_up_for_dead_writes_nothing(owner: Account, event: Event) -> None:
    make_people(event, 9)
    job = planning.request_plan(event, owner.user, NOW)

    def clock() -> datetime:
        # It is looked at when the plan is found: just before, another worker takes over.
        job.heartbeat_at = database_now(-jobs.STALE_AFTER - timedelta(seconds=1))
        db.session.commit()
        assert jobs.requeue_lost(NOW) == [job.id]
        assert jobs.claim(job.id) == 2
        return NOW

    planning.run_job(job.id, SECONDS, clock)
    db.session.refresh(job)
    assert (job.state, job.attempts, db.session.query(Plan).count()) == ("running", 2, 0)
