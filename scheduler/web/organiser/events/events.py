"""The list of events, and a new event."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.accounts.roles import START, Right, may
from scheduler.domain.states import TableFormat
from scheduler.errors import InvalidInput
from scheduler.models import Event, Membership
from scheduler.services.events import listing
from scheduler.services.events.beginning.new_event import create_event
from scheduler.services.people.importing.staging import stage
from scheduler.services.planning.trial.lists import list_with_headings
from scheduler.web.access import account, body_of, event_organiser, membership_of, organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.new_event_forms import LONGEST_LIST, NewEventForm
from scheduler.web.organiser.events.submitted_once import remember_made, was_made
from scheduler.web.organiser.undo import forget_undo, offer_undo, offered_undo
from scheduler.web.shared.numbers import number


@blueprint.get("/")
@account
def events() -> ResponseReturnValue:
    """The organisation's events by series: those to come, the next first, then those past.

    Members who organise nothing see a list that leads to what they may see.
    """
    part = membership_of(current_user)
    if part is None or not may(part.role, Right.ORGANISE):
        return _events_of_member(part)
    body, now = part.body, datetime.now(UTC)
    archived = sum(map(len, listing.events_of(body.id, now, archived=True)))
    return render_template(
        "organiser/events/events.html",
        body=body,
        owns=may(part.role, Right.TEAM),
        groups=listing.groups_of(body.id, now),
        archived=archived,
        undo=offered_undo("archive", body.id),
    )


def _events_of_member(part: Membership | None) -> ResponseReturnValue:
    coming, past = listing.events_of(part.body_id, datetime.now(UTC)) if part else ([], [])
    return render_template(
        "organiser/events/events_of_member.html",
        part=part,
        coming=coming,
        past=past,
        start=START[part.role] if part else "",
    )


@blueprint.get("/events/archived")
@organiser
def events_archived() -> ResponseReturnValue:
    """The events that the list leaves out."""
    coming, past = listing.events_of(body_of(current_user).id, datetime.now(UTC), archived=True)
    return render_template("organiser/events/events_archived.html", lines=[*coming, *past])


@blueprint.post("/events/<int:event_id>/archive")
@event_organiser
def event_archive(event: Event) -> ResponseReturnValue:
    """Keep an event out of the list; the list offers to undo it."""
    listing.archive(event, datetime.now(UTC))
    sentence = f"{event.title} is archived: it is no longer in this list. No emails were sent."
    offer_undo("archive", event.body_id, sentence, archived=event.id)
    return redirect(url_for("organiser.events"), 303)


@blueprint.post("/events/<int:event_id>/bring-back")
@event_organiser
def event_bring_back(event: Event) -> ResponseReturnValue:
    """Put an archived event back into the list."""
    listing.bring_back(event)
    forget_undo("archive", event.body_id)
    flash(f"{event.title} is in the list again.")
    return redirect(url_for("organiser.events"), 303)


@blueprint.route("/events/new", methods=["GET", "POST"])
@organiser
def event_new() -> ResponseReturnValue:
    """Ask for the least an event needs and make it."""
    body = body_of(current_user)
    form = NewEventForm()
    if not form.validate_on_submit():
        page = render_template("organiser/events/event_new.html", form=form)
        return page, 400 if form.is_submitted() else 200
    made = was_made(form.submission.data)
    if made is not None:
        return made
    event = create_event(
        body.id, form.details(), form.room(), form.capacity.data or 0, datetime.now(UTC)
    )
    remember_made(form.submission.data, event)
    if form.people_list.data:
        return _import_list(event, form.people_list.data)
    flash(f"{event.title} is ready: share its link, and look at the checklist.")
    return redirect(url_for("organiser.overview", event_id=event.id), 303)


@blueprint.post("/events/from-list")
@organiser
def event_from_list() -> ResponseReturnValue:
    """Ask for what else an event needs, with a list from the start page along. Changes nothing."""
    people, most = request.form.get("people", ""), request.form.get("most", 5, type=number)
    try:
        people = list_with_headings(people[:LONGEST_LIST])
    except InvalidInput as error:
        flash(error.sentence, "bad")
        return redirect(url_for("trial.start"), 303)
    form = NewEventForm(
        formdata=None,
        people_list=people,
        rounds=request.form.get("rounds", 4, type=number),
        format=TableFormat.PAIRS if most == 2 else TableFormat.TABLES,
        table_size=max(3, most or 5),
        capacity=max(20, people.count("\n") + 10),
    )
    return render_template("organiser/events/event_new.html", form=form)


def _import_list(event: Event, people: str) -> ResponseReturnValue:
    """On to the preview of the list; an event without it where it cannot be read."""
    try:
        staged = stage(event, "list.csv", people.encode(), datetime.now(UTC))
    except InvalidInput as error:
        flash(f"{event.title} is ready. The list could not be read: {error.sentence}", "bad")
        return redirect(url_for("organiser.overview", event_id=event.id), 303)
    flash(f"{event.title} is ready. Look at your list, then add the people.")
    there = url_for("organiser.import_preview", event_id=event.id, import_id=staged.id)
    return redirect(there, 303)
