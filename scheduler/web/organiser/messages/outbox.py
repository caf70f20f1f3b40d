"""The emails of an event: what was sent, what waits, what was refused and why."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import count
from scheduler.domain.states import MailState
from scheduler.domain.words.emails import KINDS, progress_sentence
from scheduler.models import Event
from scheduler.services.messages import held, outbox_views
from scheduler.services.messages.writing import groups
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.messages.shown_email import shown_message
from scheduler.web.shared.mailing import emails_leave
from scheduler.web.shared.numbers import number

blueprint.add_app_template_filter(progress_sentence)

STATES = {state: state.words for state in MailState}
"""The states of an email in an organiser's words."""


@blueprint.get("/events/<int:event_id>/outbox")
@event_organiser
def outbox(event: Event) -> ResponseReturnValue:
    """Every email of the event, newest first."""
    state = request.args.get("state")
    state = state if state in STATES else None
    page = request.args.get("page", 1, type=number)
    written = groups.written_of(event)
    wanted = request.args.get("message", type=number)
    shown = next((line.message for line in written if line.message.id == wanted), None)
    return render_template(
        "organiser/messages/outbox.html",
        event=event,
        outbox=outbox_views.mails_of(event, page, state, shown.id if shown else None),
        written=written,
        group_words=groups.audiences_of(event) | {groups.CHOSEN: groups.CHOSEN_WORDS},
        shown=shown,
        state=state,
        held=held.number_held(event),
        batch=outbox_views.leaving(event) if emails_leave() else None,
        stuck=outbox_views.to_try_again(event, leaving=emails_leave()).total(),
        **_words(event),
    )


@blueprint.get("/events/<int:event_id>/outbox/<int:mail_id>")
@event_organiser
def outbox_mail(event: Event, mail_id: int) -> ResponseReturnValue:
    """One email, as its reader sees the words of it."""
    mail = outbox_views.mail_of(event, mail_id)
    return render_template(
        "organiser/messages/outbox_mail.html",
        event=event,
        mail=mail,
        email=shown_message(mail.subject, mail.message) if mail.message else None,
        attachments=outbox_views.attachments_of(mail),
        **_words(event),
    )


@blueprint.get("/events/<int:event_id>/outbox/<int:mail_id>/sending")
@event_organiser
def outbox_sending(event: Event, mail_id: int) -> ResponseReturnValue:
    """How far the emails are that were written together with this one: a part of the outbox."""
    batch = outbox_views.batch_of(event, mail_id)
    return render_template("organiser/messages/outbox/_sending.html", event=event, batch=batch)


@blueprint.get("/events/<int:event_id>/outbox/<int:mail_id>.eml")
@event_organiser
def outbox_file(event: Event, mail_id: int) -> ResponseReturnValue:
    """The whole message, to be opened in a mail program."""
    mail = outbox_views.mail_of(event, mail_id)
    response = Response(mail.message, mimetype="message/rfc822")
    response.headers["Content-Disposition"] = f'attachment; filename="mail-{mail.id}.eml"'
    return response


@blueprint.post("/events/<int:event_id>/outbox/<int:mail_id>/retry")
@event_organiser
def outbox_retry(event: Event, mail_id: int) -> ResponseReturnValue:
    """Try again an email that has not left."""
    mail = outbox_views.retry(event, mail_id)
    flash(f"The email to {mail.recipient} is tried again.")
    return redirect(url_for("organiser.outbox_mail", event_id=event.id, mail_id=mail.id), 303)


@blueprint.route("/events/<int:event_id>/outbox/try-again", methods=["GET", "POST"])
@event_organiser
def outbox_retry_all(event: Event) -> ResponseReturnValue:
    """Say how many emails have not left, and try all of them again after a yes."""
    there = url_for("organiser.outbox", event_id=event.id)
    if request.method == "POST":
        number = outbox_views.retry_all(event, leaving=emails_leave())
        flash(f"{count(number, 'email is', 'emails are')} tried again.")
        return redirect(there, 303)
    stuck = outbox_views.to_try_again(event, leaving=emails_leave())
    if not stuck:
        return redirect(there, 303)
    return render_template(
        "organiser/messages/outbox_retry_all.html",
        event=event,
        number=stuck.total(),
        by_state=[(state, number) for state, number in sorted(stuck.items())],
        **_words(event),
    )


@blueprint.post("/events/<int:event_id>/outbox/release")
@event_organiser
def outbox_release(event: Event) -> ResponseReturnValue:
    """Send the emails of the event that a restore held back; the page has said how many."""
    flash(f"{count(held.release(event), 'email is', 'emails are')} released.")
    return redirect(url_for("organiser.outbox", event_id=event.id), 303)


def _words(event: Event) -> dict[str, object]:
    return {
        "state_words": STATES,
        "kinds": KINDS,
        "leaves": emails_leave(),
        "held_up": outbox_views.held_up(event),
    }
