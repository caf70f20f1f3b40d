"""What people said they would do: last time, and at this breakfast."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.afterwards.commitments import ORDER, in_numbers
from scheduler.domain.states import RegistrationState
from scheduler.errors import CrosstalkError
from scheduler.models import Event
from scheduler.services.afterwards.commitments import (
    brought_back,
    commitments_of,
    note_for_organiser,
    organisers_commitment,
    owner_ids,
    say_state,
)
from scheduler.services.afterwards.opening import is_looked_back_on
from scheduler.services.afterwards.projects import grown_from
from scheduler.services.people.listing import all_people
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.afterwards.commitments import read_day, read_state
from scheduler.web.shared.numbers import number


@blueprint.get("/events/<int:event_id>/promises")
@event_organiser
def commitments(event: Event) -> ResponseReturnValue:
    """What was said last time and what became of it; what is said at this breakfast."""
    return _page(event)


@blueprint.post("/events/<int:event_id>/promises/add")
@event_organiser
def commitments_add(event: Event) -> ResponseReturnValue:
    """Note what somebody said, as the organiser heard it."""
    form = request.form
    try:
        due = read_day(form.get("due", ""))
        who, what = form.get("who", 0, type=number), form.get("words", "")[:1000]
        found = note_for_organiser(event, who, what, due, datetime.now(UTC))
    except CrosstalkError as error:
        flash(error.sentence, "bad")
        return _page(event), 400
    flash(f"Noted for {found.who.name}.")
    return redirect(url_for("organiser.commitments", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/promises/<int:commitment_id>")
@event_organiser
def commitments_state(event: Event, commitment_id: int) -> ResponseReturnValue:
    """Say what became of one, or whether the impact report may tell it."""
    found = organisers_commitment(event, commitment_id)
    there = url_for("organiser.commitments", event_id=event.id, _anchor=f"promise-{found.id}")
    told = {"yes": True, "no": False}.get(request.form.get("told", ""))
    try:
        state = found.state if told is not None else read_state(request.form.get("state", ""))
    except CrosstalkError as error:
        flash(error.sentence, "bad")
        return redirect(there, 303)
    say_state(found, state, datetime.now(UTC), told)
    return redirect(there, 303)


def _page(event: Event) -> str:
    back, noted = brought_back(event), commitments_of(event)
    return render_template(
        "organiser/afterwards/commitments.html",
        event=event,
        back=back,
        back_words=in_numbers(one.state for one in back),
        noted=noted,
        projects=grown_from([*back, *noted]),
        owners=len(owner_ids(event)),
        people=[p for p in all_people(event) if p.state == RegistrationState.PLACED],
        states=ORDER,
        over=is_looked_back_on(event, datetime.now(UTC)),
        typed=request.form,
    )
