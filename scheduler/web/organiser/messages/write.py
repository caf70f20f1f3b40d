"""Writing to a group: the words, then what a reader sees and how many get it, then sending."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, Length

from scheduler.domain.afterwards import commitments, survey, touch
from scheduler.domain.english import count
from scheduler.domain.messages import inviting
from scheduler.domain.messages.own_words import AFTERWARDS
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.messages.writing import groups
from scheduler.services.messages.writing.groups import Audience, Words
from scheduler.services.messages.writing.wording import example_facts
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.messages.written import (
    as_read,
    chosen_reader,
    number_seen,
    send_to_oneself,
    subject_field,
    text_field,
)
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.forms import beside, button_of
from scheduler.web.shared.mailing import emails, emails_leave

PROPOSED = {
    "touch": {"subject": touch.SUBJECT, "text": touch.WORDS},
    "invitation": {"subject": inviting.SUBJECT, "text": inviting.WORDS},
    "promises": {"subject": commitments.SUBJECT, "text": commitments.WORDS},
    "survey": {"subject": survey.SUBJECT, "text": survey.WORDS},
}
"""What is proposed to be written about something, such as ?about=touch."""


def _size(event: Event, group: str) -> str:
    audience = groups.audience_of(event, group)
    return count(len(audience.people) + len(audience.unreachable), "person", "people")


class WriteForm(PlainForm):
    """To whom, and what."""

    submission = HiddenField(validators=[Length(max=64)])
    group = SelectField("To", validators=[DataRequired("Choose whom to write to.")])
    subject = subject_field()
    text = text_field(
        10,
        "It begins with “Hello” and the name, and ends with when and where it is and the link to "
        "their personal page.",
    )

    @classmethod
    def of(cls, event: Event) -> "WriteForm":
        """The form with the event's groups; what was posted goes first."""
        proposed = PROPOSED.get(request.args.get("about", ""), {})
        form = cls(group=request.args.get("to"), **proposed)
        over = event.ends_at <= datetime.now(UTC)
        choices = [
            (key, f"{words[0].upper()}{words[1:]} · {_size(event, key)}")
            for key, words in groups.audiences_of(event).items()
            if over or key not in AFTERWARDS
        ]
        if (form.group.data or "").startswith(groups.CHOSEN + "-"):
            choices.insert(0, (form.group.data, "The people you chose in the list"))
        if (form.group.data or "").startswith(groups.INVITED + "-"):
            choices.insert(0, (form.group.data, "People of earlier events, to invite them"))
        form.group.choices = choices
        form.submission.data = form.submission.data or secrets.token_urlsafe(18)
        return form


class WriteButton(StrEnum):
    """The buttons of the page, and of its preview."""

    PREVIEW = "preview"
    EDIT = "edit"
    TEST = "test"
    SEND = "send"


@blueprint.route("/events/<int:event_id>/write", methods=["GET", "POST"])
@event_organiser
def write(event: Event) -> ResponseReturnValue:
    """Ask for the words; show what a reader would see; send a test or all of them.

    The pressed button is the field ``action``: preview, edit, test or send.
    """
    form = WriteForm.of(event)
    button = button_of(WriteButton) if request.method == "POST" else WriteButton.PREVIEW
    if button is WriteButton.EDIT or not form.validate_on_submit():
        return _page(event, form)
    now = datetime.now(UTC)
    try:
        words = groups.checked_message(form.subject.data or "", form.text.data or "")
        audience = groups.audience_of(event, form.group.data)
        if button is WriteButton.SEND:
            return _send(event, form, words, now)
    except InvalidInput as error:
        beside(form, error)
        return _page(event, form)
    except RuleBroken as error:
        flash(error.sentence, "bad")
        audience = groups.audience_of(event, form.group.data)
    if button is WriteButton.TEST and audience.people:
        send_to_oneself(event, audience.people[0], words, now)
    return _preview(event, form, words, audience, now)


@blueprint.post("/events/<int:event_id>/write/<int:message_id>/stop")
@event_organiser
def write_stop(event: Event, message_id: int) -> ResponseReturnValue:
    """Stop what has not left yet."""
    stopped = groups.stop_message(event, message_id, current_user)
    what = count(stopped, "email was", "emails were")
    flash(f"{what} stopped." if stopped else "It was too late: every email has left.")
    return redirect(url_for("organiser.outbox", event_id=event.id), 303)


def _send(event: Event, form: WriteForm, words: Words, now: datetime) -> ResponseReturnValue:
    number = number_seen()
    message = groups.send(
        event,
        form.group.data,
        words,
        number=number,
        submission=form.submission.data or secrets.token_urlsafe(18),
        actor=current_user,
        now=now,
    )
    flash(
        f"{count(number, 'email is', 'emails are')} written. "
        "They leave in a minute: until then you can stop them here."
        if emails_leave()
        else emails(number)
    )
    there = url_for("organiser.outbox", event_id=event.id, message=message.id)
    return redirect(there, 303)


def _page(event: Event, form: WriteForm) -> ResponseReturnValue:
    refused = bool(form.errors)
    page = render_template(
        "organiser/messages/write.html", event=event, form=form, placeholders=example_facts(event)
    )
    return page, 400 if refused else 200


def _preview(
    event: Event, form: WriteForm, words: Words, audience: Audience, now: datetime
) -> ResponseReturnValue:
    return render_template(
        "organiser/messages/write_preview.html",
        event=event,
        form=form,
        audience=audience,
        leaves=emails_leave(),
        **as_read(event, chosen_reader(audience), words, now),
    )
