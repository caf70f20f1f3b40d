"""What people say of themselves on the morning."""

from datetime import datetime, timedelta

import pytest

from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import Presence
from scheduler.errors import RuleBroken
from scheduler.models import Attendance, Attendee, Event, OutgoingMail, db
from scheduler.services.morning.attendance import check_in, mark_absent, step_out
from scheduler.services.morning.own_leave import OwnWord, own_leave, say_oneself
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.builders import make_attendee, make_plan

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ann(event: Event) -> Attendee:
    """Ann is checked in at an event of three rounds, of which the first is on."""
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    event.rounds = 3
    make_plan(event, [{1: [ann, bob]}, {1: [ann, bob]}, {1: [ann, bob]}])
    make_ready(event, False, event.starts_at)
    check_in(event, ann.id, "Door", event.starts_at)
    press(event, Press.NEXT, (Phase.BEFORE, 1), event.starts_at + 15 * MINUTE)
    return ann


def later(event: Event, minutes: int) -> datetime:
    return event.starts_at + minutes * MINUTE


def say(person: Attendee, what: OwnWord, now: datetime) -> tuple[Presence, list[object]]:
    known = own_leave(person, now)
    say_oneself(person, what, known.noted if known else "", now)
    row = db.session.get_one(Attendance, person.id)
    assert row.desk == "their own phone"
    return row.state, [list(span) for span in row.away]


def test_whoever_steps_out_misses_the_rounds_to_come_until_they_are_back(
    event: Event, ann: Attendee
) -> None:
    assert say(ann, OwnWord.OUT, later(event, 16)) == (Presence.OUT, [[2, None]])
    known = own_leave(ann, later(event, 17))
    assert known is not None
    assert (known.missed_from, known.next_round) == (2, 2)
    # Taken back before the next round begins, nothing was missed.
    assert say(ann, OwnWord.BACK, later(event, 18)) == (Presence.HERE, [])
    say(ann, OwnWord.OUT, later(event, 19))
    press(event, Press.NEXT, (Phase.TALK, 1), later(event, 20))
    press(event, Press.NEXT, (Phase.MOVE, 2), later(event, 21))
    assert say(ann, OwnWord.BACK, later(event, 22)) == (Presence.HERE, [[2, 3]])
    assert say(ann, OwnWord.LEFT, later(event, 23)) == (Presence.LEFT, [[2, 3], [3, None]])
    assert db.session.query(OutgoingMail).count() == 0


def test_nothing_can_be_said_by_who_is_not_here_or_once_it_is_over(
    event: Event, ann: Attendee
) -> None:
    bob = db.session.query(Attendee).filter_by(name="Bob Ray").one()
    now = later(event, 16)
    for state in (None, Presence.ABSENT):
        if state:
            mark_absent(event, bob.id, "Door", now)
        assert own_leave(bob, now) is None
        with pytest.raises(RuleBroken, match="cannot be said here now"):
            say_oneself(bob, OwnWord.OUT, "", now)
    stale = own_leave(ann, now)
    assert stale is not None
    say(ann, OwnWord.OUT, now)
    with pytest.raises(RuleBroken, match="noted of you meanwhile"):
        say_oneself(ann, OwnWord.LEFT, stale.noted, now + MINUTE)
    for number in (1, 2):
        press(event, Press.NEXT, (Phase.TALK, number), later(event, 18))
        press(event, Press.NEXT, (Phase.MOVE, number + 1), later(event, 19))
    say(ann, OwnWord.BACK, later(event, 20))
    with pytest.raises(RuleBroken, match="last round has begun"):
        say(ann, OwnWord.OUT, later(event, 21))
    press(event, Press.NEXT, (Phase.TALK, 3), later(event, 22))
    assert own_leave(ann, later(event, 23)) is None
    assert own_leave(ann, event.ends_at) is None


def test_whoever_is_awaited_back_is_here_once_that_round_begins(
    event: Event, ann: Attendee
) -> None:
    step_out(event, ann.id, 2, 3, "Jean", later(event, 16))
    told: list[tuple[Presence, int | None, int | None]] = []
    for phase, number in ((Phase.TALK, 1), (Phase.MOVE, 2), (Phase.TALK, 2)):
        press(event, Press.NEXT, (phase, number), later(event, 17 + len(told)))
        known = own_leave(ann, later(event, 17 + len(told)))
        assert known is not None
        told.append((known.state, known.missed_from, known.back_for))
    assert told == [(Presence.OUT, 2, 3), (Presence.OUT, 2, 3), (Presence.HERE, None, None)]


def test_without_a_clock_the_agenda_says_when_they_are_back(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    event.rounds = 2
    make_plan(event, [{1: [ann]}, {1: [ann]}])
    check_in(event, ann.id, "Door", event.starts_at)
    step_out(event, ann.id, 1, 2, "Door", event.starts_at)
    known = [own_leave(ann, later(event, minute)) for minute in (20, 28)]
    assert [one and one.back_for for one in known] == [2, None]
