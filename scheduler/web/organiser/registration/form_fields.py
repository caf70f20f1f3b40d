"""The form builder: which fields the public form asks for, and how an attendee sees it."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import listed
from scheduler.domain.people.fields import CHOSEN, PERSON_FIELDS
from scheduler.domain.people.questions.custom import KINDS
from scheduler.domain.people.questions.description import PersonField, Reader
from scheduler.domain.words.data_use import data_uses
from scheduler.models import Event
from scheduler.services.registration.answers.values import questions_of
from scheduler.services.registration.form import choose_fields
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.people.controls import MultiCheckboxField
from scheduler.web.shared.people.details_form import PersonDetailsForm


class FieldsForm(EditForm, PlainForm):
    """Which optional fields are on the public form."""

    fields = MultiCheckboxField("Ask for", choices={field.name: field.label for field in CHOSEN})

    @classmethod
    def of(cls, event: Event) -> "FieldsForm":
        """The form with what is asked now; what was posted goes first."""
        on = [field.name for field in CHOSEN if field.name not in event.fields_off]
        return cls(version=event.version, fields=on)


@blueprint.route("/events/<int:event_id>/form", methods=["GET", "POST"])
@event_organiser
def form_fields(event: Event) -> ResponseReturnValue:
    """What is always asked, what may be asked, and what each answer is for."""
    event = as_stored(event)
    form = FieldsForm.of(event)
    if form.validate_on_submit():
        choose_fields(event, form.fields.data or (), datetime.now(UTC))
        flash(f"The form is saved.{form.others_note}")
        return redirect(url_for("organiser.form_fields", event_id=event.id), 303)
    page = render_template(
        "organiser/registration/form_fields.html",
        event=event,
        form=form,
        always=[field for field in PERSON_FIELDS if field.asked and field.asked.missing],
        kinds=KINDS,
        uses={use.name: use for use in data_uses((*CHOSEN, *questions_of(event)))},
        also_seen={field.name: _also_seen(field) for field in CHOSEN},
    )
    return page, 400 if form.is_submitted() else 200


def _also_seen(field: PersonField) -> str:
    """Who sees an answer beside the organisers; "" for nobody."""
    if Reader.EVERYBODY in field.seen:
        return "everybody there"
    words = {Reader.DESK: "check-in", Reader.HOSTS: "their hosts"}
    return listed([words[reader] for reader in words if reader in field.seen])


@blueprint.get("/events/<int:event_id>/form/preview")
@event_organiser
def form_preview(event: Event) -> ResponseReturnValue:
    """The form as an attendee sees it; nothing on it can be sent."""
    form = PersonDetailsForm.of(event)
    return render_template("organiser/registration/form_preview.html", event=event, form=form)
