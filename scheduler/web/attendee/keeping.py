"""Pages that a phone keeps for the time without a signal; static/js/attendee/kept_page.js does."""

from datetime import datetime

from flask import Response

from scheduler.models import Attendee


def let_keep(response: Response, attendee: Attendee, now: datetime) -> Response:
    """Say that the page may be kept until the event is over, and whether its holder hosts a table.

    A page that does not say so takes away what was kept.
    """
    response.headers["X-Keep-Until"] = str(round(attendee.event.ends_at.timestamp() * 1000))
    response.headers["X-Sent-At"] = str(round(now.timestamp() * 1000))
    if attendee.host_table is not None:
        response.headers["X-Keep-Table"] = "yes"
    return response
