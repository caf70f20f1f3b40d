"""The picture of the room on the public page."""

import re

from flask.testing import FlaskClient

from scheduler.models import Event
from tests.builders import make_attendee, make_people
from tests.databases import counted_statements


def shapes(client: FlaskClient, event: Event) -> dict[str, int]:
    """How many seats of each kind the page draws."""
    page = client.get(f"/e/{event.slug}/").text
    kinds = re.findall(r'class="(sector-\d|free)', page.partition("<figcaption>")[0])
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def test_the_picture_follows_the_sign_ups(client: FlaskClient, event: Event) -> None:
    make_people(event, 4, ["Public"])
    before = shapes(client, event)
    make_attendee(event, "Fifth Person", "Private")
    after = shapes(client, event)
    assert before == {"free": event.capacity - 1, "sector-0": 1}
    assert after == {"free": event.capacity - 6, "sector-0": 1, "sector-2": 4, "sector-3": 1}


def test_few_sign_ups_are_not_counted_by_sector(client: FlaskClient, event: Event) -> None:
    make_people(event, 4, ["Public"])
    with counted_statements() as statements:
        client.get(f"/e/{event.slug}/")
    assert [statement for statement in statements if "FROM attendee" in statement] == []
