"""The organiser's own questions: adding one, changing, moving and removing it."""

from datetime import UTC, datetime
from enum import StrEnum

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import count
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.registration.answers import questions
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first
from scheduler.web.organiser.registration.question_forms import EditQuestionForm, QuestionForm
from scheduler.web.shared.edit_form import as_stored
from scheduler.web.shared.forms import beside, button_of

PAGE = "organiser/registration/question.html"


@blueprint.route("/events/<int:event_id>/form/questions/new", methods=["GET", "POST"])
@event_organiser
def question_new(event: Event) -> ResponseReturnValue:
    """Put another question on the form."""
    form = QuestionForm()
    if form.validate_on_submit():
        try:
            added = questions.add_question(event, form.draft(), datetime.now(UTC))
        except InvalidInput as error:
            beside(form, error)
        else:
            flash(f"“{added.label}” is on the form.")
            return redirect(_form_url(event), 303)
    page = render_template(PAGE, event=event, form=form, question=None)
    return page, 400 if form.is_submitted() else 200


@blueprint.route("/events/<int:event_id>/form/questions/<int:question_id>", methods=["GET", "POST"])
@event_organiser
def question(event: Event, question_id: int) -> ResponseReturnValue:
    """Change a question; the answers stay."""
    found = as_stored(questions.question_of(event, question_id))
    form = EditQuestionForm.of(found)
    if form.validate_on_submit():
        try:
            questions.change_question(event, found, form.draft(), datetime.now(UTC))
        except InvalidInput as error:
            beside(form, error)
        else:
            flash(f"“{found.label}” is saved.{form.others_note}")
            return redirect(_form_url(event), 303)
    page = render_template(
        PAGE, event=event, form=form, question=found, answers=questions.answers_to(found)
    )
    return page, 400 if form.is_submitted() else 200


class MoveButton(StrEnum):
    """The two buttons that move a question."""

    UP = "up"
    DOWN = "down"


@blueprint.post("/events/<int:event_id>/form/questions/<int:question_id>/move")
@event_organiser
def question_move(event: Event, question_id: int) -> ResponseReturnValue:
    """Move a question up or down by one."""
    found = questions.question_of(event, question_id)
    by = -1 if button_of(MoveButton, "to") is MoveButton.UP else 1
    questions.move_question(event, found, by, datetime.now(UTC))
    return redirect(_form_url(event, f"question-{found.id}"), 303)


@blueprint.route(
    "/events/<int:event_id>/form/questions/<int:question_id>/remove", methods=["GET", "POST"]
)
@event_organiser
def question_remove(event: Event, question_id: int) -> ResponseReturnValue:
    """Ask before a question goes, and with it what people answered."""
    found = questions.question_of(event, question_id)
    answers = questions.answers_to(found)

    def act() -> str:
        label = found.label
        questions.remove_question(event, found, datetime.now(UTC))
        gone = f" {count(answers, 'answer is', 'answers are')} deleted." if answers else ""
        return f"“{label}” is no longer asked.{gone}"

    def page() -> str:
        return render_template(
            "organiser/registration/question_remove.html",
            event=event, question=found, answers=answers,
        )  # fmt: skip

    return asked_first(page, act, _form_url(event))


def _form_url(event: Event, anchor: str | None = None) -> str:
    return url_for("organiser.form_fields", event_id=event.id, _anchor=anchor)
