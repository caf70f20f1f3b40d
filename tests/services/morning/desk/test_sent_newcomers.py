"""Who came while a desk had no network and was on no list: added once, and nobody lost."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from scheduler.domain.registration.transitions import Actor, ActorKind
from scheduler.domain.states import Presence
from scheduler.models import Attendance, Attendee, Event, Seat, db
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.handing_over import DeskOf, added_by
from scheduler.services.morning.desk.sent_newcomers import (
    NO_TABLE,
    SendingDesk,
    SentNewcomer,
)
from scheduler.services.morning.desk_links import make_link
from scheduler.services.morning.sent import Sent, take_in_all
from scheduler.services.people.person import PersonEdit
from tests.builders import make_attendee
from tests.services.morning.desk.noted import seats_of_person, states_by_name

NOW = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
JEAN = SendingDesk("Jean", Actor(ActorKind.ORGANISER), DeskOf())


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def newcomer(key: str, name: str, sector: int | None = None, **more: int) -> SentNewcomer:
    return SentNewcomer(key, ago(9), PersonEdit(name, sector_id=sector), **more)


def notes(event: Event) -> dict[str, str]:
    rows = db.session.execute(
        select(Attendee.name, Attendance.note).join(
            Attendance, Attendance.attendee_id == Attendee.id
        )
    )
    return {row.name: row.note for row in rows}


def test_a_walk_in_is_added_once_with_the_time_at_which_they_came(
    event: Event, four: list[Attendee]
) -> None:
    link = make_link(event, "Jean")
    jean = SendingDesk("Jean", JEAN.actor, DeskOf(link_id=link.id))
    sent = [newcomer("n1", "Eve Walk", event.sectors[1].id), Sent("k1", four[0].id, ago(8))]
    # The first answer was lost: the desk sends all of it again.
    for _ in range(2):
        told = take_in_all(event, jean, sent, NOW)
        assert told == {"n1": f"Eve Walk is here. {NO_TABLE}", "k1": "Ann Lee is here."}
    assert states_by_name(event) == {"Eve Walk": Presence.HERE, "Ann Lee": Presence.HERE}
    eve = db.session.scalars(select(Attendee).where(Attendee.name == "Eve Walk")).one()
    row = db.session.get_one(Attendance, eve.id)
    assert (row.came_at, row.desk, eve.sector_id) == (ago(9), "Jean", event.sectors[1].id)
    assert added_by(event, jean.of, NOW) == {eve.id}


def test_who_is_let_in_and_has_no_table_takes_a_free_chair_and_the_desk_is_told_of_the_rest(
    event: Event, four: list[Attendee]
) -> None:
    ann, bob, cat, _ = four
    eve = make_attendee(event, "Eve Hay", "Public")
    for person in (ann, bob, eve):
        attendance.mark_absent(event, person.id, "Tom", ago(30))
    # New tables were made without them: Bob alone kept a chair, in round 2.
    db.session.execute(delete(Seat).where(Seat.attendee_id == ann.id))
    db.session.execute(delete(Seat).where(Seat.attendee_id == bob.id, Seat.round == 1))
    db.session.commit()
    come = (ann, bob, eve, cat)
    sent = [Sent(f"k{number}", person.id, ago(8)) for number, person in enumerate(come)]
    for _ in range(2):
        assert take_in_all(event, JEAN, sent, NOW) == {
            "k0": "Ann Lee is here. No table in round 1 yet.",
            "k1": "Bob Ray is here. No table in round 1 yet.",
            "k2": f"Eve Hay is here. {NO_TABLE}",
            "k3": "Cat Stone is here.",
        }
    assert [seats_of_person(person) for person in come] == [
        [(2, 1)],
        [(2, 2)],
        [],
        [(1, 2), (2, 1)],
    ]
    assert set(notes(event).values()) == {""}


def test_where_a_desk_would_have_asked_somebody_is_added_with_a_note(
    event: Event, four: list[Attendee]
) -> None:
    sent = [newcomer("n1", "ann lee", event.sectors[0].id), newcomer("n2", "Eve Walk", 10**8)]
    assert take_in_all(event, JEAN, sent, NOW) == {
        "n1": f"ann lee is here. {NO_TABLE} The name was on the list: "
        "see whether this is the same person.",
        "n2": f"Eve Walk is here. {NO_TABLE} Choose their sector on the People page.",
    }
    assert notes(event) == {
        "ann lee": "The name was on the list: see whether this is the same person.",
        "Eve Walk": "Choose their sector on the People page.",
    }


def test_a_colleague_takes_the_seats_unless_the_person_is_here_by_then(
    event: Event, four: list[Attendee]
) -> None:
    ann, bob = four[:2]
    attendance.check_in(event, bob.id, "Tom", ago(20))
    sent = [
        newcomer("n1", "Amy Lo", instead_of=ann.id),
        newcomer("n2", "Bo Li", instead_of=bob.id),
        newcomer("n3", "Cy Roe", instead_of=999),
    ]
    assert take_in_all(event, JEAN, sent, NOW) == {
        "n1": "Amy Lo is here.",
        "n2": f"Bo Li is here. {NO_TABLE} Came instead of Bob Ray, who is not away: "
        "see who is here.",
        "n3": f"Cy Roe is here. {NO_TABLE} Came instead of somebody who is no longer on the list.",
    }
    amy = db.session.scalars(select(Attendee).where(Attendee.name == "Amy Lo")).one()
    assert (amy.organisation, seats_of_person(amy), seats_of_person(ann)) == (
        ann.organisation,
        [(1, 1), (2, 1)],
        [],
    )
    assert states_by_name(event)["Ann Lee"] == Presence.ABSENT


def test_an_undo_that_is_sent_takes_a_newcomer_off_the_list_again(
    event: Event, four: list[Attendee]
) -> None:
    before = event.capacity, event.places_taken
    undo = Sent("u1", 0, ago(7), undone_key="n1")
    sent = [newcomer("n1", "Eve Walk", event.sectors[0].id), undo]
    first = take_in_all(event, JEAN, sent, NOW)
    assert first == {"n1": f"Eve Walk is here. {NO_TABLE}", "u1": "Eve Walk is off the list."}
    assert take_in_all(event, JEAN, sent, NOW) == {
        "n1": "Eve Walk is off the list again.",
        "u1": "They are off the list again.",
    }
    assert (event.capacity, event.places_taken) == before
    # What another desk has noted since stays.
    take_in_all(event, JEAN, [newcomer("n2", "Ida Walk")], NOW)
    ida = db.session.scalars(select(Attendee).where(Attendee.name == "Ida Walk")).one()
    attendance.step_out(event, ida.id, 2, None, "Tom", NOW)
    late = take_in_all(event, JEAN, [Sent("u2", 0, NOW, undone_key="n2")], NOW)
    assert late == {"u2": "Ida Walk has stepped out as was noted at 09:00: nothing was taken back."}
    assert states_by_name(event) == {"Ida Walk": Presence.OUT}


def test_of_an_event_that_is_called_off_nobody_is_kept_and_the_desk_is_told(
    event: Event, four: list[Attendee]
) -> None:
    (told,) = take_in_all(event, JEAN, [newcomer("n0", " ")], NOW).values()
    assert told == "Nobody was added: a name was missing."
    event.called_off_at = NOW
    db.session.commit()
    (told,) = take_in_all(event, JEAN, [newcomer("n1", "Eve Walk")], NOW).values()
    assert told.startswith("Eve Walk was not added: write them down. ")
    assert states_by_name(event) == {}
