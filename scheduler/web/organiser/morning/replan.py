"""New tables on the morning: both plans side by side, who moves, the choice and its undo."""

from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.english import agree, listed
from scheduler.domain.morning.chairs import MOST_NAMED, in_rounds, no_chair
from scheduler.domain.states import JobKind
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Event, Job, Plan
from scheduler.services.background.jobs import OPEN_STATES, latest_job
from scheduler.services.morning import chairs
from scheduler.services.morning import replan as replans
from scheduler.services.morning.moves import aloud
from scheduler.services.people.presence import here_count
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.problem_again import tables_after
from scheduler.services.planning.publishing import seats_otherwise
from scheduler.services.planning.rounds.clock import rounds_begun, stored_clock
from scheduler.services.planning.rounds.published import published_plan
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.morning.desk import offer_to_expect_again
from scheduler.web.shared.morning.desk import news
from scheduler.web.shared.morning.live import rooms, state_of

REPLAN = "/events/<int:event_id>/day/new-tables"


@blueprint.get(REPLAN)
@event_organiser
def replan(event: Event) -> ResponseReturnValue:
    """The part of the Day page about new tables, asked for while they are worked out."""
    if not request.headers.get("HX-Request"):
        return redirect(_there(event))
    values = replan_values(event, published_plan(event))
    if not values["working"] and values["comparison"] is None:
        # The first tables are there, and with them much else of the page is another.
        return "", 200, {"HX-Refresh": "true"}
    return render_template("organiser/morning/_replan.html", event=event, **values)


@blueprint.post(REPLAN)
@event_organiser
def replan_ask(event: Event) -> ResponseReturnValue:
    """Have both plans worked out."""
    try:
        replans.request_both(event, current_user, datetime.now(UTC))
    except (NotFound, RuleBroken) as error:
        flash(error.sentence, "bad")
    return redirect(_there(event), 303)


@blueprint.post(REPLAN + "/chairs")
@event_organiser
def seat_newcomers(event: Event) -> ResponseReturnValue:
    """Give whoever has no table a free chair; nobody else moves."""
    try:
        taken = chairs.seat_newcomers(event, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
    else:
        rooms.forget()
        news.forget()
        names = taken.seated
        who = f"{listed(names, MOST_NAMED)} {agree(len(names), 'has', 'have')} a table"
        said = f"{who}. Nobody else moved." if names else "Everybody who comes has a table."
        flash(f"{said} {no_chair(taken.still)}".strip(), "warn" if taken.still else "message")
    return redirect(_there(event), 303)


@blueprint.post(REPLAN + "/first")
@event_organiser
def replan_first(event: Event) -> ResponseReturnValue:
    """Make the first plan from those who are here, and show it to everybody."""
    try:
        _job, absent = replans.plan_from_here(
            event, current_user.name, current_user, datetime.now(UTC)
        )
    except RuleBroken as error:
        flash(error.sentence, "bad")
    else:
        if absent:
            offer_to_expect_again(event, absent)
    news.forget()
    return redirect(_there(event), 303)


@blueprint.get(REPLAN + "/<int:number>")
@event_organiser
def replan_moves(event: Event, number: int) -> ResponseReturnValue:
    """Who moves, round by round, to be read aloud."""
    told = aloud(event, number)
    if told is None:
        return redirect(url_for("organiser.plan", event_id=event.id, number=number))
    now = datetime.now(UTC)
    former, room = replans.former_plan(event, now), stored_clock(event)
    return render_template(
        "organiser/morning/replan_moves.html",
        event=event,
        told=told,
        in_use=len(tables_after(told.plan, told.held)),
        state=state_of(room, now) if room else None,
        overtaken=seats_otherwise(event, told.plan, now),
        undo_to=former if former and former.id == told.former.id else None,
        others=_others(event, number),
        replaced_by=replans.replaced_by(event, told.plan),
    )


@blueprint.post(REPLAN + "/<int:number>")
@event_organiser
def replan_take(event: Event, number: int) -> ResponseReturnValue:
    """Show this plan to everybody, in place of the former one."""
    try:
        replans.publish_replan(event, number, current_user, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
        return redirect(_there(event), 303)
    rooms.forget()
    flash(f"Plan {number} is on the screen and on every phone. No emails were sent.")
    there = url_for("organiser.replan_moves", event_id=event.id, number=number)
    return redirect(there, 303)


@blueprint.post(REPLAN + "/undo")
@event_organiser
def replan_undo(event: Event) -> ResponseReturnValue:
    """Go back to the former plan."""
    try:
        former = replans.undo_replan(event, current_user, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
    else:
        rooms.forget()
        flash(f"Plan {former.number} is back on the screen and on every phone.")
    return redirect(_there(event), 303)


def replan_values(event: Event, published: Plan | None) -> dict[str, Any]:
    """What the part about new tables shows."""
    now = datetime.now(UTC)
    comparison = replans.comparison_of(event, now)
    first = None if published else latest_job(event.id, JobKind.PLAN)
    told = comparison and not comparison.stale
    begun = rounds_begun(event, now)
    # Beside two plans to choose from nothing of it is shown, and it takes long.
    changes = changes_since(event, published, begun=begun) if published and not told else None
    return {
        "published": published,
        "changes": changes,
        "begun": begun,
        "lacking": in_rounds(sorted({n for one in changes.partly for n in one.rounds}))
        if changes
        else "",
        "comparison": comparison,
        "here": here_count(event),
        "making_first": _makes_first(first),
        "first_failed": first.sentence if first and first.arguments.get("publish") else "",
        "working": _makes_first(first) or bool(comparison and comparison.working),
        "undo_plan": replans.former_plan(event, now),
    }


def _makes_first(job: Job | None) -> bool:
    """Whether it makes the plan that is shown as soon as it is there."""
    return bool(job and job.arguments.get("publish") and job.state in OPEN_STATES)


def _others(event: Event, number: int) -> int | None:
    """The number of the other plan of the comparison, if there is one to choose."""
    comparison = replans.comparison_of(event, datetime.now(UTC))
    plans = [option.plan for option in comparison.options] if comparison else []
    numbers = [plan.number for plan in plans if plan is not None]
    return next((n for n in numbers if n != number), None) if number in numbers else None


def _there(event: Event) -> str:
    return url_for("organiser.day", event_id=event.id) + "#new-tables"
