"""The events of an organisation in their order."""

from datetime import UTC, datetime, timedelta

from scheduler.models import db
from scheduler.services.events.listing import events_of
from tests.builders import NOW, Account, make_attendee, make_event

START = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)


def test_the_list_has_the_next_event_first(owner: Account, stranger: Account) -> None:
    make_event(stranger.body_id)
    later = make_event(owner.body_id, starts_at=START + timedelta(1), ends_at=START + timedelta(2))
    sooner = make_event(owner.body_id)
    make_attendee(sooner, "Ann")
    make_attendee(sooner, "Bo", state="waiting")
    old = [
        make_event(owner.body_id, starts_at=NOW - timedelta(n), ends_at=NOW - timedelta(n - 1))
        for n in (9, 3)
    ]
    coming, past = events_of(owner.body_id, NOW)
    assert [(line.event, line.placed, line.waiting) for line in coming] == [
        (sooner, 1, 1),
        (later, 0, 0),
    ]
    assert [line.event for line in past] == [old[1], old[0]]
    # Only while places are taken is there anything to fill.
    later.called_off_at = NOW
    db.session.commit()
    coming, past = events_of(owner.body_id, NOW)
    assert [line.ahead for line in (*coming, *past)] == [True, False, False, False]
