"""The pictures of an event's public page."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from scheduler.services.events.place.expecting import picture_at
from scheduler.web.access import public
from scheduler.web.public.registration.event_page import blueprint


@blueprint.get("/pictures/<picture_name>")
@public
def picture(slug: str, picture_name: str) -> ResponseReturnValue:
    """One picture. Its name is made from its content, so that it may be kept for ever."""
    found = picture_at(slug, picture_name) or abort(404)
    response = Response(found.content, content_type=found.mimetype)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
