"""Check-ins that desks send later: each taken in once, and nobody lost."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.states import Presence
from scheduler.models import Attendance, Attendee, Event, SentCheckIn, db
from scheduler.services.morning import attendance
from scheduler.services.morning.sent import Sent, take_in_all
from tests.builders import make_attendee, make_people

NOW = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def rows(event: Event) -> dict[int, tuple[object, ...]]:
    found = {
        row.attendee_id: (row.state, row.noted_at, row.desk, row.came_at, row.away, row.note)
        for row in db.session.query(Attendance).filter_by(event_id=event.id)
    }
    db.session.commit()
    return found


@pytest.mark.parametrize("first", [0, 1])
def test_two_desks_end_in_the_same_state_whichever_sends_first(event: Event, first: int) -> None:
    ann, bob, cat, dan = make_people(event, 4)
    attendance.mark_absent(event, bob.id, "Olwen", ago(10))
    desks = [
        ("door", [Sent("a1", ann.id, ago(20)), Sent("a2", bob.id, ago(19))]),
        ("side door", [Sent("b1", ann.id, ago(21)), Sent("b2", bob.id, ago(5)),
                       Sent("b3", cat.id, ago(4))]),
    ]  # fmt: skip
    for desk, sent in (desks[first], desks[1 - first], desks[first]):
        take_in_all(event, desk, sent, NOW)
    note = "Was noted by Olwen as “does not come”: a desk without network had let them in."
    assert rows(event) == {
        ann.id: (Presence.HERE, ago(20), "door", ago(21), [], ""),
        bob.id: (Presence.HERE, ago(5), "side door", ago(19), [], note),
        cat.id: (Presence.HERE, ago(4), "side door", ago(4), [], ""),
    }
    assert dan.id not in rows(event)
    assert db.session.query(SentCheckIn).count() == 5


def test_who_has_cancelled_is_here_with_a_note_and_strangers_are_left_out(event: Event) -> None:
    gone = make_attendee(event, "Gone Away", state="cancelled", cancelled_at=ago(40))
    told = take_in_all(event, "door", [Sent("k1", gone.id, ago(9)), Sent("k2", 999, ago(8))], NOW)
    assert told == {
        "k1": "Gone Away is here. They cancelled on 4 December, 08:20: "
        "restore them on the People page.",
        "k2": "Somebody is no longer on the list.",
    }
    assert [row[0] for row in rows(event).values()] == [Presence.HERE]


def test_a_desk_whose_clock_is_ahead_checks_nobody_in_tomorrow(event: Event) -> None:
    person: Attendee = make_attendee(event, "Ann Lee")
    take_in_all(event, "door", [Sent("k", person.id, NOW + timedelta(hours=3))], NOW)
    assert rows(event)[person.id][1] == NOW
