"""The desk at a glance, and where one person sits."""

from datetime import UTC, datetime

import pytest

from scheduler.domain.registration.transitions import organiser
from scheduler.models import Attendee, Event
from scheduler.services.morning import arrivals, attendance
from scheduler.services.morning.arrivals import arrivals_of, table_mates
from scheduler.services.morning.desk import joining
from scheduler.services.morning.desk.guests import guests_of
from tests.builders import Account, make_attendee

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)


DESK = "Jean at the door"


def test_the_desk_at_a_glance(event: Event, four: list[Attendee]) -> None:
    attendance.check_in(event, four[0].id, DESK, MORNING)
    attendance.check_in(event, four[1].id, DESK, MORNING)
    attendance.mark_absent(event, four[3].id, DESK, MORNING)
    seen = arrivals_of(guests_of(event, MORNING))
    assert (seen.here, seen.expected, seen.not_here, seen.complete) == (2, 4, 1, 1)
    assert [guest.name for guest in seen.absent] == ["Dan Voß"]
    assert [(s.name, s.here, s.expected) for s in seen.sectors] == [
        ("Voluntary", 1, 2), ("Public", 1, 1), ("Private", 0, 1),
    ]  # fmt: skip
    assert [(t.number, [g.name for g in t.missing]) for t in seen.missing] == [(2, ["Cat Stone"])]


def test_of_too_many_missing_the_tables_are_counted(
    event: Event, four: list[Attendee], monkeypatch: pytest.MonkeyPatch
) -> None:
    attendance.check_in(event, four[0].id, DESK, MORNING)
    monkeypatch.setattr(arrivals, "MOST_NAMED", 2)
    seen = arrivals_of(guests_of(event, MORNING))
    assert [(t.number, t.count, t.expected, t.missing, t.drawing) for t in seen.missing] == [
        (1, 1, 2, (), None),
        (2, 2, 2, (), None),
    ]
    assert (seen.here, seen.expected, seen.not_here) == (1, 4, 3)


def test_who_sent_a_colleague_is_nobody_missing(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    actor = organiser(owner.user.id)
    joining.come_instead(event, four[0].id, "Amy Lo", "", DESK, actor, MORNING)
    listed = guests_of(event, MORNING)
    seen = arrivals_of(listed)
    assert (seen.here, seen.expected, seen.absent) == (1, 4, ())
    assert [(g.name, g.instead) for g in listed.guests if g.instead] == [("Ann Lee", "Amy Lo")]


def test_who_sits_beside_one_person_is_whom_the_list_shows(
    event: Event, four: list[Attendee]
) -> None:
    attendance.check_in(event, four[0].id, DESK, MORNING)
    attendance.mark_absent(event, four[3].id, DESK, MORNING)
    listed = guests_of(event, MORNING)
    shown = [
        (guest.table, guest.partners) for guest in map(listed.of, [p.id for p in four]) if guest
    ]
    assert [table for table, _partners in shown] == [1, 1, 2, 2]
    mates = [
        table_mates(person, 1, table or 0) for person, (table, _) in zip(four, shown, strict=True)
    ]
    assert mates == [partners for _table, partners in shown]
    # Nobody is sent to a table by the name of somebody who does not come.
    assert mates == [(four[1].name,), (four[0].name,), (), (four[2].name,)]


def test_two_of_one_name_are_told_apart_and_whoever_comes_later_is_said_to(
    event: Event, four: list[Attendee]
) -> None:
    other = make_attendee(event, "Ann  Lee", organisation="Bakers", email=None, email_key=None)
    other.arrives_round = 2
    listed = guests_of(event, MORNING)
    told = {guest.id: (guest.told, guest.away) for guest in listed.guests}
    assert told[other.id] == ("Ann  Lee (Bakers)", "comes for round 2")
    assert told[four[1].id] == ("Bob Ray", "")
