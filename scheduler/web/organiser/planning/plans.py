"""One plan: its score, its seating, publishing it and deleting it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.english import listed
from scheduler.domain.states import PlanState
from scheduler.domain.words import score as score_words
from scheduler.domain.words.plan_view import RoundCard, Seating, drawing, follow
from scheduler.domain.words.score import PlanScore
from scheduler.models import Event, Plan, Seat
from scheduler.services.planning import publishing
from scheduler.services.planning.plans import (
    PlanLine,
    changes_since,
    plan_of,
    plans_of,
    published_plan,
    readers_of,
    seating_of,
    seats_of,
)
from scheduler.services.planning.replan import Move, moves_between, origin_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.mailing import emails

PLAN = "/events/<int:event_id>/rounds/plans/<int:number>"

blueprint.add_app_template_global(listed, "listed")
blueprint.add_app_template_global(score_words.change_sentence, "change_sentence")
blueprint.add_app_template_filter(drawing, "drawing")


@blueprint.get(PLAN)
@event_organiser
def plan(event: Event, number: int) -> ResponseReturnValue:
    """One plan, table by table."""
    return render_template(
        "organiser/planning/plan/plan.html", **plan_values(event, plan_of(event, number))
    )


@blueprint.get(PLAN + "/people")
@event_organiser
def plan_people(event: Event, number: int) -> ResponseReturnValue:
    """One plan, person by person: a row each, a column a round."""
    found = plan_of(event, number)
    return render_template(
        "organiser/planning/plan/plan_people.html",
        event=event,
        plan=found,
        seating=seating_of(event, found),
    )


@blueprint.route(PLAN + "/publish", methods=["GET", "POST"])
@event_organiser
def plan_publish(event: Event, number: int) -> ResponseReturnValue:
    """Say what publishing does; then do it."""
    found = plan_of(event, number)
    if request.method == "POST":
        moved = request.form.get("write_to") == "moved"
        mails = publishing.publish(found, current_user, datetime.now(UTC), moved)
        if mails:
            flash(f"Plan {number} is published. {emails(mails)}")
        else:
            flash(f"Plan {number} is published. Nobody new to write to.")
        return redirect(url_for("organiser.plan", event_id=event.id, number=number), 303)
    if found.state == PlanState.PUBLISHED:
        return redirect(url_for("organiser.plan", event_id=event.id, number=number), 303)
    seats = seats_of(found)
    return render_template(
        "organiser/planning/publish/plan_publish.html",
        event=event,
        plan=found,
        replaces=published_plan(event),
        readers=readers_of(event, found),
        mails_to_moved=publishing.mails_to_moved(event, found),
        leaves=bool(current_app.config["SMTP_HOST"]),
        changes=changes_since(event, found, seats),
        moves=_moves(event, found, seats),
    )


@blueprint.route(PLAN + "/withdraw", methods=["GET", "POST"])
@event_organiser
def plan_withdraw(event: Event, number: int) -> ResponseReturnValue:
    """Take a published plan back after a confirmation."""
    found = plan_of(event, number)
    if request.method == "POST":
        publishing.withdraw(found, current_user)
        flash(f"Plan {number} is a draft again. Attendees no longer see any rounds.")
        return redirect(url_for("organiser.plan", event_id=event.id, number=number), 303)
    return render_template("organiser/planning/publish/plan_withdraw.html", event=event, plan=found)


@blueprint.route(PLAN + "/delete", methods=["GET", "POST"])
@event_organiser
def plan_delete(event: Event, number: int) -> ResponseReturnValue:
    """Delete a draft after a confirmation."""
    found = plan_of(event, number)
    if request.method == "POST":
        publishing.delete_draft(found, current_user)
        flash(f"Draft {number} is deleted.")
        return redirect(url_for("organiser.rounds", event_id=event.id), 303)
    return render_template(
        "organiser/planning/publish/plan_delete.html",
        event=event,
        plan=found,
        score=PlanScore.read(found.score),
    )


def plan_values(event: Event, found: Plan, plans: list[PlanLine] | None = None) -> dict[str, Any]:
    """What organiser/plan.html shows of a plan."""
    seats = seats_of(found)
    arranged = seating_of(event, found, seats)
    score = PlanScore.read(found.score)
    followed = request.args.get("follow", "").strip()
    return {
        "event": event,
        "plan": found,
        "plans": plans_of(event) if plans is None else plans,
        "score": score,
        "seating": arranged,
        "round": _shown_round(arranged),
        "followed": follow(arranged, followed) if followed else None,
        "follow_name": followed,
        "changes": changes_since(event, found, seats),
        "words": _words(found, score, arranged),
        "moves": _moves(event, found, seats),
    }


def _moves(
    event: Event, found: Plan, seats: Sequence[Seat]
) -> tuple[Plan, tuple[Move, ...]] | None:
    """The published plan and who moves if this draft replaces it; None where it replaces none."""
    published = published_plan(event)
    if published is None or published.id == found.id or published.rounds != found.rounds:
        return None
    return published, moves_between(seats_of(published), seats)


def _shown_round(arranged: Seating) -> RoundCard | None:
    wanted = request.args.get("round", 1, type=int)
    found = [card for card in arranged.rounds if card.number == wanted]
    return next(iter(found or arranged.rounds), None)


def _fewest(names: list[str]) -> str:
    """Whom the fewest concerns: one or two names, or how many; empty for nobody."""
    if not names:
        return ""
    return listed(names) if len(names) <= 2 else f"{len(names)} people"


def _words(found: Plan, score: PlanScore, arranged: Seating) -> dict[str, Any]:
    names = {row.member.id: row.member.name for row in arranged.people}
    again = origin_of(found)
    worst = [names[key] for key in found.worst_off if key in names]
    return {
        "meaning": score_words.meaning(score),
        "proof": score_words.replan_sentence(score, again.plan, again.held, again.meetings_first)
        if again
        else score_words.proof_sentence(score, found.stopped, found.seconds),
        "with_earlier": score_words.links_sentence(arranged.links, arranged.new_links),
        "remarks": score_words.remarks(score),
        "worst_off": score_words.worst_off_sentence(score, worst),
        "fewest": _fewest(worst),
    }
