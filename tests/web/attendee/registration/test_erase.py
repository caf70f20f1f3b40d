"""Erasing one's own data from the personal page, and what is shown before cancelling."""

from flask.testing import FlaskClient

from scheduler.models import Attendee, Event, db
from tests.builders import NOW, make_attendee, make_plan
from tests.builders.pages import notices, texts, title


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


def test_whoever_cancels_sees_their_own_first_table_and_who_waits(
    client: FlaskClient, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee")
    there = f"/me/{ann.token}/cancel"
    assert texts(client.get(there), ".own-table") == []
    make_plan(event, [{7: [ann]}])
    first = "Table 7 Round 1 at 08:45 Friday 4 December 2026"
    assert texts(client.get(there), ".own-table p") == [first]
    assert texts(client.get(there), ".effects li") == [
        "Your place is free for somebody else at once. You can come back as long as there are "
        "places. The entry that we emailed disappears from your calendar."
    ]
    for number in (1, 2):
        make_attendee(event, f"Waits {number}", state="waiting", waiting_since=NOW)
    [effect] = texts(client.get(there), ".effects li")
    assert effect.startswith("Your place goes to the next of 2 people on the waiting list.")
