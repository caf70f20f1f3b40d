"""A list as an office sends it, and who is on the event's afterwards."""

from pathlib import Path

from scheduler.models import Attendee, Event, StagedImport, db
from scheduler.services.people.importing import staging
from tests.builders import NOW

MESSY = (Path(__file__).parents[1] / "data" / "lists" / "messy.csv").read_bytes()


def stage(event: Event, content: bytes = MESSY) -> StagedImport:
    """The list, waiting for a yes."""
    return staging.stage(event, "list.csv", content, NOW)


def everybody(event: Event) -> list[tuple[str, str, str | None, str]]:
    """Name, organisation, sector and state of each person, in the order in which they came."""
    rows = db.session.query(Attendee).filter_by(event_id=event.id).order_by(Attendee.id)
    return [(p.name, p.organisation, p.sector.name if p.sector else None, p.state) for p in rows]
