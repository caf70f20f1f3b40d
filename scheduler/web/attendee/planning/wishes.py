"""Whom somebody would like to meet or avoid, from the personal link; for the organisers alone.

The page never says whether somebody of that name is signed up.
"""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from scheduler.domain.languages import gettext, marked
from scheduler.domain.planning.wishes import LONGEST_WISH, MOST_WISHES, WishKind
from scheduler.errors import InvalidInput
from scheduler.models import Attendee
from scheduler.services.planning.rules import wishes as services
from scheduler.web.access import personal
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.forms import Longest, beside
from scheduler.web.shared.languages import later
from scheduler.web.shared.notices import redirect_saying

_MOST_TYPED = 2 * MOST_WISHES * LONGEST_WISH


def _lines(label: str) -> TextAreaField:
    return TextAreaField(
        later(label),
        description=later(
            "One on each line, up to %(most)s: a name, and the organisation if you know it.",
            most=MOST_WISHES,
        ),
        validators=[
            Longest(_MOST_TYPED, later("Write at most %(most)s short lines.", most=MOST_WISHES))
        ],
        render_kw={"rows": 3, "autocomplete": "off"},
    )


class OwnWishesForm(FlaskForm):
    """What somebody asks for, a line each; the names of the fields are the kinds of wishes."""

    wish = _lines(marked("I would like to meet"))
    apart = _lines(marked("I would rather not sit with"))


@blueprint.route("/wishes", methods=["GET", "POST"])
@personal
def wishes(attendee: Attendee) -> ResponseReturnValue:
    """Ask until the day the organiser chose; afterwards the page shows what was said."""
    now = datetime.now(UTC)
    there = url_for("attendee.page", token=attendee.token)
    said = services.own_wishes(attendee)
    may_say = services.may_say(attendee, now)
    if request.method != "POST" and not may_say and not any(said.values()):
        return redirect(there, 303)
    form = OwnWishesForm(data={kind.value: "\n".join(lines) for kind, lines in said.items()})
    if form.validate_on_submit():
        typed = {kind: (form[kind.value].data or "").splitlines() for kind in WishKind}
        try:
            services.say_wishes(attendee, typed, now)
        except InvalidInput as error:
            beside(form, error)
        else:
            return redirect_saying(gettext("Saved. Only the organisers read it."), there)
    page = render_template(
        "attendee/planning/wishes.html",
        attendee=attendee,
        event=attendee.event,
        form=form,
        may_say=may_say,
        own=said,
    )
    return page, 400 if form.errors else 200
