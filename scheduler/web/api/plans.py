"""Plans: asked for, watched and read; and the rounds that were published."""

from datetime import UTC, datetime
from typing import Any

from flask import abort

from scheduler.domain.accounts.roles import Right
from scheduler.domain.planning.outcome.limits import Limit
from scheduler.domain.states import JobKind
from scheduler.domain.words.limits import limit_in_scripts
from scheduler.models import Attendee, Event, Job, Plan
from scheduler.services.accounts.api_keys import KeyHolder
from scheduler.services.background import jobs
from scheduler.services.planning import plans as services
from scheduler.services.planning.failures import why_no_plan
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.run import request_plan
from scheduler.web.api.blueprint import blueprint
from scheduler.web.api.keyed import keyed
from scheduler.web.api.schemas import MakingSchema, PlansSchema, RoundsSchema

SCORED = (
    *("pairs", "ceiling", "fewest", "fewest_ceiling", "repeats"),
    *("same_organisation", "wishes_kept", "wishes"),
)


@blueprint.route("/events/<int:event_id>/plans")
@blueprint.response(200, PlansSchema)
@keyed(Right.ORGANISE)
def plans(holder: KeyHolder, event: Event) -> dict[str, Any]:
    """Every plan, and whether another is being made: ask again each second until it is there."""
    job = jobs.latest_job(event.id, JobKind.PLAN)
    is_open = job is not None and job.state in jobs.OPEN_STATES
    return {
        "making": _making(job) if job and is_open else None,
        "failed": (why_no_plan(event, job) or None) if job and not is_open else None,
        "plans": [_line(line) for line in services.plans_of(event)],
    }


@blueprint.route("/events/<int:event_id>/plans", methods=["POST"])
@blueprint.response(202, MakingSchema)
@keyed(Right.ORGANISE)
def plans_ask(holder: KeyHolder, event: Event) -> dict[str, Any]:
    """Assign the rounds, unless a plan is being made already. It becomes a draft: who publishes
    it sees first whom that emails, on the page."""
    job = request_plan(event, holder.user, datetime.now(UTC))
    return _making(job)


@blueprint.route("/events/<int:event_id>/plans/<int:number>")
@blueprint.response(200, RoundsSchema)
@keyed(Right.ORGANISE)
def plan_of_number(holder: KeyHolder, event: Event, number: int) -> dict[str, Any]:
    """All rounds of one plan."""
    return _rounds(event, services.plan_of(event, number))


@blueprint.route("/events/<int:event_id>/rounds")
@blueprint.response(200, RoundsSchema)
@keyed(Right.TABLES)
def rounds(holder: KeyHolder, event: Event) -> dict[str, Any]:
    """The rounds that were published; 404 until then."""
    return _rounds(event, published_plan(event) or abort(404))


def _making(job: Job) -> dict[str, Any]:
    return {"state": job.state.value, "since": job.created_at}


def _line(line: services.PlanLine) -> dict[str, Any]:
    plan = line.plan
    return {
        "number": plan.number,
        "name": plan.name,
        "state": plan.state.value,
        "made_at": plan.created_at,
        "people": line.people,
        "score": {name: getattr(line.score, name) for name in SCORED},
        "limits": [limit_in_scripts(Limit.read(stored)) for stored in plan.limits],
    }


def _rounds(event: Event, plan: Plan) -> dict[str, Any]:
    """The plan by round and table."""
    seats, times = services.seats_of(plan), services.times_of(event, plan.rounds)
    found = []
    for number, (starts_at, ends_at) in enumerate(times, start=1):
        tables: dict[int, list[dict[str, Any]]] = {}
        out: list[dict[str, Any]] = []
        for seat in (seat for seat in seats if seat.round == number):
            place = out if seat.table is None else tables.setdefault(seat.table, [])
            place.append(_seated(seat.attendee))
        found.append(
            {
                "round": number,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "tables": [{"table": key, "people": tables[key]} for key in sorted(tables)],
                "sitting_out": out,
            }
        )
    return {"number": plan.number, "state": plan.state.value, "rounds": found}


def _seated(person: Attendee) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "organisation": person.organisation,
        "sector": person.sector.name if person.sector else "",
    }
