"""Who gets which link of an online or hybrid event: page, email, calendar and host's table."""

from email import message_from_bytes

import pytest
from icalendar import Calendar
from sqlalchemy import select

from scheduler.domain.events.online import Venue, read_patterns
from scheduler.domain.messages.links import Links
from scheduler.models import Attendee, Event, OutgoingMail, db
from scheduler.services.events.place.online import OnlineSettings, save_online
from scheduler.services.messages.attendee_mail import post_to, rounds_letter, standing_letter
from scheduler.services.messages.calendars import personal_download, public_download
from scheduler.services.messages.meetings import first_link, meeting_of, table_link
from scheduler.services.morning import attendance
from scheduler.services.morning.arrivals import arrivals_of
from scheduler.services.morning.desk.guests import guests_of
from scheduler.services.morning.hosting import hosted_table
from scheduler.services.people.presence import not_here, was_there
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from tests.builders import NOW, make_attendee, make_plan

PATTERN = read_patterns("https://meet.jit.si/{room}")
LINKS = Links("https://example.org")


@pytest.fixture
def hybrid(event: Event) -> Event:
    save_online(event, OnlineSettings(Venue.HYBRID, PATTERN, online_tables=frozenset({3})), NOW)
    return event


def seated(event: Event) -> tuple[Attendee, Attendee, Attendee, Attendee]:
    """Two at table 1, of whom Ann joins online; Cy hosts table 2; Di is at table 3."""
    ann = make_attendee(event, "Ann", joins_online=True)
    people = (
        ann,
        make_attendee(event, "Bo", "Public"),
        make_attendee(event, "Cy", host_table=2),
        make_attendee(event, "Di"),
    )
    make_plan(event, [{1: people[:2], 2: people[2:3], 3: people[3:]}])
    return people


def test_a_link_stands_at_each_table_where_somebody_joins_online(hybrid: Event) -> None:
    people = seated(hybrid)
    meeting = meeting_of(hybrid)
    assert [personal_rounds(person)[0].join for person in people] == [
        meeting.link(1, 1), meeting.link(1, 1), "", meeting.link(3, 1),
    ]  # fmt: skip
    ann, bo, cy, _ = people
    assert [person.online for person in personal_rounds(bo)[0].companions] == [True]
    assert (hosted_table(cy, NOW).join, first_link(bo)) == ("", "")
    cy.joins_online = True
    db.session.commit()
    assert hosted_table(cy, NOW).join == meeting.link(2, 1)
    assert table_link(ann, None, 1) == ""


def test_emails_and_own_calendars_carry_it_and_nothing_public_does(hybrid: Event) -> None:
    ann, bo, *_ = seated(hybrid)
    first, table = first_link(ann), meeting_of(hybrid).link(1, 1)
    slots = [view.slot() for view in personal_rounds(ann)]
    for person in (ann, bo):
        post_to(standing_letter, person, NOW, None)
        slots = [view.slot() for view in personal_rounds(person)]
        post_to(rounds_letter, person, NOW, slots, None)
    mails = db.session.execute(
        select(OutgoingMail.attendee_id, OutgoingMail.kind, OutgoingMail.message)
    )
    plain = {
        (key, kind): next(
            part.get_payload(decode=True).decode()
            for part in message_from_bytes(content).walk()
            if part.get_content_type() == "text/plain"
        )
        for key, kind, content in mails
    }
    assert {key: text.count("https://meet.jit.si/") for key, text in plain.items()} == {
        (ann.id, "signed_up"): 1,
        (ann.id, "rounds_published"): 2,
        (bo.id, "signed_up"): 0,
        (bo.id, "rounds_published"): 0,
    }
    whole, round_ = Calendar.from_ical(personal_download(ann, LINKS, slots)).walk("VEVENT")
    assert (str(whole["CONFERENCE"]), str(whole["LOCATION"])) == (first, first)
    assert (str(round_["CONFERENCE"]), str(round_["LOCATION"])) == (table, table)
    assert whole["CONFERENCE"].params["FEATURE"] == ["AUDIO", "VIDEO"]
    assert str(whole["URL"]) == LINKS.event(hybrid.slug)
    assert b"meet.jit.si" not in public_download(hybrid, LINKS) + personal_download(bo, LINKS)


def test_no_desk_waits_for_who_joins_online_and_they_count_as_there(hybrid: Event) -> None:
    ann, bo, cy, di = seated(hybrid)
    attendance.check_in(hybrid, bo.id, "", NOW)
    arrivals = arrivals_of(guests_of(hybrid, NOW))
    assert (arrivals.not_here, [person.name for person in not_here(hybrid)]) == (2, ["Cy", "Di"])
    marked = attendance.mark_all_absent(hybrid, "", NOW)
    assert [noted.who for noted in marked] == [cy.id, di.id]

    def there() -> list[str]:
        return list(db.session.scalars(select(Attendee.name).where(was_there()).order_by("name")))

    assert there() == ["Ann", "Bo"]
    attendance.mark_absent(hybrid, ann.id, "", NOW)
    assert there() == ["Bo"]
