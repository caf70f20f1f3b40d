"""After the breakfast: what was planned and what happened."""

from datetime import UTC, datetime

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from scheduler.domain.afterwards.meetings import percent
from scheduler.domain.afterwards.projects import projects_in_numbers
from scheduler.domain.afterwards.promises import in_numbers
from scheduler.domain.afterwards.survey import SurveyAnswer
from scheduler.domain.afterwards.touch import is_open
from scheduler.domain.words.score import PlanScore
from scheduler.models import Event
from scheduler.services.afterwards.commitments import commitments_of
from scheduler.services.afterwards.happened import happened
from scheduler.services.afterwards.projects import projects_of
from scheduler.services.afterwards.reports import report_of
from scheduler.services.afterwards.survey import results_of, survey_of
from scheduler.services.afterwards.touch import touch_progress
from scheduler.services.afterwards.working_groups.board import number_of_groups
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
    return render_template(
        "organiser/afterwards/after.html",
        event=event,
        plan=plan,
        over=morning_is_over(event, now),
        held=again.held if again else 0,
        happened=found,
        share=percent(found.met, found.planned) if found else 0,
        score=PlanScore.read(plan.score) if plan else None,
        report=report_of(event),
        projects=projects_in_numbers(one.state for one in projects_of(event)),
        groups=number_of_groups(event),
        promised=in_numbers(one.state for one in commitments_of(event)),
        asked=touch_progress(event) if plan else None,
        answers=list(SurveyAnswer),
        results=results_of(asked, found.came) if asked and found else None,
        touch_open=is_open(event.ends_at, now),
        ended=now >= event.ends_at,
    )


@blueprint.get("/events/<int:event_id>/after/meetings.csv")
@event_organiser
def after_meetings(event: Event) -> ResponseReturnValue:
    """Who sat where and was there, so that the figures can be counted again."""
    content = meetings_csv(event, datetime.now(UTC))
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{event.slug}-meetings.csv")
    return response
