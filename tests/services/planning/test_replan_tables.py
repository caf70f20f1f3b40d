"""At how many tables those who are there sit, once many have failed to come."""

from collections import defaultdict
from datetime import datetime, timedelta

import pytest

from scheduler.engine import rules
from scheduler.models import Attendee, Event, Plan, db
from scheduler.services.morning import attendance
from scheduler.services.morning import replan as replans
from scheduler.services.morning.desk import joining
from scheduler.services.morning.moves import aloud
from scheduler.services.people.person import PersonEdit
from scheduler.services.planning import publishing
from scheduler.services.planning import run as planning
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.plans import planned_places, rounds_of, seats_of
from scheduler.services.planning.problem_again import Again, problem_again
from scheduler.services.planning.rounds.clock import Press, make_ready, press, stored_clock
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rules.pair_rules import add_rule
from tests.builders import NOW, ORGANISER, Account, assign, make_attendee


@pytest.fixture
def here(owner: Account, event: Event) -> list[Attendee]:
    """28 of 64 people are here, 10, 10 and 8 of a sector; hosts of tables 6 to 12 are among them.

    Plan 1 has twelve tables, each with its host, in four rounds.
    """
    event.table_size, event.capacity = 6, 64
    sectors = ["Voluntary"] * 22 + ["Public"] * 21 + ["Private"] * 21
    people = [make_attendee(event, f"Person {n:02}", s) for n, s in enumerate(sectors)]
    for number, host in enumerate(people[::5][:12], start=1):
        host.host_table = number
    db.session.commit()
    publishing.publish(assign(event, owner.user), owner.user, NOW)
    event.table_size = 5
    db.session.commit()
    hosts = [person for person in people if (person.host_table or 0) > 5]
    quota = {"Voluntary": 10, "Public": 10, "Private": 8}
    found = []
    for person in [*hosts, *(p for p in people if p.host_table is None)]:
        assert person.sector is not None
        if quota[person.sector.name]:
            quota[person.sector.name] -= 1
            found.append(person)
    for person in people:
        if person not in found:
            attendance.mark_absent(event, person.id, "door", at(event, -5))
    return found


def at(event: Event, minutes: float) -> datetime:
    return event.starts_at + timedelta(minutes=15 + minutes)


def begin_round_1(event: Event) -> None:
    make_ready(event, False, at(event, -2))
    room = stored_clock(event)
    assert room is not None
    press(event, Press.NEXT, (room.stored.phase, 1), at(event, 0))


def work_out(event: Event, owner: Account, minutes: float) -> tuple[replans.ReplanOption, ...]:
    for job in replans.request_both(event, owner.user, at(event, minutes)):
        planning.run_job(job.id, 5)
    db.session.commit()
    found = replans.comparison_of(event, at(event, minutes))
    assert found is not None
    assert not found.stale
    return found.options


def sizes(plan: Plan) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for seat in seats_of(plan):
        if seat.table:
            found[seat.round][seat.table] += 1
    return {number: dict(tables) for number, tables in found.items()}


def test_best_meetings_uses_the_tables_that_those_here_need(
    owner: Account, event: Event, here: list[Attendee]
) -> None:
    begin_round_1(event)
    best, fewest = work_out(event, owner, 1)
    plan, old = best.plan, published_plan(event)
    assert plan is not None
    assert old is not None
    tables = sizes(plan)
    assert tables[1] == sizes(old)[1]
    used = set(tables[2])
    assert (best.tables, len(used)) == (6, 6)
    assert used < set(range(6, 13))
    assert all(sorted(tables[number].values()) == [4, 4, 5, 5, 5, 5] for number in (2, 3, 4))
    assert all(set(tables[number]) == used for number in (2, 3, 4))
    problem = problem_again(event, Again(1, 1, True, closing=True))
    assert rules.check(problem, rounds_of(plan, planned_places(plan))) == []
    hosts = {p.id: p.host_table for p in here if p.host_table in used}
    at_home = {(s.attendee_id, s.table) for s in seats_of(plan) if s.attendee_id in hosts}
    assert at_home == set(hosts.items())
    assert best.score is not None
    assert fewest.score is not None
    assert best.score.pairs > fewest.score.pairs
    assert fewest.movers < best.movers
    assert fewest.plan is not None
    assert fewest.tables == max(len(sizes(fewest.plan)[number]) for number in (2, 3, 4))


