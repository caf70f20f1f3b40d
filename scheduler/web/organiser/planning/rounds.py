"""The place where rounds are assigned: the button, the progress, the newest plan."""

from datetime import UTC, datetime

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.events.agenda import minutes_needed
from scheduler.domain.states import JobKind, JobState
from scheduler.errors import RuleBroken
from scheduler.models import Event, Job
from scheduler.services.background import jobs
from scheduler.services.planning import run as planning
from scheduler.services.planning.failures import why_no_plan
from scheduler.services.planning.forecast import room_forecast
from scheduler.services.planning.plans import PlanLine, plans_of
from scheduler.services.planning.problem_again import Again
from scheduler.services.planning.rules.unconnected import unconnected_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.planning.fixes import link_for_trouble, links_for_failure
from scheduler.web.organiser.planning.plans import plan_values
from scheduler.web.shared.numbers import number

blueprint.add_app_template_global(links_for_failure, "failure_links")
blueprint.add_app_template_global(link_for_trouble, "trouble_link")

SECONDS_TOO_LONG_WAITING = 15
"""After this many seconds in the queue the page says that no worker seems to run."""


@blueprint.get("/events/<int:event_id>/rounds")
@event_organiser
def rounds(event: Event) -> ResponseReturnValue:
    """The newest plan; or the progress of the one being made; or the button that makes one."""
    plans = plans_of(event)
    job = jobs.latest_job(event.id, JobKind.PLAN)
    if plans and not (job and job.state in jobs.OPEN_STATES):
        since = job if job and _failed_since(job, plans) else None
        return render_template(
            "organiser/planning/plan/plan.html",
            **_failed(event, since),
            **plan_values(event, plans[0].plan, plans),
        )
    return render_template(
        "organiser/planning/rounds/rounds.html", event=event, **_values(event, job, plans)
    )


@blueprint.post("/events/<int:event_id>/rounds/assign")
@event_organiser
def rounds_assign(event: Event) -> ResponseReturnValue:
    """Start assigning, afresh or close to a plan, or show the progress of what was started."""
    plan = request.form.get("plan", type=number)
    held = request.form.get("held", 0, type=number)
    meetings_first = request.form.get("prefer") == "meetings"
    again = Again(plan, held, meetings_first) if plan else None
    try:
        more = request.form.get("more", 0, type=number)
        planning.request_plan(
            event, current_user, datetime.now(UTC), again, more_rounds=1 if more else 0
        )
    except RuleBroken as error:
        flash(error.sentence, "bad")
    return redirect(url_for("organiser.rounds", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/rounds/stop")
@event_organiser
def rounds_stop(event: Event) -> ResponseReturnValue:
    """Stop the search; the best plan so far becomes a draft."""
    planning.stop_planning(event, datetime.now(UTC))
    return redirect(url_for("organiser.rounds", event_id=event.id), 303)


@blueprint.get("/events/<int:event_id>/rounds/progress")
@event_organiser
def rounds_progress(event: Event) -> ResponseReturnValue:
    """The progress alone, asked for every second; at the end it sends the page to the plan."""
    job = jobs.open_job(event.id, JobKind.PLAN)
    if job is None:
        there = url_for("organiser.rounds", event_id=event.id)
        if request.headers.get("HX-Request"):
            return "", 200, {"HX-Redirect": there}
        return redirect(there)
    return render_template(
        "organiser/planning/rounds/_progress.html", event=event, **_progress(job)
    )


def _values(event: Event, job: Job | None, plans: list[PlanLine]) -> dict[str, object]:
    open_job = job if job and job.state in jobs.OPEN_STATES else None
    values: dict[str, object] = {"plans": plans, "open_job": open_job}
    if open_job:
        return values | _progress(open_job)
    over = job if job and job.state in (JobState.FAILED, JobState.CANCELLED) else None
    return (
        values
        | _failed(event, over)
        | {
            "room": room_forecast(event),
            "gaps": unconnected_of(event),
            "minutes": minutes_needed(event.rounds, event.talk_minutes, event.move_minutes),
            "seconds": current_app.config["PLAN_SECONDS"],
        }
    )


def _failed(event: Event, job: Job | None) -> dict[str, object]:
    """What the page says of the last try, while that is still why there would be no plan."""
    sentence = why_no_plan(event, job) if job else None
    return {"failed": job if sentence is not None else None, "failed_sentence": sentence}


def _progress(job: Job) -> dict[str, object]:
    waited = (datetime.now(UTC) - job.created_at).total_seconds()
    return {
        "job": job,
        "progress": job.progress,
        "people": job.arguments.get("people"),
        "waited": waited,
        "no_worker": job.state == JobState.QUEUED and waited > SECONDS_TOO_LONG_WAITING,
    }


def _failed_since(job: Job, plans: list[PlanLine]) -> bool:
    ended = job.finished_at
    return job.state == JobState.FAILED and ended is not None and ended >= plans[0].plan.created_at
