"""The working group that somebody is asked into: they take part, or not now."""

from datetime import UTC, datetime

from flask import request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import gettext
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee
from scheduler.services.afterwards.working_groups.answering import answer_group
from scheduler.web.access import personal
from scheduler.web.attendee.afterwards.asked import AskedButton
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.forms import button_of
from scheduler.web.shared.notices import redirect_saying


@blueprint.post("/working-group")
@personal
def working_group_say(attendee: Attendee) -> ResponseReturnValue:
    """Keep what they said; the pressed button is the field ``answer``: yes or not-now."""
    there = url_for("attendee.page", token=attendee.token, _anchor="working-group-title")
    try:
        takes_part = button_of(AskedButton, "answer") is AskedButton.YES
        answer_group(attendee, takes_part, "offers" in request.form, datetime.now(UTC))
    except (InvalidInput, RuleBroken) as error:
        return redirect_saying(error.sentence, there)
    if takes_part:
        return redirect_saying(gettext("Thank you. You take part."), there)
    return redirect_saying(gettext("Thank you. Noted: not now."), there)