def test_what_was_taken_asks_for_nothing_more_and_is_taken_back(
    owner: Account, event: Event, here: list[Attendee]
) -> None:
    begin_round_1(event)
    # They sit at a table that is not hosted by anybody who is here, and stay there.
    (stayer,) = _first_at(event, here, 2)
    stayer.stays = True
    db.session.commit()
    plan = work_out(event, owner, 1)[0].plan
    assert plan is not None
    assert {s.table for s in seats_of(plan) if s.attendee_id == stayer.id} == {2}
    replans.publish_replan(event, plan.number, owner.user, at(event, 2))
    assert not changes_since(event, plan, begun=1)
    # The page of the plan says no more of it than Day.
    assert changes_since(event, plan).broken == ()
    told = aloud(event, plan.number)
    assert told is not None
    closed = {p.host_table for p in here if p.host_table} - set(sizes(plan)[2])
    assert len(closed) == 2
    assert set(told.given_up) == set(range(1, 13)) - set(sizes(plan)[2])
    hosts = {p.host_table: p.name for p in here if p.host_table}
    assert told.hosts == tuple((hosts[table], table) for table in sorted(closed, key=int))
    # Both are worked out again: nobody opens the closed tables for their hosts' sake.
    joining.walk_in(event, _walk_in(event), "w1", "door", ORGANISER, at(event, 3))
    assert sizes(plan)[2] != {}
    attendance.mark_absent(event, here[-1].id, "door", at(event, 3))
    for option in work_out(event, owner, 3):
        assert option.tables == 6
    replans.undo_replan(event, owner.user, at(event, 4))
    former = published_plan(event)
    assert former is not None
    assert former.number == 1


def _first_at(event: Event, here: list[Attendee], table: int) -> list[Attendee]:
    plan = published_plan(event)
    assert plan is not None
    there = {s.attendee_id for s in seats_of(plan) if (s.round, s.table) == (1, table)}
    return [p for p in here if p.id in there][:1]


def _walk_in(event: Event) -> PersonEdit:
    return PersonEdit("Eve Walk", "Bakers", sector_id=event.sectors[2].id)


def test_a_walk_in_takes_a_chair_where_more_tables_have_a_host_than_half_of_those_here(
    owner: Account, event: Event, here: list[Attendee]
) -> None:
    for person in here[14:]:
        attendance.mark_absent(event, person.id, "door", at(event, -3))
    plan = work_out(event, owner, -2)[0].plan
    assert plan is not None
    assert len(sizes(plan)[1]) == 3
    replans.publish_replan(event, plan.number, owner.user, at(event, -1))
    eve = joining.walk_in(event, _walk_in(event), "w1", "door", ORGANISER, at(event, -1))
    db.session.expire_all()
    assert [s.round for s in seats_of(plan) if s.attendee_id == eve.id] == [1, 2, 3, 4]


def test_colleagues_who_are_kept_apart_keep_tables_open(
    owner: Account, event: Event, here: list[Attendee]
) -> None:
    event.apart_organisations = True
    for person in here[-8:]:
        person.organisation = "Hub"
    db.session.commit()
    best = work_out(event, owner, -2)[0]
    assert best.tables == 8


def test_the_first_tables_at_the_door_are_as_many_as_those_here_need(
    owner: Account, event: Event
) -> None:
    event.table_size = 5
    people = [
        make_attendee(event, f"Person {n:02}", s)
        for n, s in enumerate(["Voluntary", "Public", "Private"] * 7)
    ]
    for number, person in enumerate(people[:10], start=3):
        person.host_table = number
    db.session.commit()
    for person in people:
        attendance.check_in(event, person.id, "door", at(event, -10))
    job, _absent = replans.plan_from_here(event, "Olwen", owner.user, at(event, -5))
    planning.run_job(job.id, 5, clock=lambda: at(event, -4))
    plan = published_plan(event)
    assert plan is not None
    assert {tuple(sorted(tables.items())) for tables in sizes(plan).values()}
    assert all(set(tables) == {3, 4, 5, 6, 7} for tables in sizes(plan).values())
    assert not changes_since(event, plan)


def test_where_few_tables_leave_no_plan_more_are_used(
    owner: Account, event: Event, here: list[Attendee]
) -> None:
    """Each of seven hosts always sits with the same three: at six tables they cannot."""
    hosts = [p for p in here if p.host_table]
    others = [p for p in here if not p.host_table]
    together = [(hosts[n], others[3 * n + k]) for n in range(7) for k in range(3)]
    for one, other in together:
        add_rule(event, "together", one.id, other.id)
    best = work_out(event, owner, -2)[0]
    assert best.plan is not None
    assert best.tables == 7
    tables = {(s.round, s.attendee_id): s.table for s in seats_of(best.plan)}
    assert all(
        tables[number, one.id] == tables[number, other.id] == one.host_table
        for one, other in together
        for number in range(1, 5)
    )
