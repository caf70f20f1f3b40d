"""Asking people into their working groups: what one reads and how many get it, then a yes."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.errors import RuleBroken
from scheduler.models import Event
from scheduler.services.afterwards.working_groups import telling
from scheduler.services.afterwards.working_groups.board import groups_now
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.messages.shown_email import shown_letter
from scheduler.web.shared.mailing import emails
from scheduler.web.shared.numbers import number


@blueprint.route("/events/<int:event_id>/after/groups/ask", methods=["GET", "POST"])
@event_organiser
def groups_ask(event: Event) -> ResponseReturnValue:
    """Say whom it concerns; then do it."""
    there = url_for("organiser.working_groups", event_id=event.id)
    if request.method == "POST":
        _ask(event)
        return redirect(there, 303)
    standing = groups_now(event)
    people = telling.to_ask(standing) if standing else []
    if standing is None or not people:
        flash("Everybody who is in a group has been asked.")
        return redirect(there, 303)
    reader = next((person for person in people if person.email), None)
    letter = telling.letter_to(standing, reader, datetime.now(UTC)) if reader else None
    return render_template(
        "organiser/afterwards/groups/groups_ask.html",
        event=event,
        people=people,
        with_address=sum(bool(person.email) for person in people),
        without=[person.name for person in people if not person.email],
        reader=reader.name if reader else "",
        email=shown_letter(letter) if letter else None,
    )


def _ask(event: Event) -> None:
    seen = request.form.get("number", 0, type=number)
    try:
        written = telling.ask_members(event, seen, current_user, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
    else:
        flash(f"They are asked. {emails(written)}" if written else "They are asked on their pages.")
