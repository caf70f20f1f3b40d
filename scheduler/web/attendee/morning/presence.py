"""What people say for themselves on the morning: they step out, leave early, or are back."""

from datetime import UTC, datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.errors import InvalidInput
from scheduler.models import Attendee
from scheduler.services.morning.own_leave import OwnWord, say_oneself
from scheduler.web.access import personal
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.morning.desk import news


@blueprint.post("/presence")
@personal
def presence(attendee: Attendee) -> ResponseReturnValue:
    """One button of their page, about nobody but them."""
    try:
        what = OwnWord(request.form.get("what", ""))
    except ValueError:
        raise InvalidInput("That is not a button of this page. Press one of these.") from None
    say_oneself(attendee, what, request.form.get("noted", ""), datetime.now(UTC))
    news.forget()
    there = url_for("attendee.page", token=attendee.token, _anchor="step-out")
    return redirect(there, 303)
