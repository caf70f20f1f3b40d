"""Taking an import back: the list was another event's, or its columns were read wrongly."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.registration.transitions import Actor
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendee, Event, OutgoingMail, StagedImport, db, transaction
from scheduler.services.people.chosen import cancel_those, chosen_people, effect_of_cancelling
from scheduler.services.people.importing.former_values import give_back
from scheduler.services.people.importing.outcome import ImportOutcome, outcome_of
from scheduler.services.people.removing import take_off_the_list
from scheduler.services.registration.places import lock_event


def untouched(event: Event, staged: StagedImport) -> list[Attendee]:
    """Return whom the import added and nothing has happened to since.

    They have had no email, have not confirmed, and nobody has changed them.
    """
    written_to = select(OutgoingMail.attendee_id).where(OutgoingMail.event_id == event.id)
    had = set(db.session.scalars(written_to))
    outcome = outcome_of(staged)
    return [
        person
        for person in chosen_people(event, outcome.added if outcome else ())
        if person.id not in had
        and person.confirmed_at is None
        and staged.used_at is not None
        and person.updated_at <= staged.used_at
    ]


def undo_import(event: Event, staged: StagedImport, actor: Actor, now: datetime) -> tuple[int, int]:
    """Remove whom the import added, where untouched, and give back what it overwrote.

    Returns how many people are removed and of how many something is given back, where nobody has
    changed it since; nobody is written to.
    A capacity that the import raised is what it was, unless it was changed since or those who stay
    need more. Raises RuleBroken, rule IN_USE, when somebody who waits would get a place by it.
    """
    with transaction():
        event = lock_event(event.id)
        db.session.refresh(staged)
        outcome = outcome_of(staged)
        if outcome is None:
            return 0, 0
        people = untouched(event, staged)
        if people:
            _remove(event, outcome, people, actor, now)
        restored = give_back(event, staged, now)
        if people or restored:
            staged.outcome = replace(
                outcome, added=(), former={}, undone=len(people), restored=restored
            ).kept()
    return len(people), restored


def _remove(
    event: Event, outcome: ImportOutcome, people: list[Attendee], actor: Actor, now: datetime
) -> None:
    if event.capacity == outcome.raised:
        event.capacity = outcome.capacity
    ids = [person.id for person in people]
    if moving := effect_of_cancelling(event, ids, now).moving_up:
        raise RuleBroken(
            f"{len(moving)} of those who wait would get a place and an email by this: remove "
            "people on the People page, which shows who.",
            Rule.IN_USE,
        )
    cancel_those(event, ids, actor, now, tell=False, expected=())
    event.capacity = max(event.capacity, event.places_taken)
    take_off_the_list(event, people, now)
    db.session.flush()
