"""What the pages of an event's settings are sent."""

from typing import Any

from werkzeug.test import TestResponse

from scheduler.models import Event
from tests.builders import Account

DETAILS = {
    "title": "Health networking breakfast",
    "summary": "Come and meet.",
    "place": "Town Hall, Paisley",
    "day": "2035-12-04",
    "starts": "08:30",
    "ends": "10:30",
    "timezone": "Europe/London",
}
FORMAT = {
    "format": "tables",
    "table_size": "5",
    "rounds": "4",
    "talk_minutes": "8",
    "move_minutes": "2",
    "odd": "trio",
}
TOO_FAR = "Check the year: choose a day from 2000 on, at the latest 20 November 2036."
ASKED = "main form[method=post]"
SIGNUP = {
    "capacity": "40",
    "priority_areas": "Carers\n\n Housing ",
    "prompts": "What?",
    "language": "en",
}


def save(owner: Account, event: Event, page: str, /, **data: Any) -> TestResponse:
    """Post to one of the pages."""
    return owner.client.post(f"/organise/events/{event.id}/{page}", data=data)
