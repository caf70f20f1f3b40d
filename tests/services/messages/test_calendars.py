"""The calendar entry of one sign-up through its whole life."""

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

from icalendar import Calendar

from scheduler.models import Event, transaction
from scheduler.services.messages import attendee_mail
from scheduler.services.messages.calendars import personal_download, public_download
from scheduler.services.messages.words import event_news
from scheduler.services.registration import lifecycle
from scheduler.services.registration import own_sign_up as signups_own
from tests.applications import MAIL
from tests.builders import NOW, SECOND, make_attendee, posted
from tests.builders.sign_ups import sign_up, the_attendee

LINKS = MAIL.links


def calendars() -> list[tuple[str, str, Any]]:
    """Kind of mail, METHOD and entry of every calendar mailed so far."""
    found = []
    for mail in posted():
        message = message_from_bytes(mail.message, policy=policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/calendar":
                calendar = Calendar.from_ical(part.get_content())
                assert part.get_param("method") == str(calendar["METHOD"])
                (entry,) = calendar.walk("VEVENT")
                found.append((mail.kind, str(calendar["METHOD"]), entry))
    return found


def test_one_entry_with_rising_numbers_from_sign_up_to_the_last_change(event: Event) -> None:
    sign_up(event)
    ann = the_attendee("ann@example.org")
    signups_own.cancel_own(ann, NOW + SECOND)
    signups_own.come_back(ann, NOW + 2 * SECOND)
    with transaction():
        lifecycle.renew_entry(ann)
        attendee_mail.post_to(attendee_mail.rounds_letter, ann, NOW + 3 * SECOND, [], None)
    with transaction():
        event.starts_at += timedelta(minutes=30)
        lifecycle.renew_entry(ann)
        event_news.post_event_changed(ann, ["Later."], NOW + 4 * SECOND)
    assert [(kind, method, entry["SEQUENCE"]) for kind, method, entry in calendars()] == [
        ("signed_up", "REQUEST", 0),
        ("cancelled", "CANCEL", 1),
        ("signed_up", "REQUEST", 2),
        ("rounds_published", "REQUEST", 3),
        ("event_changed", "REQUEST", 4),
    ]
    entries = [entry for _kind, _method, entry in calendars()]
    assert len({str(entry["UID"]) for entry in entries}) == 1
    assert [str(entry["ATTENDEE"]) for entry in entries] == ["mailto:ann@example.org"] * 5
    assert {str(entry["ORGANIZER"]) for entry in entries} == {"mailto:olwen@example.org"}
    assert entries[-1]["DTSTART"].dt == event.starts_at
    assert [entry["DTSTAMP"].dt for entry in entries] == [NOW + n * SECOND for n in range(5)]
    mine = Calendar.from_ical(personal_download(ann, LINKS)).walk("VEVENT")[0]
    assert (mine["UID"], mine["SEQUENCE"]) == (entries[0]["UID"], 4)


def test_no_calendar_leads_to_a_personal_page(event: Event) -> None:
    sign_up(event)
    ann = the_attendee("ann@example.org")
    for content in (public_download(event, LINKS), personal_download(ann, LINKS)):
        text = content.decode().replace("\r\n ", "")
        assert f"URL:https://crosstalk.example.org/e/{event.slug}" in text
        assert ann.token not in text
    assert ann.token not in str(calendars()[0][2])


def test_everybody_has_an_entry_of_their_own_and_the_public_one_is_another(event: Event) -> None:
    people = [make_attendee(event, name) for name in ("Ann Lee", "Bob Ray")]
    files = [personal_download(person, LINKS) for person in people]
    files.append(public_download(event, LINKS))
    uids = {str(Calendar.from_ical(file).walk("VEVENT")[0]["UID"]) for file in files}
    assert len(uids) == 3


def test_who_waits_is_told_of_changes_without_an_invite(event: Event) -> None:
    wai = make_attendee(event, "Wai Ting", state="waiting", waiting_since=NOW)
    gone = make_attendee(event, "Gone Away", state="cancelled")
    with transaction():
        assert event_news.post_event_changed(wai, ["Later."], NOW) is not None
        assert event_news.post_event_changed(gone, ["Later."], NOW) is None
    assert calendars() == []
    assert wai.calendar_sequence == 0


def test_what_is_fetched_is_never_older_than_what_came_by_email(event: Event) -> None:
    sign_up(event)
    ann = the_attendee("ann@example.org")
    later = NOW + 60 * SECOND
    with transaction():
        attendee_mail.post_to(attendee_mail.reminder_letter, ann, later)
    (entry,) = Calendar.from_ical(personal_download(ann, LINKS)).walk("VEVENT")
    assert entry["DTSTAMP"].dt == later


def test_an_email_that_the_organiser_does_not_send_says_who_did(event: Event) -> None:
    sign_up(event)
    ((_, _, entry),) = calendars()
    assert entry["ORGANIZER"].params["SENT-BY"] == f"mailto:{MAIL.mail_from}"
