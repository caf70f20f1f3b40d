"""A plan whose paper is looked at."""

import pytest

from scheduler.models import Event, Plan
from tests.builders import make_attendee, make_plan


@pytest.fixture
def plan(event: Event) -> Plan:
    event.prompts = ["What do you bring?"]
    ann = make_attendee(event, "Ann", host_table=1, offers=["a venue"], asks=["volunteers", "tea"])
    ben = make_attendee(event, "Ben", "Public", about="We  plan local\nservices.")
    cy = make_attendee(event, "Cy", "Private")
    gone = make_attendee(event, "Gone", "Private", state="cancelled")
    seating = [{1: [ann, ben, gone], 2: [cy]}, {1: [ann, cy], None: [ben]}]
    return make_plan(event, seating, "draft", number=3)
