"""The morning on one page: what happens when, who hosts, what people need."""

from scheduler.models import Event, Plan, db
from scheduler.services.morning.day import day_of, timetable
from scheduler.services.planning import publishing
from tests.builders import NOW, Account, assign, make_attendee, make_people, part_by_a_break


def test_the_rounds_stand_in_their_slot(event: Event) -> None:
    assert [(f"{s.starts:%H:%M}", f"{s.ends:%H:%M}", s.title) for s in timetable(event, 4)] == [
        ("08:30", "08:45", "Welcome"),
        ("08:45", "08:53", "Round 1"),
        ("08:55", "09:03", "Round 2"),
        ("09:05", "09:13", "Round 3"),
        ("09:15", "09:23", "Round 4"),
        ("09:30", "10:30", "Coffee"),
    ]


def test_needs_are_counted_for_those_who_come(event: Event) -> None:
    make_attendee(event, "Ann Lee", dietary="Vegan", quiet_table=True)
    make_attendee(event, "Bea Ito", dietary="vegan ", access="hearing loop", host_table=2)
    make_attendee(event, "Cy Roe", dietary="halal", host_table=1, quiet_table=True)
    make_attendee(event, "Di Poe", dietary="vegan", state="waiting")
    day = day_of(event)
    assert day.dietary == (("vegan", 2), ("halal", 1))
    assert [person.name for person in day.access] == ["Bea Ito"]
    assert day.wishes == (("Quiet table", "Ann Lee and Cy Roe"),)
    assert [person.name for person in day.hosts] == ["Cy Roe", "Bea Ito"]


def publish(owner: Account, event: Event) -> Plan:
    """A published plan for four people."""
    make_people(event, 4, ("Voluntary", "Public"))
    plan = assign(event, owner.user)
    publishing.publish(plan, owner.user, NOW)
    return plan


def test_the_timetable_has_the_rounds_that_people_see(owner: Account, event: Event) -> None:
    publish(owner, event)
    event.rounds = 2
    db.session.commit()
    assert [s.round_number for s in day_of(event).timetable if s.round_number] == [1, 2, 3, 4]


def test_rounds_stand_on_both_sides_of_a_break(event: Event) -> None:
    part_by_a_break(event, first=20, rest=15)
    titles = [stretch.title for stretch in timetable(event, 3)]
    assert titles[titles.index("Round 1") :] == ["Round 1", "Round 2", "Coffee", "Round 3"]
