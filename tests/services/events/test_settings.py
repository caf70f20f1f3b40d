"""Setting an event up, changing it, and who is told of it."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

from scheduler.models import Attendee, Event, db
from scheduler.services.events import settings as events
from scheduler.services.people import mailing
from tests.builders import NOW, make_attendee, posted
from tests.builders.sign_ups import sign_up


def details_of(event: Event, **changes: Any) -> events.EventDetails:
    names = events.EventDetails.__dataclass_fields__
    return replace(events.EventDetails(**{n: getattr(event, n) for n in names}), **changes)


def test_a_new_place_is_told_to_who_signed_up(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    make_attendee(event, "Bo", state="waiting")
    make_attendee(event, "Cy", state="cancelled")
    make_attendee(event, "Di", email=None, email_key=None)
    mailing.send_links(event, NOW)
    make_attendee(event, "Ed")
    changed = details_of(event, place="Library")
    assert events.changes_to_tell(event, changed) == ["New place: Library."]
    assert events.people_to_tell(event) == 2
    assert events.save_details(event, changed, NOW, tell=True) == 2
    mails = posted()[-2:]
    assert [(m.recipient, m.kind) for m in mails] == [
        ("ann@example.org", "event_changed"),
        ("bo@example.org", "event_changed"),
    ]
    assert (event.place, event.calendar_sequence, ann.calendar_sequence) == ("Library", 1, 1)
    assert events.save_details(event, changed, NOW, tell=True) == 0


def test_a_new_time_is_told_in_the_events_zone(event: Event) -> None:
    later = details_of(
        event,
        starts_at=event.starts_at + timedelta(days=200),
        ends_at=event.ends_at + timedelta(days=200),
    )
    assert events.changes_to_tell(event, later) == [
        "New time: Tuesday 22 June 2027, 09:30 to 11:30 (London time)."
    ]


def test_a_new_title_is_told_with_the_one_before(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    mailing.send_links(event, NOW)
    renamed = details_of(event, title="Health; “Paisley”")
    told = "New title: Health; “Paisley”, until now Health networking breakfast."
    assert events.changes_to_tell(event, renamed) == [told]
    assert events.save_details(event, renamed, NOW, tell=True) == 1
    [mail] = posted()[1:]
    assert mail.subject == "New title: Health; “Paisley”, 4 December"
    body = message_from_bytes(mail.message, policy=policy.default).get_body(("plain",))
    assert body is not None
    assert f"- {told}" in body.get_content().splitlines()
    assert (event.calendar_sequence, ann.calendar_sequence) == (1, 1)


def test_a_day_that_is_past_by_now_is_told_to_nobody(event: Event) -> None:
    make_attendee(event, "Ann")
    mailing.send_links(event, NOW)
    past = details_of(event, starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    assert events.save_details(event, past, NOW, tell=True) == 0


def test_what_would_outlast_an_earlier_event_ends_with_it(event: Event) -> None:
    late = event.starts_at - timedelta(hours=1)
    event.signup_opens_at = event.signup_closes_at = event.wishes_until = event.held_until = late
    cy = make_attendee(event, "Cy", state="offered", offered_until=NOW + timedelta(days=2))
    di = make_attendee(event, "Di", state="offered", offered_until=NOW + timedelta(hours=5))
    starts = NOW + timedelta(days=1)
    sooner = details_of(event, starts_at=starts, ends_at=starts + timedelta(hours=2))
    assert events.outlasting(event, sooner) == {
        "signup_opens_at": None,
        "signup_closes_at": None,
        "wishes_until": starts,
        "held_until": starts,
    }
    events.save_details(event, sooner, NOW, tell=False)
    assert (event.signup_opens_at, event.signup_closes_at) == (None, None)
    assert (event.wishes_until, event.held_until) == (starts, starts)
    assert cy.offered_until == NOW + timedelta(hours=12)
    assert di.offered_until == NOW + timedelta(hours=5)
    assert events.outlasting(event, sooner) == {}


def test_nobody_is_told_unless_asked(event: Event) -> None:
    make_attendee(event, "Ann")
    mailing.send_links(event, NOW)
    assert events.save_details(event, details_of(event, place="X"), NOW, tell=False) == 0
    assert len(posted()) == 1


def test_a_change_is_told_to_each_in_their_language(event: Event) -> None:
    sign_up(event, "ann@example.org", name="Ann Lee")
    sign_up(event, "ewa@example.org", name="Ewa Lis", submission="other")
    db.session.query(Attendee).filter_by(name="Ewa Lis").one().language = "pl"
    db.session.commit()
    events.save_details(event, details_of(event, place="Library"), NOW, tell=True)
    about = [mail.subject.partition(":")[0] for mail in posted()[2:]]
    assert about == ["New place", "Nowe miejsce"]
