"""Changing sign-up: when it is open, how many places, and what people are asked."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import count
from scheduler.domain.events.event_state import signup_is_open
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.events import sign_up_settings as events_places
from scheduler.services.registration.approving import requests_of
from scheduler.services.registration.places import event_times
from scheduler.services.registration.waiting_list import would_move_up
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.settings.signup_form import SignupForm
from scheduler.web.organiser.events.settings.waiting_list import would_move
from scheduler.web.shared.edit_form import as_stored
from scheduler.web.shared.formats import clock, local
from scheduler.web.shared.forms import beside
from scheduler.web.shared.mailing import emails


@blueprint.route("/events/<int:event_id>/sign-up", methods=["GET", "POST"])
@event_organiser
def signup(event: Event) -> ResponseReturnValue:
    """When sign-up is open, how many places, and what people are asked."""
    event = as_stored(event)
    form = SignupForm.of(event)
    sure = request.form.get("sure", "")
    fine = form.validate_on_submit()
    if fine and sure == "" and (questions := _questions(event, form)):
        return render_template(
            "organiser/events/settings/signup_confirm.html",
            event=event, form=form, questions=questions,
        )  # fmt: skip
    if fine and sure != "no" and (saved := _save_signup(event, form)) is not None:
        moved = f" {emails(saved)}" if saved else ""
        over = event.places_taken - event.capacity
        more = ("person more than that holds", "people more than that hold")
        kept = f" {count(over, *more)} a place; nobody loses it." if over > 0 else ""
        asking = 0 if form.approval.data else len(requests_of(event))
        if asking:
            kept += f" {count(asking, 'person still waits', 'people still wait')} for your answer."
        flash(f"The sign-up settings are saved.{form.others_note}{moved}{kept}")
        return redirect(url_for("organiser.signup", event_id=event.id), 303)
    page = render_template(
        "organiser/events/settings/signup.html",
        event=event, form=form, is_open=signup_is_open(event_times(event), datetime.now(UTC)),
    )  # fmt: skip
    return page, 400 if form.errors else 200


@blueprint.post("/events/<int:event_id>/sign-up/open")
@event_organiser
def signup_open(event: Event) -> ResponseReturnValue:
    """Open sign-up now."""
    events_places.open_signup(event, datetime.now(UTC))
    flash("Sign-up is open.")
    return redirect(url_for("organiser.signup", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/sign-up/close")
@event_organiser
def signup_close(event: Event) -> ResponseReturnValue:
    """Close sign-up now."""
    events_places.close_signup(event, datetime.now(UTC))
    flash("Sign-up is closed. Everybody who is signed up keeps their place.")
    return redirect(url_for("organiser.signup", event_id=event.id), 303)


def _questions(event: Event, form: SignupForm) -> list[str]:
    """What the organiser should know before the settings are saved; empty when there is nothing."""
    found, capacity = [], form.capacity.data or 0
    if (over := event.places_taken - capacity) > 0 and capacity != event.capacity:
        have = count(event.places_taken, "person has", "people have")
        found.append(
            f"{have} a place, {over} more than {capacity}. Nobody loses theirs; nobody new gets "
            f"one until {count(over + 1, 'person has', 'people have')} cancelled."
        )
    moving = would_move_up(event, datetime.now(UTC), capacity=capacity)
    if capacity != event.capacity and moving:
        found.append(would_move(moving, event.offer_hours))
    closes, begins = form.closes.data, local(event.starts_at, event.timezone)
    if closes and closes > begins.replace(tzinfo=None):
        found.append(
            "The event begins before sign-up closes: sign-up ends when the event begins, at "
            f"{clock(event.starts_at, event.timezone)}."
        )
    return found


def _save_signup(event: Event, form: SignupForm) -> int | None:
    """Save the form; how many emails were written, or None after noting an error."""
    try:
        return events_places.save_signup(event, form.settings(event.timezone), datetime.now(UTC))
    except InvalidInput as error:
        beside(form, error)
        return None
