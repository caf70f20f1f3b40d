"""A morning of three people."""

import pytest

from scheduler.models import Attendee, Event
from tests.builders import make_attendee, make_plan


@pytest.fixture
def three(event: Event) -> list[Attendee]:
    ann = make_attendee(event, "Ann Lee", email="ann.secret@example.org", dietary="Vegan")
    bob = make_attendee(event, "Bob Ray", "Public")
    cat = make_attendee(event, "Cat Stone", "Private")
    make_plan(event, [{1: [ann, bob], 2: [cat]}])
    return [ann, bob, cat]
