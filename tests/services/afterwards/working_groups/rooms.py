"""An event that is over, whose people chose areas, and its working groups made by a worker."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduler.domain.afterwards.working_groups.problem import GroupSizes, Slot
from scheduler.models import Attendee, Event, GroupEdit, Job, User, db
from scheduler.services.afterwards.working_groups.board import GroupsNow, groups_now
from scheduler.services.afterwards.working_groups.moving import GroupMove, move_member
from scheduler.services.afterwards.working_groups.proposing import request_groups, run_groups
from tests.builders import make_people

AREAS = ("Mental wellbeing", "Housing and homelessness")


def after_of(event: Event) -> datetime:
    """A moment after the event."""
    return event.ends_at + timedelta(hours=1)


def guests(event: Event, number: int, areas: Sequence[str] = AREAS) -> list[Attendee]:
    """So many people of the sectors in turn, each with an organisation and an area of their own."""
    people = make_people(event, number)
    for place, person in enumerate(people):
        person.priorities = [areas[place % len(areas)]]
        person.organisation = f"Organisation {place}"
    db.session.commit()
    return people


def propose(event: Event, **sizes: int) -> Job:
    """Ask for groups and carry the job out."""
    now = after_of(event)
    job = request_groups(event, GroupSizes(**sizes), now)
    run_groups(job.id, lambda: now)
    db.session.refresh(job)
    return job


def standing_of(event: Event) -> GroupsNow:
    """The groups as they are."""
    found = groups_now(event)
    assert found is not None
    return found


def move(
    event: Event, actor: User, who: Attendee, slot: Slot | None, other: Attendee | None = None
) -> GroupEdit:
    """Move somebody from where they are, in exchange with ``other`` if named."""
    seen = standing_of(event).placing.get(who.id)
    wanted = GroupMove(who.id, seen, slot, other.id if other else None)
    return move_member(event, wanted, actor, after_of(event))
