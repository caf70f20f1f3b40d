"""What happened since a plan was made."""

from scheduler.models import Event, Job, Plan, db
from scheduler.services.planning import run as planning
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.plans import seats_of
from scheduler.services.planning.seating import seating_of
from tests.builders import NOW, Account, make_attendee, make_people, make_plan

SECONDS = 0.5


def run_now(event: Event, owner: Account) -> Job:
    job = planning.request_plan(event, owner.user, NOW)
    planning.run_job(job.id, SECONDS)
    return db.session.get_one(Job, job.id, populate_existing=True)


def test_people_who_come_and_go_after_the_plan_are_named(owner: Account, event: Event) -> None:
    people = make_people(event, 9)
    plan = db.session.get_one(Plan, run_now(event, owner).plan_id)
    people[3].state = "cancelled"
    make_attendee(event, "Zoe", "Public")
    db.session.commit()
    changes = changes_since(event, plan)
    assert (changes.joined, changes.left) == (("Zoe",), ("Person 03",))
    assert (changes.broken, changes.pairs) == ((), None)
    assert changes.now is not None
    met = [row.met for row in seating_of(event, plan).people if row.member.here]
    assert (changes.now.people, changes.now.links) == (8, sum(met) // 2)
    # Zoe has no table yet: the fewest is that of those who are seated.
    assert changes.now.fewest == min(met)
    assert str(min(changes.now.worst_off)) in {str(person.id) for person in people}


def test_a_corrected_sector_and_a_new_host_are_noticed(owner: Account, event: Event) -> None:
    people = make_people(event, 9)
    plan = db.session.get_one(Plan, run_now(event, owner).plan_id)
    tables = {seat.table for seat in seats_of(plan) if seat.attendee_id == people[0].id}
    people[0].host_table = 1 if tables != {1} else 2
    people[1].sector = people[0].sector
    db.session.commit()
    changes = changes_since(event, plan)
    assert changes.pairs is not None
    assert changes.pairs != plan.score["cross_sector_pairs"]
    assert [sentence[:21] for sentence in changes.broken] == ["Person 00 hosts table"]


def test_who_would_only_have_sat_in_rounds_that_have_begun_changes_nothing_to_come(
    event: Event,
) -> None:
    ann, bob, cat = (make_attendee(event, name) for name in ("Ann", "Bob", "Cat"))
    plan = make_plan(event, [{1: [ann, bob, cat]}, {1: [ann, bob, cat]}, {1: [ann, cat]}])
    bob.leaves_after_round = 2
    bob.state = ann.state = "cancelled"
    db.session.commit()
    assert sorted(changes_since(event, plan, begun=1).left) == ["Ann", "Bob"]
    assert changes_since(event, plan, begun=2).left == ("Ann",)
