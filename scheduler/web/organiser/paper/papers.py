"""The papers around the rounds: kitchen sheet, desk list, agenda and sign-up poster."""

from datetime import UTC, datetime

from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue

from scheduler.exports.paper import papers
from scheduler.exports.paper.sheets import PDF_TYPE
from scheduler.models import Event
from scheduler.services.paper.papers import papers_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.links import links_for


@blueprint.get("/events/<int:event_id>/papers/<paper>.pdf")
@event_organiser
def paper_pdf(event: Event, paper: str) -> ResponseReturnValue:
    """One of the papers as PDF."""
    if paper not in papers.PAPERS:
        abort(404)
    link = links_for(current_app).event(event.slug)
    content = papers.paper_pdf(papers_of(event, link, datetime.now(UTC)), paper)
    response = Response(content, mimetype=PDF_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{event.slug}-{paper}.pdf"'
    return response
