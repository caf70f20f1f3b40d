"""Drafts as things of their own: named, copied, begun with nobody seated, compared."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.errors import RuleBroken
from scheduler.models import Event
from scheduler.services.planning.drafts import drafts
from scheduler.services.planning.plans import plan_of, plans_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.planning.plans import PLAN
from scheduler.web.shared.numbers import number as whole


@blueprint.post(PLAN + "/name")
@event_organiser
def plan_name(event: Event, number: int) -> ResponseReturnValue:
    """Give a plan its name and note."""
    # A refusal goes through: its page shows the note that was typed.
    drafts.name_plan(
        plan_of(event, number), request.form.get("name", ""), request.form.get("note", "")
    )
    return redirect(url_for("organiser.plan", event_id=event.id, number=number), 303)


@blueprint.post(PLAN + "/copy")
@event_organiser
def plan_copy(event: Event, number: int) -> ResponseReturnValue:
    """Make a draft of the same seats, and open it on the board."""
    made = drafts.copy(plan_of(event, number), datetime.now(UTC))
    flash(f"Draft {made.number} has the seats of number {number}, which stays as it is.")
    return redirect(url_for("organiser.board", event_id=event.id, number=made.number), 303)


@blueprint.post(PLAN + "/rounds")
@event_organiser
def plan_rounds(event: Event, number: int) -> ResponseReturnValue:
    """Give the event as many rounds as the plan has that tried it."""
    found = plan_of(event, number)
    try:
        drafts.take_rounds(event, found, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
    else:
        flash(f"The event now has {found.rounds} rounds. Look whether the agenda leaves the time.")
    return redirect(url_for("organiser.plan", event_id=event.id, number=number), 303)


@blueprint.post("/events/<int:event_id>/rounds/by-hand")
@event_organiser
def rounds_by_hand(event: Event) -> ResponseReturnValue:
    """Begin a draft in which nobody has a seat yet, and open it on the board."""
    try:
        made = drafts.from_nothing(event, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
        return redirect(url_for("organiser.rounds", event_id=event.id), 303)
    return redirect(url_for("organiser.board", event_id=event.id, number=made.number), 303)


@blueprint.get(PLAN + "/compare")
@event_organiser
def plan_compare(event: Event, number: int) -> ResponseReturnValue:
    """This plan beside another: what differs, and who moves."""
    lines = [line for line in plans_of(event) if line.plan.number != number]
    wanted = request.args.get("other", type=whole)
    other = next((line.plan for line in lines if line.plan.number == wanted), None)
    one = plan_of(event, number)
    return render_template(
        "organiser/planning/drafts/compare.html",
        event=event,
        plan=one,
        others=lines,
        comparison=drafts.compare(one, other) if other else None,
    )
