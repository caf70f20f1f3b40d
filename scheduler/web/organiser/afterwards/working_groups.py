"""Working groups after the breakfast: their board, and the proposal that it begins with."""

from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from scheduler.domain.afterwards.working_groups.problem import (
    LARGEST_GROUP,
    MOST_GROUPS,
    GroupSizes,
)
from scheduler.domain.states import JobKind
from scheduler.errors import InvalidInput
from scheduler.models import Event, Job
from scheduler.services.afterwards.opening import is_looked_back_on
from scheduler.services.afterwards.working_groups import proposing
from scheduler.services.afterwards.working_groups.board import (
    areas_chosen,
    groups_now,
    proposal_of,
    stored_sizes,
)
from scheduler.services.background import jobs
from scheduler.web.access import event_organiser
from scheduler.web.organiser.afterwards.groups_view import groups_view, move_view
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm, whole
from scheduler.web.shared.forms import beside
from scheduler.web.shared.numbers import number


class GroupsForm(PlainForm):
    """How large groups are, and how many."""

    smallest = whole("Fewest people in a group", 2, LARGEST_GROUP)
    largest = whole("Most people in a group", 2, LARGEST_GROUP)
    most = whole(
        "Most groups of one area", 1, MOST_GROUPS,
        "A second group is made only where the first is full.",
    )  # fmt: skip
    colleagues_apart = BooleanField(
        "Colleagues in different groups",
        description="People of one organisation are never in one group.",
    )

    def sizes(self) -> GroupSizes:
        """What was chosen. Raises InvalidInput, with the field."""
        return GroupSizes(
            self.smallest.data or 0,
            self.largest.data or 0,
            self.most.data or 0,
            bool(self.colleagues_apart.data),
        ).checked()


@blueprint.get("/events/<int:event_id>/after/groups")
@event_organiser
def working_groups(event: Event) -> ResponseReturnValue:
    """The board of the groups, with what limits them; and how to make them.

    ``?person=`` opens where that person might be instead.
    """
    sizes = stored_sizes(proposal_of(event))
    return _page(event, GroupsForm(None, obj=sizes))


@blueprint.post("/events/<int:event_id>/after/groups/propose")
@event_organiser
def groups_propose(event: Event) -> ResponseReturnValue:
    """Let a worker make the groups."""
    form = GroupsForm()
    if not form.validate():
        return _page(event, form), 422
    try:
        proposing.request_groups(event, form.sizes(), datetime.now(UTC))
    except InvalidInput as error:
        beside(form, error)
        return _page(event, form), 422
    return redirect(url_for("organiser.working_groups", event_id=event.id), 303)


@blueprint.get("/events/<int:event_id>/after/groups/progress")
@event_organiser
def groups_progress(event: Event) -> ResponseReturnValue:
    """Whether they are made, asked for every second; once they are, the page loads itself."""
    job = jobs.latest_job(event.id, JobKind.GROUPS)
    if job is not None and job.state in jobs.OPEN_STATES:
        return render_template("organiser/afterwards/groups/_progress.html", event=event, job=job)
    there = url_for("organiser.working_groups", event_id=event.id)
    return "", 200, {"HX-Redirect": there}


def _page(event: Event, form: GroupsForm) -> str:
    job = jobs.latest_job(event.id, JobKind.GROUPS)
    standing = groups_now(event)
    values: dict[str, Any] = {"view": None}
    if standing:
        person = request.args.get("person", 0, type=number)
        values = {"view": groups_view(standing), "move": move_view(standing, person)}
    return render_template(
        "organiser/afterwards/groups/working_groups.html",
        event=event,
        form=form,
        job=job,
        working=_is_open(job),
        areas=areas_chosen(event) if standing is None else (),
        over=is_looked_back_on(event, datetime.now(UTC)),
        **values,
    )


def _is_open(job: Job | None) -> bool:
    return job is not None and job.state in jobs.OPEN_STATES
