"""A plan arranged by round and person."""

from datetime import UTC, datetime

from scheduler.models import Event, Job, Plan, db
from scheduler.services.planning import run as planning
from scheduler.services.planning.seating import seating_of
from tests.builders import NOW, Account, make_people

SECONDS = 0.5


def run_now(event: Event, owner: Account) -> Job:
    job = planning.request_plan(event, owner.user, NOW)
    planning.run_job(job.id, SECONDS)
    return db.session.get_one(Job, job.id, populate_existing=True)


def test_the_arranged_plan_counts_as_the_engine_counts(owner: Account, event: Event) -> None:
    make_people(event, 14)
    plan = db.session.get_one(Plan, run_now(event, owner).plan_id)
    arranged = seating_of(event, plan)
    assert sum(row.met for row in arranged.people) == 2 * plan.score["cross_sector_pairs"]
    assert min(row.met for row in arranged.people) == plan.score["fewest_cross_sector"]
    assert arranged.rounds[0].starts == datetime(2026, 12, 4, 8, 45, tzinfo=UTC)
    assert [len(r.tables) for r in arranged.rounds] == [3, 3, 3, 3]
