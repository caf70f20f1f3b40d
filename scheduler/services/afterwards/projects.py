"""Projects that grew out of what people said they would do."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from scheduler.domain.afterwards.projects import ProjectDraft, checked_project
from scheduler.errors import NotFound
from scheduler.models import Commitment, Event, Project, Series, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.registration.places import lock_event


def draft_from(commitment: Commitment) -> ProjectDraft:
    """Return what is known of a project that begins as what somebody said they would do."""
    return ProjectDraft(commitment.what, [commitment.who.organisation])


def begin_project(
    event: Event, draft: ProjectDraft, commitment: Commitment | None, now: datetime
) -> Project:
    """Note a project of the event; ``commitment``: what it grew out of, at this event or before.

    What was pressed twice is one project. Raises InvalidInput, with the field.
    """
    draft = checked_project(draft)
    with transaction():
        lock_event(commitment.event_id if commitment else event.id)
        there = grown_from([commitment]).get(commitment.id) if commitment else None
        if there is None:
            there = Project(
                event_id=commitment.event_id if commitment else event.id,
                commitment_id=commitment.id if commitment else None,
                created_at=now,
                **asdict(draft),
            )
            db.session.add(there)
    return there


def change_project(project: Project, draft: ProjectDraft) -> None:
    """Change what is noted of a project. Raises InvalidInput, with the field."""
    draft = checked_project(draft)
    with transaction():
        for name, value in asdict(draft).items():
            setattr(project, name, value)


def remove_project(project: Project) -> None:
    """Delete a project; what was said at the table stays. One that is gone stays gone."""
    with transaction():
        changed_rows(delete(Project).where(Project.id == project.id))


def project_of(event: Event, project_id: int) -> Project:
    """Return a project of the event. Raises NotFound."""
    found = db.session.get(Project, project_id)
    if found is None or found.event_id != event.id:
        raise NotFound("There is no such project.")
    return found


def projects_of(thing: Event | Series) -> Sequence[Project]:
    """Return the projects of an event, or of all events of a series, the newest event first."""
    own = Event.id == thing.id if isinstance(thing, Event) else Event.series_id == thing.id
    return db.session.scalars(
        select(Project)
        .join(Project.event)
        .where(own)
        .options(joinedload(Project.event))
        .order_by(Event.starts_at.desc(), Project.id)
    ).all()


def told_projects(event_ids: Collection[int]) -> Sequence[Project]:
    """Return the projects of these events that the impact report may tell, the earliest first."""
    return db.session.scalars(
        select(Project)
        .where(Project.event_id.in_(event_ids), Project.told)
        .order_by(Project.created_at, Project.id)
    ).all()


def grown_from(commitments: Sequence[Commitment]) -> dict[int, Project]:
    """Return the project that grew out of each of these, by the commitment's id."""
    ids = [one.id for one in commitments]
    found = db.session.scalars(select(Project).where(Project.commitment_id.in_(ids)))
    return {one.commitment_id: one for one in found if one.commitment_id}
