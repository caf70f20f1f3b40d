"""Who was there, for everything that asks."""

from datetime import UTC, datetime

from sqlalchemy import select

from scheduler.domain.registration.transitions import organiser
from scheduler.models import Attendance, Attendee, Event, HelpCall, db
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.joining import come_instead
from scheduler.services.morning.hosting import ask_for_help, see_to
from scheduler.services.people.presence import attended, came_another_instead, news_of, was_there
from tests.builders import Account, make_attendee

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)
DESK = "Jean at the door"


def test_who_was_there_is_who_was_checked_in_where_anybody_was(event: Event) -> None:
    four = [make_attendee(event, name) for name in ("Ann Lee", "Bob Ray", "Cat Stone", "Dan Voß")]
    there = select(Attendee.name).where(Attendee.event_id == event.id, was_there())
    assert len(db.session.scalars(there).all()) == 4
    attendance.check_in(event, four[0].id, DESK, MORNING)
    attendance.mark_left(event, four[1].id, 2, DESK, MORNING)
    attendance.mark_absent(event, four[2].id, DESK, MORNING)
    assert set(db.session.scalars(there)) == {"Ann Lee", "Bob Ray"}
    assert [attended(each) for each in four] == [True, True, False, False]


def test_nobody_is_replaced_who_came_as_well(event: Event, owner: Account) -> None:
    ann = make_attendee(event, "Ann Lee")
    come_instead(event, ann.id, "Amy Lo", "", DESK, organiser(owner.user.id), MORNING)
    replaced = select(Attendee.name).where(came_another_instead())
    assert db.session.scalars(replaced).all() == ["Ann Lee"]
    attendance.check_in(event, ann.id, DESK, MORNING)
    assert db.session.scalars(replaced).all() == []


def test_what_is_seen_to_is_news_to_every_open_page(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", host_table=1)
    attendance.check_in(event, ann.id, DESK, MORNING)
    ask_for_help(ann, "Bring cups", MORNING)
    db.session.get_one(Attendance, ann.id).note = "Two desks disagreed."
    db.session.commit()
    seen = [news_of(event.id)]
    see_to(event, db.session.scalars(select(HelpCall.id)).one(), MORNING)
    seen.append(news_of(event.id))
    attendance.clear_note(event, ann.id)
    seen.append(news_of(event.id))
    assert len(set(seen)) == 3
