"""How many things there are of each kind and state."""

from flask import Flask

from scheduler.models import Event, Job, db
from scheduler.services.background.census import counts
from tests.builders import NOW, make_attendee, make_mail


def test_an_empty_database_has_nothing_of_any_kind(app: Flask) -> None:
    assert counts() == {"events": {"all": 0}, "registrations": {}, "jobs": {}, "emails": {}}


def test_each_thing_is_counted_under_its_state(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    make_attendee(event, "Bo")
    make_attendee(event, "Cy", state="waiting", waiting_since=NOW)
    make_mail(event, ann)
    make_mail(event, ann, state="failed")
    db.session.add(Job(kind="plan", event_id=event.id, state="queued", created_at=NOW))
    db.session.commit()
    assert counts() == {
        "events": {"all": 1},
        "registrations": {"placed": 2, "waiting": 1},
        "jobs": {"queued": 1},
        "emails": {"sent": 1, "failed": 1},
    }
