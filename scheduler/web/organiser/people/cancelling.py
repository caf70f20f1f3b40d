"""Cancelling somebody's sign-up, after a page that says what it does; undoing it; restoring."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from scheduler.domain.english import count
from scheduler.domain.registration.cancellation import Cancellation
from scheduler.domain.registration.waiting_list import who_moves_up
from scheduler.domain.states import RegistrationState
from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event
from scheduler.services.people import person as people_services
from scheduler.services.registration import cancelling
from scheduler.web.access import event_organiser
from scheduler.web.organiser.acting import acting
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.undo import forget_undo, offer_undo, take_undo
from scheduler.web.shared.mailing import emails
from scheduler.web.shared.numbers import ids_of


@blueprint.route("/events/<int:event_id>/people/<int:attendee_id>/cancel", methods=["GET", "POST"])
@event_organiser
def person_cancel(event: Event, attendee_id: int) -> ResponseReturnValue:
    """Say who would get the place and how many emails leave; then cancel."""
    attendee = people_services.person_of(event, attendee_id)
    if attendee.state == RegistrationState.CANCELLED:
        return _to_people(event)
    changed = ""
    if request.method == "POST":
        tell = request.form.get("tell") == "yes"
        try:
            made = cancelling.cancel_person(
                attendee, acting(), datetime.now(UTC), tell=tell, expected=_expected()
            )
        except RuleBroken as error:
            changed = error.sentence
        else:
            if made is not None:
                _offer(event, attendee, made)
            return _to_people(event)
    ahead = cancelling.look_ahead(attendee, datetime.now(UTC))
    page = render_template(
        "organiser/people/person_cancel.html",
        event=event,
        person=attendee,
        ahead=ahead,
        changed=changed,
        moving=who_moves_up(ahead.moving_up, event.offer_hours),
    )
    return page, 409 if changed else 200


@blueprint.post("/events/<int:event_id>/people/undo-cancel")
@event_organiser
def person_undo_cancel(event: Event) -> ResponseReturnValue:
    """Undo the cancellation made last: the very place, and the queue as it was."""
    if taken := take_undo("person", event.id):
        made = Cancellation.read(taken["made"])
        try:
            attendee, mails = cancelling.undo_cancellation(made, acting(), datetime.now(UTC))
        except RuleBroken as error:
            flash(error.sentence, "bad")
            there = url_for(
                "organiser.person", event_id=event.id, attendee_id=made.person.attendee_id
            )
            return redirect(there, 303)
        flash(f"{attendee.name} {_stands(attendee)}, as before. {emails(mails)}")
    return _to_people(event)


@blueprint.post("/events/<int:event_id>/people/<int:attendee_id>/restore")
@event_organiser
def person_restore(event: Event, attendee_id: int) -> ResponseReturnValue:
    """Bring a sign-up back that was cancelled some time ago."""
    attendee = people_services.person_of(event, attendee_id)
    tell = request.form.get("tell") == "yes"
    written = people_services.restore_person(attendee, acting(), datetime.now(UTC), tell=tell)
    forget_undo("person", event.id)
    flash(f"{attendee.name} {_stands(attendee)}. {emails(written)}")
    return _to_people(event)


def _expected() -> list[int]:
    """Who would get the place as the page said when it asked."""
    return ids_of(request.form.get("moving", "").split(","))


def _offer(event: Event, attendee: Attendee, made: Cancellation) -> None:
    """Say what was done, and what Undo does: it writes to everybody who was written to."""
    moved = [people_services.person_of(event, standing.attendee_id) for standing in made.moved_up]
    sentence = f"{attendee.name}’s sign-up is cancelled. {emails(made.emails)}"
    for person in moved:
        got = "is offered the place" if person.state == RegistrationState.OFFERED else "moved up"
        sentence += f" From the waiting list, {person.name} {got}; Undo takes that back."
    if made.emails:
        sentence += f" Undo writes {count(made.emails, 'email')}."
    offer_undo("person", event.id, sentence, made=made.kept())


def _stands(attendee: Attendee) -> str:
    placed = attendee.state == RegistrationState.PLACED
    return "has a place again" if placed else "is on the waiting list"


def _to_people(event: Event) -> Response:
    return redirect(url_for("organiser.people", event_id=event.id), 303)
