"""What a phone opens that scanned the code of a desk: the way to one's own page."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.models import Attendee
from scheduler.services.morning.desk.handing_over import code_of_phone, open_page
from scheduler.web.access import secret_link
from scheduler.web.shared.languages import speak_to
from scheduler.web.shared.morning.desk import news

blueprint = Blueprint("own_page", __name__, url_prefix="/mine/<page_token>")


def _scanned(code: str) -> dict[str, object]:
    attendee = code_of_phone(code, datetime.now(UTC)).attendee
    speak_to(attendee)
    return {"attendee": attendee, "code": code}


@blueprint.get("/", strict_slashes=False)
@secret_link("page_token", _scanned)
def page(attendee: Attendee, code: str) -> ResponseReturnValue:
    """Who it is for, and one button: nothing changes on a GET."""
    return render_template("live/own_page.html", attendee=attendee)


@blueprint.post("/", strict_slashes=False)
@secret_link("page_token", _scanned)
def press(attendee: Attendee, code: str) -> ResponseReturnValue:
    """On to their page; the code opens nothing after that."""
    attendee = open_page(code, datetime.now(UTC))
    news.forget()
    return redirect(url_for("attendee.page", token=attendee.token), 303)
