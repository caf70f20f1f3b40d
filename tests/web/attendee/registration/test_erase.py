"""Erasing one's own data from the personal page."""

from flask.testing import FlaskClient

from scheduler.models import Attendee, Event, db
from tests.builders import make_attendee
from tests.builders.pages import notices, title


def test_who_asks_is_erased_after_one_question(client: FlaskClient, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", dietary="vegan")
    there = f"/me/{ann.token}/erase"
    assert title(client.get(there)) == "Erase everything about you?"
    assert db.session.query(Attendee.name).all() == [("Ann Lee",)]
    db.session.commit()
    shown = client.get(client.post(there).headers["Location"])
    assert notices(shown) == ["Everything that we kept about you here is erased."]
    assert client.get(there).status_code == 404
    assert db.session.query(Attendee).count() == 0
