"""A morning of three people."""

from collections.abc import Iterator

import pytest
import time_machine

from scheduler.models import Attendee, Event, db
from scheduler.services.planning.rounds.clock import make_ready
from tests.builders import make_attendee, make_plan


@pytest.fixture
def three(event: Event) -> list[Attendee]:
    ann = make_attendee(event, "Ann Lee", email="ann.secret@example.org", dietary="Vegan")
    bob = make_attendee(event, "Bob Ray", "Public")
    cat = make_attendee(event, "Cat Stone", "Private")
    make_plan(event, [{1: [ann, bob], 2: [cat]}])
    return [ann, bob, cat]


@pytest.fixture
def morning(event: Event) -> Iterator[time_machine.Traveller]:
    """Three people, two rounds; it is a quarter of an hour before round 1 at 08:45."""
    ann, bob, cat = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray", "Cat Stone"))
    make_attendee(event, "Gone Away", state="cancelled")
    make_plan(event, [{1: [ann], 2: [bob, cat]}, {1: [ann, bob], 2: [cat]}])
    event.prompts = ["What could you give this table?"]
    db.session.commit()
    with time_machine.travel(event.starts_at, tick=False) as traveller:
        make_ready(event, False, event.starts_at)
        yield traveller
