"""Who is emailed their link, and who is asked whether they come: each once."""

from datetime import timedelta

from scheduler.models import Event
from scheduler.services.people import mailing
from tests.builders import (
    NOW,
    mails,
    make_attendee,
)


def test_each_is_sent_their_link_once(event: Event) -> None:
    make_attendee(event, "Ann")
    make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    make_attendee(event, "Cy", state="cancelled")
    make_attendee(event, "Di", email=None, email_key=None)
    assert [p.name for p in mailing.unmailed(event, NOW)] == ["Ann", "Bo"]
    assert mailing.send_links(event, NOW) == 2
    assert mails() == [("signed_up", "ann@example.org"), ("waiting", "bo@example.org")]
    assert mailing.send_links(event, NOW) == 0


def test_once_it_is_over_a_link_is_all_that_is_sent(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    assert mailing.unmailed(event, event.ends_at) == []
    assert mailing.unmailed_number(event, event.ends_at) == 0
    assert mailing.send_links(event, event.ends_at) == 0
    assert mailing.email_again(ann, event.ends_at) == 1
    assert mails() == [("link_again", "ann@example.org")]


def test_who_has_not_said_in_a_day_that_they_come_is_asked_once(event: Event) -> None:
    make_attendee(event, "Ann")
    make_attendee(event, "Bo", confirmed_at=NOW)
    make_attendee(event, "Cy", state="waiting", waiting_since=NOW)
    make_attendee(event, "Di", email=None, email_key=None)
    mailing.send_links(event, NOW)
    make_attendee(event, "Never Mailed")
    assert mailing.ask_unanswered(event, NOW + timedelta(hours=23)) == 0
    later = NOW + mailing.PATIENCE
    assert mailing.ask_unanswered(event, later) == 1
    assert mailing.ask_unanswered(event, later) == 0
    assert mails()[-1] == ("reminder", "ann@example.org")
    assert mailing.unanswered(event, event.starts_at) == []
