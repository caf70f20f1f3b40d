"""The questions of a survey, answered from the personal link."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, TextAreaField
from wtforms.validators import Length, Optional

from scheduler.domain.afterwards.survey import LONGEST_WORDS, SurveyAnswer, as_asked, question_field
from scheduler.domain.languages import gettext
from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Survey
from scheduler.services.afterwards import survey as surveys
from scheduler.services.afterwards.ratings import rate_rounds, rounds_to_rate
from scheduler.services.planning.rounds.personal_rounds import RoundView
from scheduler.web.access import personal
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.forms import beside, strip
from scheduler.web.shared.languages import later
from scheduler.web.shared.notices import redirect_saying


def _choice(question: str) -> RadioField:
    choices = [(answer.value, answer.offered) for answer in SurveyAnswer]
    return RadioField(
        as_asked(question), choices=choices, validators=[Optional()], validate_choice=False
    )


def _round(view: RoundView) -> RadioField:
    label = gettext(
        "Round %(number)s, table %(table)s, with %(names)s",
        number=view.number, table=view.table, names=_names(view),
    )  # fmt: skip
    choices = [("yes", gettext("Worth it")), ("no", gettext("Not for me"))]
    return RadioField(label, choices=choices, validators=[Optional()], validate_choice=False)


def _names(view: RoundView) -> str:
    return ", ".join(companion.name for companion in view.companions)


class AnswerForm(FlaskForm):
    """The answers; :meth:`of` puts one for each question of the organiser before the words."""

    questions: Sequence[Field]
    rounds: Mapping[int, Field]
    words = TextAreaField(
        filters=[strip],
        validators=[
            Length(
                max=LONGEST_WORDS,
                message=later("Write at most %(most)s characters.", most=LONGEST_WORDS),
            )
        ],
        render_kw={"rows": 4},
    )
    quotable = BooleanField(later("My words may be quoted, without my name"))

    @classmethod
    def of(cls, survey: Survey, rounds: Sequence[RoundView]) -> "AnswerForm":
        """The form with the survey's questions as labels, and the rounds that may be rated."""
        fields = {
            question_field(number): _choice(question)
            for number, question in enumerate(survey.questions, 1)
        }
        rated = {view.number: f"round_{view.number}" for view in rounds}
        fields |= {rated[view.number]: _round(view) for view in rounds}
        form = type("EventAnswerForm", (cls,), fields)()
        form.questions = [form[name] for name in fields if name not in rated.values()]
        form.rounds = {number: form[name] for number, name in rated.items()}
        form.words.label.text = as_asked(survey.reflection)
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
            return redirect_saying(gettext("You have answered already. Thank you."), there)
        return redirect(there, 303)
    form = AnswerForm.of(asked, rounds_to_rate(attendee, now))
    if form.validate_on_submit():
        try:
            thanks = _keep(attendee, form, now)
        except InvalidInput as error:
            beside(form, error)
        else:
            return redirect_saying(thanks, there)
    page = render_template("attendee/afterwards/survey.html", attendee=attendee, form=form)
    return page, 400 if form.errors else 200


def _keep(attendee: Attendee, form: AnswerForm, now: datetime) -> str:
    """Keep what was answered, the rounds apart from the rest; return the thanks.

    Who rates their rounds alone may answer the questions later. Raises as ``keep_answers``.
    """
    said = {number: field.data == "yes" for number, field in form.rounds.items() if field.data}
    rated = rate_rounds(attendee, said, now)
    answers, words = [field.data or "" for field in form.questions], form.words.data or ""
    if rated and not any(answers) and not words:
        return gettext("Thank you. What you said of your rounds is kept.")
    surveys.keep_answers(attendee, answers, words, form.quotable.data, now)
    return gettext("Thank you. Your answers are kept without your name.")
