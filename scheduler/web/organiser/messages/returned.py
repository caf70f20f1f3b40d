"""Noting which emails came back, one by one or from what the mail server sent."""

from datetime import UTC, datetime
from enum import StrEnum

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from scheduler.domain.english import count
from scheduler.domain.states import MailState
from scheduler.models import Event
from scheduler.services.messages.words import returned
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.forms import button_of, strip


class ReturnedForm(PlainForm):
    """What came back."""

    text = TextAreaField(
        "Addresses or the whole message",
        description="Paste the messages that your mailbox got back, one after the other or one at "
        "a time, or a list of addresses from your email service.",
        filters=[strip],
        validators=[DataRequired("Paste the message or the addresses.")],
        render_kw={"rows": 10},
    )


class ReturnedButton(StrEnum):
    """The buttons of the page of what came back."""

    LOOK = "look"
    NOTE = "note"


@blueprint.route("/events/<int:event_id>/outbox/returned", methods=["GET", "POST"])
@event_organiser
def outbox_returned(event: Event) -> ResponseReturnValue:
    """Ask for what came back, show whom it is about, and note it after a yes."""
    form, found = ReturnedForm(), None
    if form.validate_on_submit():
        text = form.text.data or ""
        if button_of(ReturnedButton) is ReturnedButton.NOTE:
            number = returned.note_all(event, text, current_user, datetime.now(UTC))
            flash(f"{count(number, 'email is', 'emails are')} noted as come back.")
            return redirect(
                url_for("organiser.outbox", event_id=event.id, state=MailState.RETURNED), 303
            )
        found = returned.found_in(event, text)
    page = render_template(
        "organiser/messages/outbox_returned.html", event=event, form=form, found=found
    )
    return page, 400 if form.errors else 200


@blueprint.post("/events/<int:event_id>/outbox/<int:mail_id>/returned")
@event_organiser
def outbox_mail_returned(event: Event, mail_id: int) -> ResponseReturnValue:
    """Note that one email came back; with ``undo`` that it did not."""
    back = not request.form.get("undo")
    mail = returned.note(event, mail_id, returned=back)
    flash(
        f"Noted: the email to {mail.recipient} came back. Correct the address on the person’s page."
        if back
        else f"The email to {mail.recipient} counts as sent again."
    )
    return redirect(url_for("organiser.outbox_mail", event_id=event.id, mail_id=mail.id), 303)
