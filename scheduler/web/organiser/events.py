"""The list of events."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.web.access import organiser
from scheduler.web.organiser import blueprint


@blueprint.get("/")
@organiser
def events() -> ResponseReturnValue:
    """The body's events, next first."""
    return render_template("organiser/events.html", events=[])
