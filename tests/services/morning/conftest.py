"""A morning of four people."""

import pytest

from scheduler.models import Attendee, Event
from tests.builders import make_attendee, make_plan


@pytest.fixture
def four(event: Event) -> list[Attendee]:
    """Four people, two to a table in both rounds of the published plan."""
    people = [
        make_attendee(event, name, sector)
        for name, sector in (
            ("Ann Lee", "Voluntary"),
            ("Bob Ray", "Public"),
            ("Cat Stone", "Private"),
            ("Dan Voß", "Voluntary"),
        )
    ]
    ann, bob, cat, dan = people
    event.rounds, event.table_size = 2, 2
    make_plan(event, [{1: [ann, bob], 2: [cat, dan]}, {1: [ann, cat], 2: [bob, dan]}])
    return people
