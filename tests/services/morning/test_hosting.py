"""What hosts do at their tables, and what counts of it."""

from datetime import datetime, timedelta

import pytest

from scheduler.errors import NoRight, NotFound, RuleBroken
from scheduler.models import Attendance, Attendee, Event, db
from scheduler.services.afterwards.happened import happened
from scheduler.services.morning import attendance, hosting
from scheduler.services.people.presence import missing_rounds
from tests.builders import make_attendee, make_plan


@pytest.fixture
def four(event: Event) -> list[Attendee]:
    """Ann hosts table 1, where Bob sits in round 1 and Cat in round 2; Dan is the other."""
    ann = make_attendee(event, "Ann Lee", host_table=1)
    bob, cat = (
        make_attendee(event, "Bob Ray", "Public"),
        make_attendee(event, "Cat Stone", "Public"),
    )
    dan = make_attendee(event, "Dan Poe", "Private")
    event.rounds = 2
    make_plan(event, [{1: [ann, bob], 2: [cat, dan]}, {1: [ann, cat], 2: [bob, dan]}])
    return [ann, bob, cat, dan]


def morning(event: Event) -> datetime:
    return event.starts_at + timedelta(minutes=20)


def test_somebody_missing_met_nobody_in_that_round(event: Event, four: list[Attendee]) -> None:
    ann, bob, cat, dan = four
    assert hosting.note_missing(ann, bob.id, 1, True, morning(event)) == "Bob Ray"
    shown = hosting.hosted_table(ann, morning(event))
    assert [(each.person.name, each.missing) for each in shown.people] == [("Bob Ray", True)]
    assert [row.attendee.name for row in hosting.missing_in(event.id, 1)] == ["Bob Ray"]
    found = happened(event, event.ends_at)
    assert found is not None
    assert (found.planned, found.met) == (4, 3)
    attendance.mark_absent(event, bob.id, "door", morning(event))
    assert hosting.missing_in(event.id, 1) == []
    db.session.delete(db.session.get_one(Attendance, bob.id))
    db.session.commit()
    hosting.note_missing(ann, bob.id, 1, False, morning(event))
    assert missing_rounds(event.id) == frozenset()
    for person, round_ in ((cat, 1), (dan, 2)):
        with pytest.raises(NotFound):
            hosting.note_missing(ann, person.id, round_, True, morning(event))


def test_a_call_for_help_is_one_until_it_is_seen_to(event: Event, four: list[Attendee]) -> None:
    ann = four[0]
    hosting.ask_for_help(ann, "No chairs", morning(event))
    hosting.ask_for_help(ann, "Two chairs are missing", morning(event))
    (call,) = hosting.open_calls(event.id)
    assert (call.table, call.words, call.host.name) == (1, "Two chairs are missing", "Ann Lee")
    hosting.see_to(event, call.id, morning(event))
    assert hosting.open_calls(event.id) == []
    with pytest.raises(NotFound):
        hosting.ask_for_help(four[1], "", morning(event))


def test_the_right_to_the_clock_is_given_to_hosts_and_taken_back(
    event: Event, four: list[Attendee]
) -> None:
    ann, bob = four[:2]
    with pytest.raises(NoRight):
        hosting.check_runs_clock(ann)
    hosting.let_run_clock(event, ann.id, True)
    hosting.check_runs_clock(ann)
    assert hosting.clock_runners(event.id) == {ann.id}
    with pytest.raises(RuleBroken):
        hosting.let_run_clock(event, bob.id, True)
    hosting.let_run_clock(event, ann.id, False)
    assert hosting.clock_runners(event.id) == frozenset()
