"""One plan: its score and its seating."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.domain.english import listed
from scheduler.domain.planning.alone import alone_sentence
from scheduler.domain.planning.outcome.limits import Limit, LimitKind
from scheduler.domain.states import PlanState
from scheduler.domain.words import score as score_words
from scheduler.domain.words.limits import is_offer, limit_on_pages, offer_words
from scheduler.domain.words.plan_view import (
    Following,
    PersonRow,
    RoundCard,
    Seating,
    drawing,
    follow,
    people_called,
)
from scheduler.domain.words.score import PlanScore
from scheduler.models import Event, Plan, Seat
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.drafts.excuses import excused
from scheduler.services.planning.plans import PlanLine, plan_of, plans_of, published_plan, seats_of
from scheduler.services.planning.problem_again import (
    TableChange,
    first_seated,
    moves_between,
    origin_of,
)
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rules.in_force import rules_in_force
from scheduler.services.planning.rules.quiet import quiet_kept
from scheduler.services.planning.rules.unconnected import unconnected_of
from scheduler.services.planning.seating import alone_of, seating_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.numbers import number

PLAN = "/events/<int:event_id>/rounds/plans/<int:number>"

blueprint.add_app_template_global(listed, "listed")
blueprint.add_app_template_global(alone_sentence, "alone_sentence")
blueprint.add_app_template_global(score_words.change_sentence, "change_sentence")
blueprint.add_app_template_global(LimitKind, "LimitKind")
blueprint.add_app_template_filter(drawing, "drawing")


@blueprint.app_template_filter()
def plan_called(plan: Plan) -> str:
    """The word and number of a plan: people who have been told of one have no draft."""
    return f"{'Plan' if plan.state == PlanState.PUBLISHED else 'Draft'} {plan.number}"


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


def plan_values(event: Event, found: Plan, plans: list[PlanLine] | None = None) -> dict[str, Any]:
    """What organiser/plan.html shows of a plan."""
    seats = seats_of(found)
    arranged = seating_of(event, found, seats)
    score = PlanScore.read(found.score)
    follow_name = request.args.get("follow", "").strip()
    called = people_called(arranged, follow_name)
    changes = changes_since(event, found, seats)
    now, names = changes.now, {row.member.id: row.member.name for row in arranged.people}
    return {
        "event": event,
        "plan": found,
        "plans": plans_of(event) if plans is None else plans,
        "score": score,
        "seating": arranged,
        "round": _shown_round(arranged),
        "followed": _followed(arranged, called),
        "called": called,
        "follow_name": follow_name,
        "changes": changes,
        "now": now and (now, [names[key] for key in now.worst_off if key in names]),
        "words": _words(found, score, arranged),
        "moves": moves_of(event, found, seats),
        "rules": rules_in_force(event),
        "alone": alone_of(seats),
        "quiet": quiet_kept(event, seats),
        "excused": excused(event, found),
        "gaps": unconnected_of(event),
        **_on_the_day(event, datetime.now(UTC)),
    }


def _on_the_day(event: Event, now: datetime) -> dict[str, Any]:
    """What the plan's page asks of the time: before the event no round can be finished."""
    return {
        "begun": rounds_begun(event, now),
        "may_have_begun": now >= event.starts_at,
        "over": now >= event.ends_at,
    }


def _followed(arranged: Seating, called: Sequence[PersonRow]) -> Following | None:
    """The one person who is called so, or of several the one chosen among them."""
    chosen = request.args.get("person", type=int)
    rows = [row for row in called if row.member.id == chosen] or called
    return follow(arranged, rows[0]) if len(rows) == 1 else None


def moves_of(
    event: Event, found: Plan, seats: Sequence[Seat]
) -> tuple[Plan, tuple[TableChange, ...], tuple[str, ...]] | None:
    """The published plan, who moves if this draft replaces it, and who gets a first table.

    None where it replaces none.
    """
    published = published_plan(event)
    if published is None or published.id == found.id or published.rounds != found.rounds:
        return None
    before = seats_of(published)
    return published, moves_between(before, seats), first_seated(before, seats)


def _shown_round(arranged: Seating) -> RoundCard | None:
    wanted = request.args.get("round", 1, type=number)
    found = [card for card in arranged.rounds if card.number == wanted]
    return next(iter(found or arranged.rounds), None)


def _words(found: Plan, score: PlanScore, arranged: Seating) -> dict[str, Any]:
    names = {row.member.id: row.member.name for row in arranged.people}
    again = origin_of(found)
    throughout = sum(None not in row.tables for row in arranged.people)
    worst = [names[key] for key in found.worst_off if key in names]
    limits = [Limit.read(stored) for stored in found.limits]
    return {
        "meaning": score_words.meaning(score),
        "proof": score_words.replan_sentence(score, again.plan, again.held, again.meetings_first)
        if again and not score.by_hand
        else score_words.proof_sentence(score, found.stopped, found.seconds),
        "then": score_words.worth_then(score, len(arranged.people)),
        "with_earlier": score_words.links_sentence(arranged.links, arranged.new_links),
        "remarks": score_words.remarks(score),
        "worst_off": score_words.worst_off_sentence(score, worst, len(worst) == throughout),
        "offers": [
            (limit, offer_words(limit), _size_of(limit.sector, arranged))
            for limit in limits
            if is_offer(limit)
        ],
        "limits": [limit_on_pages(limit) for limit in limits if not is_offer(limit)],
        "fewest": worst,
    }


def _size_of(sector: str, arranged: Seating) -> int:
    """How many people of the plan are of a sector."""
    return sum(row.member.sector == sector for row in arranged.people)
