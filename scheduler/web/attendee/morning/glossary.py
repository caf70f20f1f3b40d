"""What the words mean: the glossary of the series on phones, to which everybody may add."""

from datetime import UTC, datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from scheduler.domain.languages import gettext
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput
from scheduler.models import Attendee
from scheduler.services.morning import glossary as services
from scheduler.web.access import personal
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.forms import beside
from scheduler.web.shared.morning.words import WordFields
from scheduler.web.shared.notices import redirect_saying


class ExplainForm(WordFields, FlaskForm):
    """A word that somebody explains to all."""


@blueprint.route("/glossary", methods=["GET", "POST"])
@personal
def glossary(attendee: Attendee) -> ResponseReturnValue:
    """The words with their meanings; what somebody adds waits for the organisers."""
    form = ExplainForm()
    if form.validate_on_submit():
        term, meaning = form.term.data or "", form.meaning.data or ""
        try:
            services.explain_word(attendee, term, meaning, datetime.now(UTC))
        except InvalidInput as error:
            beside(form, error)
        else:
            there = url_for("attendee.glossary", token=attendee.token)
            thanks = gettext("Thank you. It is shown once the organisers have read it.")
            return redirect_saying(thanks, there)
    page = render_template(
        "attendee/morning/glossary.html",
        attendee=attendee,
        event=attendee.event,
        form=form,
        words=services.words_shown(attendee.event),
        waiting=services.words_waiting(attendee),
        may_add=attendee.state == RegistrationState.PLACED,
    )
    return page, 400 if form.errors else 200
