"""Where whatever keeps the rounds from being assigned is mended."""

from collections.abc import Mapping
from typing import Final

from scheduler.domain.planning.outcome.contradictions import Cause, read_causes
from scheduler.models import Event, Job
from scheduler.web.organiser.fix import Fix

_PLACES: Final[Mapping[Cause, Fix]] = {
    Cause.RULES: Fix("rules between people", "organiser.rules"),
    Cause.PEOPLE: Fix(
        "hosts, and who stays, arrives late or leaves early", "organiser.people", {"state": "bound"}
    ),
    Cause.COLLEAGUES: Fix(
        "the switch “Never seat colleagues together”",
        "organiser.format",
        {"_anchor": "apart_organisations"},
    ),
    Cause.TABLES: Fix("rounds and tables", "organiser.format"),
}

_FIELDS: Final[Mapping[str, Fix]] = {
    "sector": Fix("Choose their sectors", "organiser.people", {"sector": "none"}),
    "table_count": Fix("Change rounds and tables", "organiser.format"),
    "host_table": Fix("Look at the hosts", "organiser.people", {"state": "hosts"}),
    "arrives_round": Fix("Look at them", "organiser.people", {"state": "outside"}),
    "leaves_after_round": Fix("Look at them", "organiser.people", {"state": "outside"}),
}
_RULES: Final = Fix("Look at the rules", "organiser.rules")
_SIGN_UP: Final = Fix("Go to the sign-up link", "organiser.overview", {"_anchor": "share"})


def links_for_failure(event: Event, job: Job) -> list[tuple[str, str]]:
    """The places where one of the contradictions that a job found can be mended."""
    if not job.progress.get("contradictions"):
        return []
    return [_PLACES[cause].link(event) for cause in read_causes(job.progress.get("causes", ()))]


def link_for_trouble(event: Event, people: int, field: str) -> tuple[str, str]:
    """The place that mends what stands in the way of assigning at all."""
    return (_SIGN_UP if people < 2 else _FIELDS.get(field, _RULES)).link(event)
