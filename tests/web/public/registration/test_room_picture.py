"""The picture of the room on the public page."""

import re

from flask.testing import FlaskClient

from scheduler.models import Event
from tests.builders import make_attendee, make_people
from tests.databases import counted_statements
from tests.web.public.registration.test_sign_up import submit


def shapes(client: FlaskClient, event: Event) -> dict[str, int]:
    """How many seats of each kind the page draws."""
    return counted(client.get(f"/e/{event.slug}/").text.partition("<figcaption>")[0])


def counted(page: str) -> dict[str, int]:
    kinds = re.findall(r'class="(sector-\d|free)', page)
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def test_the_picture_follows_the_sign_ups(client: FlaskClient, event: Event) -> None:
    make_people(event, 4, ["Public"])
    before = shapes(client, event)
    make_attendee(event, "Fifth Person", "Private")
    after = shapes(client, event)
    assert before == {"free": event.capacity - 1, "sector-0": 1}
    assert after == {"free": event.capacity - 6, "sector-0": 1, "sector-2": 4, "sector-3": 1}


def test_who_has_just_got_a_place_sees_one_of_the_seats_taken_as_theirs(
    client: FlaskClient, event: Event
) -> None:
    make_people(event, 5, ["Public"])
    before = shapes(client, event)
    thanks = submit(client, event)
    drawn = counted(client.get(thanks.location).text)
    assert before == {"free": event.capacity - 6, "sector-0": 1, "sector-2": 5}
    assert drawn["free"] == event.capacity - 6
    assert (drawn["sector-0"], sum(drawn.values())) == (1, event.capacity)


def test_few_sign_ups_are_not_counted_by_sector(client: FlaskClient, event: Event) -> None:
    make_people(event, 4, ["Public"])
    with counted_statements() as statements:
        client.get(f"/e/{event.slug}/")
    assert [statement for statement in statements if "FROM attendee" in statement] == []
