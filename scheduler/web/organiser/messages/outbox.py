"""The mails of an event: what was sent, what waits, what failed and why."""

from datetime import UTC, datetime

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.states import MailState
from scheduler.models import Event
from scheduler.services.messages import outbox_views
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint

STATES = {state: state.words for state in MailState}
"""The states of a mail in an organiser's words."""


@blueprint.get("/events/<int:event_id>/outbox")
@event_organiser
def outbox(event: Event) -> ResponseReturnValue:
    """Every mail of the event, newest first."""
    state = request.args.get("state")
    state = state if state in STATES else None
    page = request.args.get("page", 1, type=int)
    return render_template(
        "organiser/messages/outbox.html",
        event=event,
        outbox=outbox_views.mails_of(event, page, state),
        state=state,
        **_words(),
    )


@blueprint.get("/events/<int:event_id>/outbox/<int:mail_id>")
@event_organiser
def outbox_mail(event: Event, mail_id: int) -> ResponseReturnValue:
    """One mail, as its reader sees the words of it."""
    mail = outbox_views.mail_of(event, mail_id)
    return render_template(
        "organiser/messages/outbox_mail.html",
        event=event,
        mail=mail,
        text=outbox_views.text_of(mail),
        attachments=outbox_views.attachments_of(mail),
        **_words(),
    )


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
    """Try a failed mail again."""
    mail = outbox_views.retry(event, mail_id, datetime.now(UTC))
    flash(f"The email to {mail.recipient} is tried again.")
    return redirect(url_for("organiser.outbox_mail", event_id=event.id, mail_id=mail.id), 303)


def _words() -> dict[str, object]:
    return {
        "state_words": STATES,
        "leaves": bool(current_app.config["SMTP_HOST"]),
        "folder": "outbox",
    }
