"""Three questions and one to think about, from the personal link."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import Length, Optional

from scheduler.domain.afterwards.survey import LONGEST_WORDS, SurveyAnswer
from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Survey
from scheduler.services.afterwards import survey as surveys
from scheduler.web.access import personal
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.forms import beside, strip
from scheduler.web.shared.notices import redirect_saying


def _choice() -> RadioField:
    choices = [(answer.value, answer.value.capitalize()) for answer in SurveyAnswer]
    return RadioField(choices=choices, validators=[Optional()], validate_choice=False)


class AnswerForm(FlaskForm):
    """The answers, under the questions that the organiser chose."""

    first = _choice()
    second = _choice()
    third = _choice()
    words = TextAreaField(
        filters=[strip],
        validators=[
            Length(max=LONGEST_WORDS, message=f"Write at most {LONGEST_WORDS} characters.")
        ],
        render_kw={"rows": 4},
    )
    quotable = BooleanField("My words may be quoted, without my name")

    @classmethod
    def of(cls, survey: Survey) -> "AnswerForm":
        """The form with the survey's questions as labels."""
        form = cls()
        form.first.label.text, form.second.label.text = survey.first, survey.second
        form.third.label.text, form.words.label.text = survey.third, survey.reflection
        return form


@blueprint.route("/survey", methods=["GET", "POST"])
@personal
def survey(attendee: Attendee) -> ResponseReturnValue:
    """Ask; keep the answers without the name."""
    now = datetime.now(UTC)
    there = url_for("attendee.page", token=attendee.token)
    asked = surveys.to_answer(attendee, now)
    if asked is None:
        if request.method == "POST":
            return redirect_saying("You have answered already. Thank you.", there)
        return redirect(there, 303)
    form = AnswerForm.of(asked)
    if form.validate_on_submit():
        answers = [field.data or "" for field in (form.first, form.second, form.third)]
        try:
            surveys.keep_answers(attendee, answers, form.words.data or "", form.quotable.data, now)
        except InvalidInput as error:
            beside(form, error)
        else:
            return redirect_saying("Thank you. Your answers are kept without your name.", there)
    page = render_template("attendee/afterwards/survey.html", attendee=attendee, form=form)
    return page, 400 if form.errors else 200
