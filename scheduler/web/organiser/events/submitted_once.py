"""A form that makes an event, sent twice, makes one: its random key is kept in the session."""

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from scheduler.models import Event
from scheduler.web.access import find_event

KEY = "event made"


def was_made(submission: str | None) -> ResponseReturnValue | None:
    """The way to the event that this very form has made already, if it has."""
    made = session.get(KEY, {})
    if not submission or made.get("key") != submission or not find_event(made["id"]):
        return None
    # Back in the browser, and the button once more.
    flash("This event was made already. Change it in its settings, or make another.")
    return redirect(url_for("organiser.overview", event_id=made["id"]), 303)


def remember_made(submission: str | None, event: Event) -> None:
    """Keep which event the form with this key has made."""
    session[KEY] = {"key": submission or "", "id": event.id}
