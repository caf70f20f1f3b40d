"""After the breakfast: what was planned and what happened."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from scheduler.domain.afterwards.commitments import in_numbers
from scheduler.domain.afterwards.meetings import percent
from scheduler.domain.afterwards.projects import projects_in_numbers
from scheduler.domain.afterwards.survey import QUESTIONS, SurveyAnswer
from scheduler.domain.words.score import PlanScore
from scheduler.models import Event, Plan
from scheduler.services.afterwards.commitments import commitments_of
from scheduler.services.afterwards.happened import Happened, happened
from scheduler.services.afterwards.opening import is_looked_back_on
from scheduler.services.afterwards.projects import projects_of
from scheduler.services.afterwards.reports import report_of
from scheduler.services.afterwards.survey import results_of, survey_of
from scheduler.services.afterwards.touch import may_say_of_others, touch_progress
from scheduler.services.afterwards.working_groups.board import number_of_groups
from scheduler.services.morning.arrivals import arrivals_of, room_in_the_end
from scheduler.services.morning.desk.guests import guests_of
from scheduler.services.planning.problem_again import origin_of
from scheduler.services.planning.rounds.clock import morning_is_over
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.sittings import meetings_csv
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint


@blueprint.get("/events/<int:event_id>/after")
@event_organiser
def after(event: Event) -> ResponseReturnValue:
    """The result of the published plan beside what happened, or what comes first."""
    now = datetime.now(UTC)
    plan = published_plan(event)
    again = origin_of(plan) if plan else None
    found = happened(event, now)
    asked = survey_of(event.id)
    over, noted = morning_is_over(event, now), commitments_of(event)
    return render_template(
        "organiser/afterwards/after.html",
        event=event,
        plan=plan,
        over=over,
        **_who_came(event, plan if over and found and found.checked else None, now),
        held=again.held if again else 0,
        happened=found,
        average=_average(found) if found else "",
        share=percent(found.met, found.planned) if found else 0,
        score=PlanScore.read(plan.score) if plan else None,
        report=report_of(event),
        projects=projects_in_numbers(one.state for one in projects_of(event)),
        groups=number_of_groups(event),
        promised=in_numbers(one.state for one in noted),
        promises=len(noted),
        proposed=len(QUESTIONS),
        asked=touch_progress(event) if plan else None,
        answers=list(SurveyAnswer),
        results=results_of(asked, found.came) if asked and found else None,
        touch_open=may_say_of_others(event, now),
        ended=is_looked_back_on(event, now),
    )


def _who_came(event: Event, plan: Plan | None, now: datetime) -> dict[str, Any]:
    """Who came by sector, and the room with them; nothing without a plan that they sat by."""
    if plan is None or event.called_off_at:
        return {"sectors": (), "room": ()}
    sectors = arrivals_of(guests_of(event, now)).sectors
    return {"sectors": sectors, "room": room_in_the_end(sectors, plan.tables)}


def _average(found: Happened) -> str:
    """How many people from other sectors each who came met: each link is one for two of them."""
    return f"{2 * found.met / found.came:.1f}" if found.came else "0"


@blueprint.get("/events/<int:event_id>/after/meetings.csv")
@event_organiser
def after_meetings(event: Event) -> ResponseReturnValue:
    """Who sat where and was there, so that the figures can be counted again."""
    content = meetings_csv(event, datetime.now(UTC))
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{event.slug}-meetings.csv")
    return response
