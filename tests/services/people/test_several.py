"""What is done to several people at once."""

from datetime import timedelta

import pytest

from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.people import several as people_many
from tests.builders import (
    NOW,
    Account,
    mails,
    make_attendee,
    make_event,
)


def test_sectors_are_chosen_for_many_at_once(owner: Account, event: Event) -> None:
    ann, bo = make_attendee(event, "Ann", None), make_attendee(event, "Bo", "Public")
    other = make_attendee(make_event(owner.body_id), "Cy", None)
    public = event.sectors[1].id
    chosen = {ann.id: public, bo.id: public, other.id: public}
    assert people_many.choose_sectors(event, chosen, NOW) == 1
    assert (ann.sector_id, other.sector_id) == (public, None)
    with pytest.raises(InvalidInput):
        people_many.choose_sectors(event, {ann.id: 99999}, NOW)


def test_each_is_sent_their_link_once(event: Event) -> None:
    make_attendee(event, "Ann")
    make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    make_attendee(event, "Cy", state="cancelled")
    make_attendee(event, "Di", email=None, email_key=None)
    assert [p.name for p in people_many.unmailed(event, NOW)] == ["Ann", "Bo"]
    assert people_many.send_links(event, NOW) == 2
    assert mails() == [("signed_up", "ann@example.org"), ("waiting", "bo@example.org")]
    assert people_many.send_links(event, NOW) == 0


def test_once_it_is_over_a_link_is_all_that_is_sent(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    assert people_many.unmailed(event, event.ends_at) == []
    assert people_many.unmailed_number(event, event.ends_at) == 0
    assert people_many.send_links(event, event.ends_at) == 0
    assert people_many.email_again(ann, event.ends_at) == 1
    assert mails() == [("link_again", "ann@example.org")]


def test_who_has_not_said_in_a_day_that_they_come_is_asked_once(event: Event) -> None:
    make_attendee(event, "Ann")
    make_attendee(event, "Bo", confirmed_at=NOW)
    make_attendee(event, "Cy", state="waiting", waiting_since=NOW)
    make_attendee(event, "Di", email=None, email_key=None)
    people_many.send_links(event, NOW)
    make_attendee(event, "Never Mailed")
    assert people_many.ask_unanswered(event, NOW + timedelta(hours=23)) == 0
    later = NOW + people_many.PATIENCE
    assert people_many.ask_unanswered(event, later) == 1
    assert people_many.ask_unanswered(event, later) == 0
    assert mails()[-1] == ("reminder", "ann@example.org")
    assert people_many.unanswered(event, event.starts_at) == []
