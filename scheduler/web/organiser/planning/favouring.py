"""Whether the plans of a series favour the organisations that have no link to a sector yet."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.models import Series
from scheduler.services.planning.rules.unconnected import favour_unconnected
from scheduler.web.access import find_event, series_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.numbers import number

_PAGES = {"rounds": "organiser.rounds", "report": "organiser.event_report"}
"""Pages of an event that have the button; without an event it is the report of the series."""


@blueprint.post("/series/<int:series_id>/favour")
@series_organiser
def series_favour(series: Series) -> ResponseReturnValue:
    """Favour them from the next plan on, or no longer."""
    on = request.form.get("favour") == "yes"
    favour_unconnected(series, on)
    flash(
        "The next plan favours them. Plans that are made already stay as they are."
        if on
        else "Nobody is favoured in the next plan. Plans that are made already stay as they are."
    )
    event = find_event(request.form.get("event", 0, type=number))
    page = _PAGES.get(request.form.get("page", ""))
    if event is None or event.series_id != series.id or page is None:
        return redirect(url_for("organiser.series_report", series_id=series.id), 303)
    return redirect(url_for(page, event_id=event.id, _anchor="favouring"), 303)
