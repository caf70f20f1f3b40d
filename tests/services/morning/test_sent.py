"""Check-ins that desks send later: each taken in once, and nobody lost."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from scheduler.domain.morning.noted import Noted
from scheduler.domain.registration.transitions import Actor, ActorKind
from scheduler.domain.states import Presence
from scheduler.models import Attendance, Attendee, Event, SentCheckIn, db
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.handing_over import DeskOf
from scheduler.services.morning.desk.joining import come_instead, walk_in
from scheduler.services.morning.desk.sent_newcomers import SendingDesk
from scheduler.services.morning.desk.taking_back import take_back
from scheduler.services.morning.sent import Sent, take_in_all
from scheduler.services.people.person import PersonEdit
from tests.builders import make_attendee, make_people

NOW = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)


def sender(desk: str) -> SendingDesk:
    return SendingDesk(desk, Actor(ActorKind.ORGANISER), DeskOf())


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def rows(event: Event) -> dict[int, tuple[object, ...]]:
    found: dict[int, tuple[object, ...]] = {
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
        take_in_all(event, sender(desk), sent, NOW)
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
    told = take_in_all(
        event, sender("door"), [Sent("k1", gone.id, ago(9)), Sent("k2", 999, ago(8))], NOW
    )
    assert told == {
        "k1": "Gone Away is here. They cancelled on 4 December, 08:20: "
        "find them and let them in after all.",
        "k2": "Somebody is no longer on the list.",
    }
    assert [row[0] for row in rows(event).values()] == [Presence.HERE]


def noted(person: Attendee) -> Noted:
    """What an undo carries from a page that is up to date."""
    row = db.session.get_one(Attendance, person.id)
    return Noted(person.id, row.state, row.noted_at)


def on_every_way(
    event: Event, before: Callable[[], None], desks: Mapping[str, Sequence[Sent]]
) -> list[dict[int, tuple[object, ...]]]:
    """What is known in the end, for each order in which the desks can send, one by one."""
    turns = [desk for desk, sent in desks.items() for _ in sent]
    ends = []
    for order in sorted(set(permutations(turns))):
        for row in (*db.session.query(SentCheckIn), *db.session.query(Attendance)):
            db.session.delete(row)
        db.session.commit()
        before()
        left = {desk: list(sent) for desk, sent in desks.items()}
        for desk in order:
            take_in_all(event, sender(desk), [left[desk].pop(0)], NOW)
        ends.append(rows(event))
    return ends


@pytest.mark.parametrize("other", [20, 40])
def test_undos_and_check_ins_end_in_one_state_whichever_desk_sends_first(
    event: Event, other: int
) -> None:
    ann, bob, cat = make_people(event, 3)

    def before() -> None:
        attendance.check_in(event, ann.id, "door", ago(30))
        attendance.mark_absent(event, bob.id, "Olwen", ago(30))
        attendance.check_in(event, cat.id, "door", ago(30))
        attendance.mark_left(event, cat.id, 2, "door", ago(25))

    before()
    desks = {
        "door": [
            Sent("a1", ann.id, ago(10), noted(ann)),
            Sent("a2", bob.id, ago(9), noted(bob)),
            Sent("a3", cat.id, ago(8), noted(cat)),
        ],
        "side door": [
            Sent("b1", ann.id, ago(other)),
            Sent("b2", bob.id, ago(7)),
            Sent("b3", cat.id, ago(6)),
        ],
    }
    ends = on_every_way(event, before, desks)
    note = "door had taken this back without a network: see whether they are here."
    assert ends[0] == {
        ann.id: (Presence.HERE, ago(other), "side door", ago(other), [], note),
        bob.id: (Presence.HERE, ago(7), "side door", ago(7), [], ""),
        cat.id: (Presence.HERE, ago(6), "side door", ago(30), [], ""),
    }
    assert all(end == ends[0] for end in ends)


def test_an_undo_that_is_sent_takes_back_that_and_nothing_newer(event: Event) -> None:
    ann, bob, cat = make_people(event, 3)
    for person in (ann, bob, cat):
        attendance.check_in(event, person.id, "door", ago(30))
    sent = [Sent(f"u{who.id}", who.id, ago(9), noted(who)) for who in (ann, bob, cat)]
    # Bob left meanwhile; Cat was taken back elsewhere.
    attendance.mark_left(event, bob.id, 2, "side door", ago(8))
    take_back(event, noted(cat), "side door", Actor(ActorKind.ORGANISER), ago(8))
    for _twice in range(2):
        assert take_in_all(event, sender("door"), sent, NOW) == {
            f"u{ann.id}": f"{ann.name} is expected again.",
            f"u{bob.id}": f"{bob.name} has left as was noted at 08:52.",
            f"u{cat.id}": f"{cat.name} is expected again.",
        }
    assert {key: row[0] for key, row in rows(event).items()} == {bob.id: Presence.LEFT}


def test_a_check_in_that_may_have_been_sent_is_taken_back_by_its_key(event: Event) -> None:
    ann, bob = make_people(event, 2)
    take_in_all(event, sender("door"), [Sent("a1", ann.id, ago(9))], NOW)
    sent = [
        Sent("a1", ann.id, ago(9)),
        Sent("a2", ann.id, ago(8), undone_key="a1"),
        Sent("b1", bob.id, ago(7)),
        Sent("b2", bob.id, ago(6), undone_key="b1"),
        Sent("b3", bob.id, ago(5), undone_key="never came"),
    ]
    assert take_in_all(event, sender("door"), sent, NOW) == {
        "a1": f"{ann.name} is here.",
        "a2": f"{ann.name} is expected again.",
        "b1": f"{bob.name} is here.",
        "b2": f"{bob.name} is expected again.",
        "b3": f"{bob.name} is expected again.",
    }
    assert rows(event) == {}


def test_a_check_in_that_was_sent_and_taken_back_does_not_come_back(event: Event) -> None:
    ann = make_people(event, 1)[0]
    take_in_all(event, sender("side door"), [Sent("b1", ann.id, ago(40))], NOW)
    take_back(event, noted(ann), "side door", Actor(ActorKind.ORGANISER), ago(35))
    attendance.check_in(event, ann.id, "door", ago(30))
    assert take_in_all(event, sender("door"), [Sent("a1", ann.id, ago(9), noted(ann))], NOW) == {
        "a1": f"{ann.name} is expected again."
    }
    assert rows(event) == {}


def test_whom_a_desk_put_on_the_list_stays_there_until_somebody_undoes_it_there(
    event: Event,
) -> None:
    edit = PersonEdit(name="Ida Walk", sector_id=event.sectors[0].id)
    ida = walk_in(event, edit, "s1", "door", Actor(ActorKind.ORGANISER), ago(20))
    ann = make_people(event, 1)[0]
    come_instead(event, ann.id, "Eve Lee", "", "door", Actor(ActorKind.ORGANISER), ago(20))
    sent = [Sent("u1", ida.id, ago(9), noted(ida)), Sent("u2", ann.id, ago(9), noted(ann))]
    before = rows(event)
    assert take_in_all(event, sender("door"), sent, NOW) == {
        "u1": "Ida Walk was put on the list at a desk: press Undo again to take them off it.",
        "u2": f"Eve Lee has come instead of {ann.name}: press Undo there.",
    }
    assert rows(event) == before


def test_whoever_was_taken_off_the_list_meanwhile_is_named_and_not_let_in(event: Event) -> None:
    gone = make_attendee(event, "Gone Away", state="cancelled", removed_at=ago(12))
    assert take_in_all(event, sender("door"), [Sent("k1", gone.id, ago(9))], NOW) == {
        "k1": "Gone Away is no longer on the list: add them as somebody who is not on it."
    }
    assert rows(event) == {}


def test_a_desk_whose_clock_is_ahead_checks_nobody_in_tomorrow(event: Event) -> None:
    person: Attendee = make_attendee(event, "Ann Lee")
    take_in_all(event, sender("door"), [Sent("k", person.id, NOW + timedelta(hours=3))], NOW)
    assert rows(event)[person.id][1] == NOW
