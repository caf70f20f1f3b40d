"""Reminders: each shown with its words and its number, armed with a yes, and stopped."""

from datetime import UTC, datetime, time

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import StringField, TextAreaField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length

from scheduler.domain.english import count
from scheduler.domain.messages.own_words import LONGEST_SUBJECT, LONGEST_TEXT, PLACEHOLDERS
from scheduler.domain.messages.reminders import REMINDERS, ReminderKind, usual_clock
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.messages import groups
from scheduler.services.messages.groups import Words
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.messages.words import reminders
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.forms import beside, strip
from scheduler.web.shared.mailing import emails


class ReminderForm(PlainForm):
    """When it leaves on its day, and what it says."""

    clock = TimeField("At", format="%H:%M", validators=[InputRequired("Enter a time.")])
    subject = StringField(
        "Subject",
        filters=[strip],
        validators=[DataRequired("Write the subject of the email."), Length(max=LONGEST_SUBJECT)],
    )
    text = TextAreaField(
        "Your words",
        filters=[strip],
        validators=[DataRequired("Write the text of the email."), Length(max=LONGEST_TEXT)],
        render_kw={"rows": 7},
    )


@blueprint.get("/events/<int:event_id>/reminders")
@event_organiser
def reminders_page(event: Event) -> ResponseReturnValue:
    """Each reminder: armed, left already, or not."""
    views = reminders.reminders_of(event, datetime.now(UTC))
    return render_template(
        "organiser/messages/reminders/reminders_page.html", event=event, views=views
    )


@blueprint.route("/events/<int:event_id>/reminders/<reminder_key>", methods=["GET", "POST"])
@event_organiser
def reminder(event: Event, reminder_key: str) -> ResponseReturnValue:
    """Write one; see what a person reads and how many get it; test it; arm it.

    The pressed button is the field ``action``: preview, edit, test or arm.
    """
    found, now = _kind(reminder_key), datetime.now(UTC)
    form = ReminderForm(
        clock=usual_clock(found, event.starts_at, event.timezone),
        subject=found.subject,
        text=found.text,
    )
    action = request.form.get("action", "preview")
    if action == "edit" or not form.validate_on_submit():
        return _form(event, found, form)
    try:
        words = groups.checked_message(form.subject.data or "", form.text.data or "")
        leaves = reminders.checked_leaving(event, found, form.clock.data or time(9), now)
        if action == "arm":
            return _arm(event, found, form, words, now)
    except InvalidInput as error:
        beside(form, error)
        return _form(event, found, form)
    except RuleBroken as error:
        flash(error.sentence, "bad")
    return _preview(event, found, form, words, leaves, now, test=action == "test")


@blueprint.post("/events/<int:event_id>/reminders/<reminder_key>/stop")
@event_organiser
def reminder_stop(event: Event, reminder_key: str) -> ResponseReturnValue:
    """Let an armed reminder not leave."""
    stopped = reminders.disarm(event, _kind(reminder_key))
    flash("The reminder is stopped: nobody gets it." if stopped else "There was nothing to stop.")
    return redirect(url_for("organiser.reminders_page", event_id=event.id), 303)


def _kind(key: str) -> ReminderKind:
    if key not in REMINDERS:
        abort(404)
    return REMINDERS[key]


def _arm(
    event: Event, kind: ReminderKind, form: ReminderForm, words: Words, now: datetime
) -> ResponseReturnValue:
    typed = request.form.get("number", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 6 else -1
    reminders.arm(
        event, kind, form.clock.data or time(9), words, number=number, actor=current_user, now=now
    )
    flash(f"{kind.label}: the reminder leaves by itself. You can stop it here until then.")
    return redirect(url_for("organiser.reminders_page", event_id=event.id), 303)


def _form(event: Event, kind: ReminderKind, form: ReminderForm) -> ResponseReturnValue:
    page = render_template(
        "organiser/messages/reminders/reminder.html",
        event=event,
        kind=kind,
        form=form,
        placeholders=PLACEHOLDERS,
    )
    return page, 400 if form.errors else 200


def _preview(
    event: Event,
    kind: ReminderKind,
    form: ReminderForm,
    words: Words,
    leaves: datetime,
    now: datetime,
    *,
    test: bool,
) -> ResponseReturnValue:
    audience = groups.audience_of(event, reminders.TO)
    wanted = request.form.get("person", "")
    reader = next((p for p in audience.people if str(p.id) == wanted), None)
    reader = reader or next(iter(audience.people), None)
    if test and reader:
        groups.send_test(event, reader, words, current_user, now)
        flash(f"The test is for {current_user.email} alone. {emails(1)}")
    letter = groups.letter_for(event, reader, words, now) if reader else None
    return render_template(
        "organiser/messages/reminders/reminder_preview.html",
        event=event,
        kind=kind,
        form=form,
        audience=audience,
        reader=reader,
        leaves_at=leaves,
        number=count(len(audience.people), "person", "people"),
        subject=letter.subject if letter else "",
        text=plain_text(letter.content) if letter else "",
        sends=bool(current_app.config["SMTP_HOST"]),
    )
