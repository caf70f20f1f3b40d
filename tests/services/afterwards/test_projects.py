"""Projects: from what somebody said, to the report, and past the person who said it."""

from datetime import timedelta

import pytest

from scheduler.domain.afterwards.projects import ProjectDraft
from scheduler.domain.states import ProjectState
from scheduler.errors import NotFound
from scheduler.models import Event, db
from scheduler.services.afterwards import projects
from scheduler.services.afterwards.commitments import note_for_organiser
from scheduler.services.afterwards.impact import story_of
from scheduler.services.afterwards.reports import begin_report
from tests.builders import NOW, Account, make_attendee, make_event, make_plan, make_series


def test_what_somebody_said_becomes_one_project_of_their_event(
    event: Event, owner: Account
) -> None:
    starts = event.starts_at + timedelta(days=90)
    later = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    make_series(event, later)
    ann = make_attendee(event, "Ann Lee", organisation="Threads Together")
    said = note_for_organiser(event, ann.id, "A sewing room", None, NOW)
    draft = projects.draft_from(said)
    assert (draft.title, draft.partners) == ("A sewing room", ["Threads Together"])
    made = projects.begin_project(later, draft, said, NOW)
    assert projects.begin_project(later, ProjectDraft("Twice"), said, NOW) is made
    own = projects.begin_project(later, ProjectDraft("Another"), None, NOW)
    assert (made.event_id, own.event_id) == (event.id, later.id)
    assert later.series is not None
    assert list(projects.projects_of(later.series)) == [own, made]
    assert list(projects.projects_of(event)) == [made]
    assert projects.grown_from([said]) == {said.id: made}
    with pytest.raises(NotFound):
        projects.project_of(event, own.id)
    # The person goes, and with them what they said; what organisations do stays.
    db.session.delete(said)
    db.session.commit()
    db.session.refresh(made)
    assert made.commitment_id is None


def test_the_report_tells_those_that_it_may(event: Event) -> None:
    people = [make_attendee(event, f"Guest {n}", s) for n, s in enumerate(("Voluntary", "Public"))]
    make_plan(event, [{1: people}])
    hidden = projects.begin_project(event, ProjectDraft("Not yet"), None, NOW)
    told = projects.begin_project(event, ProjectDraft("A sewing room"), None, NOW)
    draft = ProjectDraft(
        "A sewing room",
        ["Threads"],
        "Housing",
        "Lottery",
        ProjectState.RUNNING,
        "12 sew.",
        told=True,
    )
    projects.change_project(told, draft)
    story = story_of(begin_report(event), event.ends_at)
    assert story is not None
    assert [(one.title, one.state, one.outcome) for one in story.projects] == [
        ("A sewing room", ProjectState.RUNNING, "12 sew.")
    ]
    projects.remove_project(hidden)
    assert list(projects.projects_of(event)) == [told]
