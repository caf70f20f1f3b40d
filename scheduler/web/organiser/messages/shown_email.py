"""An email as its reader sees it, in a frame of its own on a page that asks or tells of it."""

import re
from typing import Final

from flask import Response

from scheduler.services.messages.outbox_views import html_part

POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; sandbox"
)
"""An email brings its own style. Nothing in it runs, and no other site may frame it."""
_LINK: Final = re.compile(r'\bhref="[^"]*"')


def shown_email(content: bytes) -> Response:
    """The HTML of a whole message. Its links lead nowhere: they are its reader's alone."""
    response = Response(_LINK.sub('href="#"', html_part(content)), mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
