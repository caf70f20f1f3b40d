"""Asking people into their working groups: whom, what each would read, and the emails."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from scheduler.domain.states import GroupAnswer
from scheduler.errors import Rule, RuleBroken
from scheduler.mail.group_messages import GroupAsked
from scheduler.mail.letters import Letter
from scheduler.models import Attendee, Event, User, transaction
from scheduler.services.afterwards.working_groups.board import GroupsNow, groups_now
from scheduler.services.afterwards.working_groups.history import group_steps
from scheduler.services.messages.attendee_mail import post_to
from scheduler.services.messages.words.group_letters import group_letter
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration.places import lock_event

log = structlog.get_logger("crosstalk")


def to_ask(standing: GroupsNow) -> list[Attendee]:
    """Return who is in a group and has not been asked yet, by name."""
    found = [
        standing.people[key]
        for key, row in standing.rows.items()
        if row.told_at is None and row.answer == GroupAnswer.OPEN
    ]
    return sorted(found, key=lambda person: (person.name_key, person.id))


def asked_of(standing: GroupsNow, person: Attendee) -> GroupAsked:
    """Return what this member of a group is asked."""
    row = standing.rows[person.id]
    own = [key for key, other in standing.rows.items() if other.group_id == row.group_id]
    there = {standing.problem.by_key[key].sector for key in own}
    order = [sector.name for sector in standing.proposal.event.sectors]
    sectors = [name for name in order if name in there]
    return GroupAsked(row.group.area, len(own) - 1, sectors, row.convenes)


def letter_to(standing: GroupsNow, person: Attendee, now: datetime) -> Letter:
    """Return the email that asks this member of a group."""
    return group_letter(person, now, asked_of(standing, person))


@letters_first
def ask_members(event: Event, number: int, actor: User, now: datetime) -> int:
    """Ask everybody who has not been asked yet; return how many emails that wrote.

    Who has no address finds it on their own page. What was changed before cannot be undone then.
    ``number`` is how many the organiser was told and agreed to. Raises RuleBroken, rule STALE, when
    it is another number now.
    """
    with transaction():
        event = lock_event(event.id)
        standing = groups_now(event)
        people: Sequence[Attendee] = to_ask(standing) if standing else ()
        if standing is None or len(people) != number:
            raise RuleBroken(
                f"The groups have changed since you looked: it was {number}, and now it is "
                f"{len(people)}. Nobody was asked: look again.",
                Rule.STALE,
            )
        written = 0
        for person in people:
            standing.rows[person.id].told_at = now
            mail = post_to(group_letter, person, now, asked_of(standing, person))
            written += mail is not None
        # Their emails speak of the groups as they are now.
        group_steps(standing.proposal).forget_all()
    log.info("asked into working groups", event_id=event.id, by=actor.id, people=number)
    return written
