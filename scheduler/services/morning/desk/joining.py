"""Who was not expected: people who walk in, and colleagues who come instead of somebody."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from scheduler.domain.morning.namesakes import is_named_alike, with_office
from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.states import HOLDS_PLACE, Presence, RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendance, Attendee, Event, db, transaction
from scheduler.services.morning.attendance import locked_person, note_presence, seat_if_without
from scheduler.services.morning.chairs import hand_over_seats
from scheduler.services.morning.desk.handing_over import DeskOf, note_added
from scheduler.services.people.person import PersonEdit, new_attendee, write_person
from scheduler.services.people.presence import who_came_instead
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rules.pair_rules import pass_rules_on
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import check_held, lock_event, make_room

PLACED: Final = RegistrationState.PLACED
_AFTER_ALL: Final = {
    RegistrationState.CANCELLED: Reason.RESTORED,
    RegistrationState.WAITING: Reason.MOVED_PAST,
    RegistrationState.OFFERED: Reason.ACCEPTED,
    RegistrationState.ASKED: Reason.APPROVED,
}
"""Why whoever has no place gets one at the door."""


def walk_in(
    event: Event,
    edit: PersonEdit,
    submission: str,
    desk: str,
    actor: Actor,
    now: datetime,
    *,
    link_id: int | None = None,
) -> Attendee:
    """Put somebody who was not expected on the list, with a place, check them in, and seat them.

    They take a free chair in each round to come that has one. A full event grows by their place.
    The same ``submission`` adds them once. ``link_id``: of the volunteer's link that adds
    them, whose desk may show them the way to their page; else the actor's may. Raises
    InvalidInput for what cannot be kept of a person, RuleBroken while the event is called off.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        twin = db.session.scalar(
            select(Attendee).where(Attendee.event_id == event.id, Attendee.submission == submission)
        )
        if submission and twin:
            return twin
        return put_on_list(event, edit, submission, desk, actor, now, DeskOf(link_id))


def put_on_list(
    event: Event,
    edit: PersonEdit,
    submission: str,
    desk: str,
    actor: Actor,
    now: datetime,
    of: DeskOf,
    came_at: datetime | None = None,
) -> Attendee:
    """What :func:`walk_in` does, in the caller's transaction: who came at ``came_at``, if not now.

    ``of``: the desk's link; where it has none the actor's account is written down.
    """
    person, _ = _add(event, edit, desk, actor, now, came_at)
    note_added(person, replace(of, user_id=actor.user_id))
    person.submission = submission or None
    seat_if_without(event, person, rounds_begun(event, now), now)
    return person


def let_in_after_all(
    event: Event, attendee_id: int, desk: str, actor: Actor, now: datetime
) -> Attendee:
    """Give a place to somebody on the list who has none, check them in, and seat them.

    They cancelled, or wait for a place or an answer, and stand at the door: they keep what is
    known of them. A full event grows by their place, and nobody is emailed. Raises RuleBroken for
    who has a place by now, and while the event is called off.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        person = locked_person(event, attendee_id)
        reason = _AFTER_ALL.get(person.state)
        if reason is None:
            raise RuleBroken(f"{person.name} has a place by now: check them in.", Rule.TAKEN)
        more = person.state not in HOLDS_PLACE
        make_room(event, more)
        db.session.flush()
        lifecycle.change([person], PLACED, actor=actor, reason=reason, now=now, tell=False)
        note_presence(person, Presence.HERE, desk, now)
        seat_if_without(event, person, rounds_begun(event, now), now)
    return person


def check_namesakes(event: Event, edit: PersonEdit, submission: str) -> None:
    """Raise RuleBroken where somebody on the list may be the one who walks in.

    They have the same name, and no other organisation is given. What was added by the same
    ``submission`` is no other person.
    """
    people = db.session.execute(
        select(Attendee.name, Attendee.organisation, Attendee.submission).where(
            Attendee.event_id == event.id, Attendee.removed_at.is_(None)
        )
    )
    for name, office, sent in people:
        same = not edit.organisation.strip() or is_named_alike(edit.organisation, office)
        if is_named_alike(name, edit.name) and same and not (submission and sent == submission):
            told = with_office(name, office)
            raise RuleBroken(
                f"{told} is on the list. Check them in, or say that this is somebody else.",
                Rule.TAKEN,
            )


def come_instead(
    event: Event,
    attendee_id: int,
    name: str,
    organisation: str,
    desk: str,
    actor: Actor,
    now: datetime,
    *,
    link_id: int | None = None,
) -> Attendee:
    """A colleague comes instead: they take over the seats of the rounds that have not begun, and
    the rules about whom to sit with.

    The person replaced is noted as not coming; what they did before stays theirs. ``link_id`` as
    for :func:`walk_in`. Raises
    InvalidInput for an empty name, RuleBroken when the person is here already or another
    colleague has come instead.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        person = locked_person(event, attendee_id)
        check_is_away(person)
        edit = PersonEdit(name, organisation)
        return take_place_of(event, person, edit, desk, actor, now, DeskOf(link_id))


def take_place_of(
    event: Event,
    person: Attendee,
    edit: PersonEdit,
    desk: str,
    actor: Actor,
    now: datetime,
    of: DeskOf,
    came_at: datetime | None = None,
) -> Attendee:
    """What :func:`come_instead` does, in the caller's transaction; ``edit``: name and organisation,
    "" for that of the person replaced. The rest as for :func:`put_on_list`."""
    edit = replace(
        edit,
        organisation=edit.organisation or person.organisation,
        sector_id=person.sector_id,
        values={"host_table": person.host_table},
    )
    other, row = _add(event, edit, desk, actor, now, came_at)
    row.instead_of_id = person.id
    note_added(other, replace(of, user_id=actor.user_id))
    other.stays = person.stays
    pass_rules_on(event, person, other)
    hand_over_seats(event, person, other, now)
    note_presence(person, Presence.ABSENT, desk, now)
    seat_if_without(event, other, rounds_begun(event, now), now)
    return other


def check_is_away(person: Attendee) -> None:
    """Raise RuleBroken for who is here, or in whose place a colleague has come already."""
    noted = db.session.get(Attendance, person.id)
    if noted is not None and noted.state is Presence.HERE:
        raise RuleBroken(f"{person.name} is here already: take that back first.", Rule.TAKEN)
    if twin := who_came_instead(person.id):
        sentence = f"{twin} has come instead of {person.name} already: note others as walk-ins."
        raise RuleBroken(sentence, Rule.TAKEN)


def _add(
    event: Event,
    edit: PersonEdit,
    desk: str,
    actor: Actor,
    now: datetime,
    came_at: datetime | None = None,
) -> tuple[Attendee, Attendance]:
    """Put somebody on the list with a place, and check them in. They miss the rounds that have
    begun, and are here for all that: it is no late arrival that they told of."""
    person = new_attendee(event, now)
    write_person(person, edit, event, now)
    places = event.capacity
    make_room(event)
    db.session.flush()
    lifecycle.change([person], PLACED, actor=actor, reason=Reason.ADDED, now=now, tell=False)
    row = note_presence(person, Presence.HERE, desk, came_at or now)
    row.added_places = event.capacity - places
    begun = rounds_begun(event, now)
    row.away = [[1, begun + 1]] if begun else []
    return person, row
