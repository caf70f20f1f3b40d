"""The survey of an event: ask, and change the questions while nobody has answered."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, StringField
from wtforms.validators import DataRequired, Length

from scheduler.domain.afterwards.survey import LONGEST_QUESTION, question_field
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, Survey
from scheduler.services.afterwards import survey as surveys
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.forms import beside, strip


def _question(label: str) -> StringField:
    long = f"A question can have at most {LONGEST_QUESTION} characters."
    checks = [DataRequired("Write the question."), Length(max=LONGEST_QUESTION, message=long)]
    return StringField(label, filters=[strip], validators=checks)


class SurveyForm(EditForm, PlainForm):
    """The questions of a survey, a field for each; build it with :meth:`of`."""

    questions: Sequence[Field]

    @classmethod
    def of(cls, survey: Survey) -> "SurveyForm":
        """The form filled with the survey; what was posted goes first."""
        texts = {question_field(n): text for n, text in enumerate(survey.questions, 1)}
        fields = {name: _question(f"Question {n}") for n, name in enumerate(texts, 1)}
        fields["reflection"] = _question("A question to think about, answered in one’s own words")
        form = type("EventSurveyForm", (cls,), fields)(
            version=survey.version, reflection=survey.reflection, **texts
        )
        form.questions = [form[name] for name in texts]
        return form


@blueprint.post("/events/<int:event_id>/after/survey/begin")
@event_organiser
def survey_begin(event: Event) -> ResponseReturnValue:
    """Ask the proposed questions, and show them."""
    surveys.begin_survey(event)
    flash("The questions appear on everybody’s page once the last round is over. Change them here.")
    return redirect(url_for("organiser.survey", event_id=event.id), 303)


@blueprint.route("/events/<int:event_id>/after/survey", methods=["GET", "POST"])
@event_organiser
def survey(event: Event) -> ResponseReturnValue:
    """Change the questions."""
    found = surveys.survey_of(event.id)
    if found is None:
        return redirect(url_for("organiser.after", event_id=event.id), 303)
    found = as_stored(found)
    form = SurveyForm.of(found)
    if form.validate_on_submit():
        try:
            questions = [field.data or "" for field in form.questions]
            surveys.change_questions(found, questions, form["reflection"].data or "")
        except InvalidInput as error:
            beside(form, error)
        except RuleBroken as error:
            form.form_errors.append(error.sentence)
        else:
            flash(f"The questions are saved.{form.others_note}")
            return redirect(url_for("organiser.after", event_id=event.id), 303)
    page = render_template(
        "organiser/afterwards/survey.html", event=event, form=form, replied=surveys.replied(found)
    )
    return page, 400 if form.is_submitted() else 200
