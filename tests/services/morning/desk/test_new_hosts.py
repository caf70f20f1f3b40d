"""Another host, from those who are here, for a table whose host does not come."""

import pytest

from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.new_hosts import MayHost, name_host, who_may_host
from tests.builders import Account, make_attendee, make_event


def test_whoever_is_here_hosts_the_table_and_its_host_no_longer_does(
    event: Event, four: list[Attendee]
) -> None:
    ann, bob, cat, dan = four
    ann.host_table, bob.host_table = 1, 2
    db.session.commit()
    now = event.starts_at
    attendance.mark_absent(event, bob.id, "door", now)
    for person in (ann, cat):
        attendance.check_in(event, person.id, "door", now)
    assert who_may_host(event, 1) == (MayHost(cat.id, "Cat Stone", 2),)
    assert who_may_host(event, 2) == (MayHost(cat.id, "Cat Stone", 1),)
    with pytest.raises(RuleBroken, match="Dan Voß is not here: check them in first"):
        name_host(event, 2, dan.id, now)
    with pytest.raises(RuleBroken, match="Table 1 has its host, Ann Lee"):
        name_host(event, 1, cat.id, now)
    with pytest.raises(NotFound, match="no host to take the place of"):
        name_host(event, 3, cat.id, now)
    assert name_host(event, 2, cat.id, now) is cat
    assert [person.host_table for person in four] == [1, None, 2, None]


def test_nobody_of_another_event_hosts_here(event: Event, owner: Account) -> None:
    stranger = make_attendee(make_event(owner.body_id), "Eve")
    with pytest.raises(NotFound, match="not on the list"):
        name_host(event, 1, stranger.id, event.starts_at)


def test_namesakes_are_told_apart(event: Event) -> None:
    for office in ("Hub", "Trust"):
        person = make_attendee(event, "Ann Lee", organisation=office, email_key=office)
        attendance.check_in(event, person.id, "door", event.starts_at)
    told = [each.told for each in who_may_host(event, 1)]
    assert told == ["Ann Lee (Hub)", "Ann Lee (Trust)"]
