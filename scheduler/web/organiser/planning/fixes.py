"""Where whatever keeps the rounds from being assigned is mended: the words of a link, its place."""

from typing import Any

from flask import url_for

from scheduler.domain.planning.outcome.contradictions import Cause, read_causes
from scheduler.models import Event, Job

_PLACES: dict[Cause, tuple[str, str, dict[str, Any]]] = {
    Cause.RULES: ("rules between people", "organiser.rules", {}),
    Cause.PEOPLE: ("hosts, and who stays, arrives late or leaves early", "organiser.people",
                   {"state": "bound"}),
    Cause.COLLEAGUES: ("the switch “Never seat colleagues together”", "organiser.format",
                       {"_anchor": "apart_organisations"}),
    Cause.TABLES: ("rounds and tables", "organiser.format", {}),
}  # fmt: skip

_FIELDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "sector": ("Choose their sectors", "organiser.people", {"sector": "none"}),
    "table_count": ("Change rounds and tables", "organiser.format", {}),
    "host_table": ("Look at the hosts", "organiser.people", {"state": "hosts"}),
    "arrives_round": ("Look at them", "organiser.people", {"state": "outside"}),
    "leaves_after_round": ("Look at them", "organiser.people", {"state": "outside"}),
}
_RULES: tuple[str, str, dict[str, Any]] = ("Look at the rules", "organiser.rules", {})


def links_for_failure(event: Event, job: Job) -> list[tuple[str, str]]:
    """The places where one of the contradictions that a job found can be mended."""
    if not job.progress.get("contradictions"):
        return []
    causes = read_causes(job.progress.get("causes", ()))
    return [_link(event, *_PLACES[cause]) for cause in causes]


def link_for_trouble(event: Event, people: int, field: str) -> tuple[str, str]:
    """The place that mends what stands in the way of assigning at all."""
    if people < 2:
        return _link(event, "Go to the sign-up link", "organiser.overview", {"_anchor": "share"})
    return _link(event, *_FIELDS.get(field, _RULES))


def _link(event: Event, words: str, endpoint: str, values: dict[str, Any]) -> tuple[str, str]:
    return words, url_for(endpoint, event_id=event.id, **values)
