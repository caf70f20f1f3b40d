"""Erasing what is kept of somebody, asked for by themselves.

Nothing changes on a GET: mail filters follow links.
"""

from datetime import UTC, datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import gettext
from scheduler.models import Attendee
from scheduler.services.privacy.erasing import erase_own
from scheduler.web.access import personal
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.mailing import outbox_folder
from scheduler.web.shared.notices import redirect_saying


@blueprint.route("/erase", methods=["GET", "POST"])
@personal
def erase_me(attendee: Attendee) -> ResponseReturnValue:
    """Say what goes and what stays; then erase them, and lead to the event's public page."""
    event = attendee.event
    now = datetime.now(UTC)
    if request.method != "POST":
        return render_template(
            "attendee/registration/erase.html",
            attendee=attendee,
            event=event,
            to_come=now < event.ends_at,
        )
    there = url_for("public.event", slug=event.slug)
    erase_own(attendee, outbox_folder(), now)
    return redirect_saying(gettext("Everything that we kept about you here is erased."), there)
