"""What somebody said they would do: added to and answered for on their own page."""

from datetime import UTC, datetime

from flask import request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import gettext
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee
from scheduler.models.database import reading
from scheduler.services.afterwards import commitments
from scheduler.web.access import personal
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.attendee.registration.personal_page import own_page
from scheduler.web.shared.afterwards.commitments import read_day, read_state
from scheduler.web.shared.notices import redirect_saying
from scheduler.web.shared.numbers import number


@blueprint.post("/promises/add")
@personal
def commitment_add(attendee: Attendee) -> ResponseReturnValue:
    """They say what they will do."""
    there = url_for("attendee.page", token=attendee.token, _anchor="promised-title")
    if attendee.state != RegistrationState.PLACED:
        raise RuleBroken(gettext("You are not signed up for this event any more."), Rule.CANCELLED)
    form, now = request.form, datetime.now(UTC)
    try:
        due = read_day(form.get("due", ""))
        commitments.note_commitment(attendee, attendee.id, form.get("words", "")[:1000], due, now)
    except InvalidInput as error:
        with reading():
            return own_page(attendee, error.sentence), 400
    noted = gettext("Noted. The organisers see it, and it comes back next time.")
    return redirect_saying(noted, there)


@blueprint.post("/promises/state")
@personal
def commitment_state(attendee: Attendee) -> ResponseReturnValue:
    """They say what became of it."""
    there = url_for("attendee.page", token=attendee.token, _anchor="promised-title")
    found = commitments.own_commitment(attendee, request.form.get("id", 0, type=number))
    try:
        state = read_state(request.form.get("state", ""))
    except InvalidInput as error:
        return redirect_saying(error.sentence, there)
    commitments.say_state(found, state, datetime.now(UTC))
    return redirect_saying(gettext("Thank you. It is noted."), there)
