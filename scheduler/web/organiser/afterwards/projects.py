"""Projects that grew out of a breakfast: noted, changed, told in the impact report."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from scheduler.domain.afterwards.projects import (
    LONGEST,
    LONGEST_NAME,
    ProjectDraft,
    projects_in_numbers,
)
from scheduler.domain.states import ProjectState
from scheduler.models import Commitment, Event, Project
from scheduler.services.afterwards import projects as services
from scheduler.services.afterwards.commitments import organisers_commitment
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first
from scheduler.web.organiser.plain_form import PlainForm, saved
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.forms import Named, strip
from scheduler.web.shared.numbers import number

PAGE = "organiser/afterwards/project.html"
FEW, LONG = (f"Write at most {most} characters." for most in (LONGEST_NAME, LONGEST))


class ProjectFields(PlainForm):
    """What is asked of a project."""

    title = StringField(
        "What do they do together?",
        filters=[strip],
        validators=[Named("Say what they do together."), Length(max=LONGEST, message=LONG)],
    )
    partners = TextAreaField(
        "Who takes part",
        description="One organisation a line. The report names organisations, never people.",
        filters=[strip],
        validators=[Optional(), Length(max=5000)],
        render_kw={"rows": 4},
    )
    area = SelectField("Priority area", default="")
    funding = StringField(
        "Who pays for it",
        description="Such as “Wellbeing fund, round 3”, or “nobody, it costs nothing”.",
        filters=[strip],
        validators=[Optional(), Length(max=LONGEST_NAME, message=FEW)],
    )
    state = SelectField(
        "How far it is", choices=[(s.value, s.words.capitalize()) for s in ProjectState]
    )
    outcome = StringField(
        "What came of it",
        description="One sentence, as the report tells it.",
        filters=[strip],
        validators=[Optional(), Length(max=LONGEST, message=LONG)],
    )
    told = BooleanField("Tell it in the impact report", description="To whoever may read that.")

    def offer_areas(self, event: Event, kept: str = "") -> None:
        """Offer the event's areas, and the one that was chosen before they were changed."""
        areas = dict.fromkeys([*event.priority_areas, *([kept] if kept else [])])
        self.area.choices = [("", "None of them"), *((area, area) for area in areas)]

    def draft(self) -> ProjectDraft:
        """What was filled in."""
        return ProjectDraft(
            self.title.data or "",
            (self.partners.data or "").splitlines(),
            self.area.data or "",
            self.funding.data or "",
            ProjectState(self.state.data),
            self.outcome.data or "",
            told=bool(self.told.data),
        )


class EditProjectForm(EditForm, ProjectFields):
    """The same, of a project that is noted already."""


@blueprint.get("/events/<int:event_id>/projects")
@event_organiser
def projects(event: Event) -> ResponseReturnValue:
    """The projects that began at this breakfast, and those of the rest of its series."""
    own = services.projects_of(event)
    ids = {one.id for one in own}
    of_series = services.projects_of(event.series) if event.series else ()
    return render_template(
        "organiser/afterwards/projects.html",
        event=event,
        own=own,
        others=[one for one in of_series if one.id not in ids],
        in_numbers=projects_in_numbers(one.state for one in own),
    )


@blueprint.route("/events/<int:event_id>/projects/new", methods=["GET", "POST"])
@event_organiser
def project_new(event: Event) -> ResponseReturnValue:
    """Note a project; ``from`` in the address: what somebody said, out of which it grew."""
    commitment = _commitment(event)
    there = services.grown_from([commitment]).get(commitment.id) if commitment else None
    if there is not None:
        return redirect(_address(there), 303)
    form = ProjectFields(data=_known(commitment))
    form.offer_areas(event)

    def begin() -> str:
        made = services.begin_project(event, form.draft(), commitment, datetime.now(UTC))
        return f"“{made.title}” is noted."

    return _edited(event, form, begin, commitment=commitment)


@blueprint.route("/events/<int:event_id>/projects/<int:project_id>", methods=["GET", "POST"])
@event_organiser
def project(event: Event, project_id: int) -> ResponseReturnValue:
    """Change what is noted of a project."""
    found = as_stored(services.project_of(event, project_id))
    form = EditProjectForm(data=_stored(found))
    form.offer_areas(event, found.area)

    def change() -> str:
        services.change_project(found, form.draft())
        return f"“{found.title}” is saved.{form.others_note}"

    return _edited(event, form, change, project=found)


@blueprint.route("/events/<int:event_id>/projects/<int:project_id>/remove", methods=["GET", "POST"])
@event_organiser
def project_remove(event: Event, project_id: int) -> ResponseReturnValue:
    """Ask before a project goes."""
    found = services.project_of(event, project_id)

    def act() -> str:
        title = found.title
        services.remove_project(found)
        return f"“{title}” is deleted."

    def page() -> str:
        there = "organiser/afterwards/project_remove.html"
        return render_template(there, event=event, project=found)

    return asked_first(page, act, url_for("organiser.projects", event_id=event.id))


def _edited(
    event: Event, form: ProjectFields, save: Callable[[], str], **shown: Any
) -> ResponseReturnValue:
    """Save the project and go to the list; or show the form, with what it begins from."""
    if saved(form, save):
        return redirect(url_for("organiser.projects", event_id=event.id), 303)
    page = render_template(PAGE, event=event, form=form, **shown)
    return page, 400 if form.is_submitted() else 200


def _commitment(event: Event) -> Commitment | None:
    chosen = request.args.get("from", 0, type=number)
    return organisers_commitment(event, chosen) if chosen else None


def _known(commitment: Commitment | None) -> dict[str, str]:
    if commitment is None:
        return {}
    draft = services.draft_from(commitment)
    return {"title": draft.title, "partners": "\n".join(draft.partners)}


def _stored(project: Project) -> dict[str, object]:
    names = ("version", "title", "area", "funding", "state", "outcome", "told")
    stored = {name: getattr(project, name) for name in names}
    return stored | {"partners": "\n".join(project.partners)}


def _address(project: Project) -> str:
    return url_for("organiser.project", event_id=project.event_id, project_id=project.id)
