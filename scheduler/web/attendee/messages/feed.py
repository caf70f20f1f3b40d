"""The private calendar feed: its page for the attendee, and the feed itself for calendars."""

import hashlib

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import gettext
from scheduler.exports.calendar.entries import FILE_TYPE
from scheduler.models import Attendee
from scheduler.services.messages import feeds
from scheduler.web.access import personal, secret_link
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.links import links_for
from scheduler.web.shared.notices import redirect_saying

feeding = Blueprint("feed", __name__, url_prefix="/feed")


@blueprint.get("/subscribe")
@personal
def subscribe(attendee: Attendee) -> ResponseReturnValue:
    """What subscribing brings, and the address once there is one."""
    address = links_for(current_app).feed(attendee.feed_token) if attendee.feed_token else None
    return render_template(
        "attendee/messages/subscribe.html", attendee=attendee, event=attendee.event, address=address
    )


@blueprint.post("/subscribe")
@personal
def open_feed(attendee: Attendee) -> ResponseReturnValue:
    """Make the address."""
    feeds.open_feed(attendee)
    return redirect(url_for("attendee.subscribe", token=attendee.token), 303)


@blueprint.post("/unsubscribe")
@personal
def close_feed(attendee: Attendee) -> ResponseReturnValue:
    """Turn this link off."""
    feeds.close_feed(attendee)
    return redirect_saying(
        gettext("This link is off. Remove it from your calendar as well."),
        url_for("attendee.subscribe", token=attendee.token),
    )


def _fed(token: str) -> dict[str, object] | None:
    names = bool(request.args.get("names"))
    content = feeds.feed_of(token, links_for(current_app), names=names)
    return None if content is None else {"content": content}


@feeding.get("/<feed_token>.ics")
@secret_link("feed_token", _fed)
def calendar(content: bytes) -> ResponseReturnValue:
    """The feed. A calendar that has it already is told that nothing changed.

    ``?names=1`` says in each round with whom they sit.
    """
    response = Response(content, content_type=FILE_TYPE)
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    return response.make_conditional(request)
