"""Reminders: each shown with its words and its number, armed with a yes, and stopped."""

from datetime import UTC, datetime, time
from enum import StrEnum

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import TimeField
from wtforms.validators import InputRequired

from scheduler.domain.english import count
from scheduler.domain.messages.own_words import PLACEHOLDERS
from scheduler.domain.messages.reminders import (
    MOST_DAYS_BEFORE,
    REMINDERS,
    ReminderKind,
)
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.messages.writing import groups, reminders
from scheduler.services.messages.writing.groups import Words
from scheduler.services.messages.writing.reminders import ReminderView
from scheduler.services.planning.rounds.first_tables import first_tables
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
from scheduler.web.organiser.plain_form import PlainForm, whole
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.forms import beside, button_of
from scheduler.web.shared.mailing import emails_leave


class ReminderForm(EditForm, PlainForm):
    """When it leaves, and what it says."""

    days = whole("Days before the event", 0, MOST_DAYS_BEFORE)
    clock = TimeField("At", format="%H:%M", validators=[InputRequired("Enter a time.")])
    subject = subject_field()
    text = text_field(rows=7)


@blueprint.get("/events/<int:event_id>/reminders")
@event_organiser
def reminders_page(event: Event) -> ResponseReturnValue:
    """Each reminder: armed, left already, or not."""
    views = reminders.reminders_of(event, datetime.now(UTC))
    return render_template(
        "organiser/messages/reminders/reminders_page.html", event=event, views=views
    )


class ReminderButton(StrEnum):
    """The buttons of the page of one reminder, and of its preview."""

    PREVIEW = "preview"
    EDIT = "edit"
    TEST = "test"
    ARM = "arm"


@blueprint.route("/events/<int:event_id>/reminders/<reminder_key>", methods=["GET", "POST"])
@event_organiser
def reminder(event: Event, reminder_key: str) -> ResponseReturnValue:
    """Write one; see what a person reads and how many get it; test it; arm it.

    The pressed button is the field ``action``: preview, edit, test or arm.
    """
    now = datetime.now(UTC)
    view = _view(event, reminder_key, now)
    form = _filled(view)
    button = button_of(ReminderButton) if request.method == "POST" else ReminderButton.PREVIEW
    if button is ReminderButton.EDIT or not form.validate_on_submit():
        return _form(event, view, form)
    try:
        words = groups.checked_message(form.subject.data or "", form.text.data or "")
        clock = form.clock.data or time(9)
        leaves = reminders.checked_leaving(event, form.days.data or 0, clock, now)
        if button is ReminderButton.ARM and not form.others_note:
            return _arm(event, view.kind, form, words, now)
    except InvalidInput as error:
        beside(form, error)
        return _form(event, view, form)
    except RuleBroken as error:
        flash(error.sentence, "bad")
    if form.others_note:
        flash("Somebody else has changed this reminder meanwhile: read what it says now.", "bad")
    return _preview(event, view, form, words, leaves, now, test=button is ReminderButton.TEST)


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


def _view(event: Event, key: str, now: datetime) -> ReminderView:
    kind = _kind(key)
    return next(view for view in reminders.reminders_of(event, now) if view.kind == kind)


def _filled(view: ReminderView) -> ReminderForm:
    """The form with what is armed, else with the usual words."""
    says = view.armed or view.kind
    return ReminderForm(
        version=view.version,
        days=says.days,
        clock=view.clock,
        subject=says.subject,
        text=says.text,
    )


def _arm(
    event: Event, kind: ReminderKind, form: ReminderForm, words: Words, now: datetime
) -> ResponseReturnValue:
    days, clock = form.days.data or 0, form.clock.data or time(9)
    reminders.arm(
        event,
        kind,
        days,
        clock,
        words,
        number=number_seen(),
        version=form.version.data or "",
        actor=current_user,
        now=now,
    )
    flash(f"{kind.label_at(days)}: the reminder leaves by itself. You can stop it here until then.")
    return redirect(url_for("organiser.reminders_page", event_id=event.id), 303)


def _form(event: Event, view: ReminderView, form: ReminderForm) -> ResponseReturnValue:
    says, now = view.armed or view.kind, datetime.now(UTC)
    reader = chosen_reader(groups.audience_of(event, reminders.TO))
    words = groups.checked_message(says.subject, says.text)
    page = render_template(
        "organiser/messages/reminders/reminder.html",
        event=event,
        view=view,
        kind=view.kind,
        form=form,
        placeholders=PLACEHOLDERS,
        **as_read(event, reader, words, now, first_tables(event)),
    )
    return page, 400 if form.errors else 200


def _preview(
    event: Event,
    view: ReminderView,
    form: ReminderForm,
    words: Words,
    leaves: datetime,
    now: datetime,
    *,
    test: bool,
) -> ResponseReturnValue:
    audience = groups.audience_of(event, reminders.TO)
    reader, starts = chosen_reader(audience), first_tables(event)
    if test and reader:
        send_to_oneself(event, reader, words, now, starts)
    return render_template(
        "organiser/messages/reminders/reminder_preview.html",
        event=event,
        view=view,
        kind=view.kind,
        form=form,
        audience=audience,
        leaves_at=leaves,
        number=count(len(audience.people), "person", "people"),
        sends=emails_leave(),
        **as_read(event, reader, words, now, starts),
    )
