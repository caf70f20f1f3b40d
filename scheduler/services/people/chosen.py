"""What an organiser does to people chosen in the list: looked at first, and undone whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.registration.cancellation import Cancellation
from scheduler.domain.registration.transitions import Actor
from scheduler.domain.states import COMING, HOLDS_PLACE, RegistrationState
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, db, transaction
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration import cancelling, lifecycle
from scheduler.services.registration.places import lock_attendee, lock_event
from scheduler.services.registration.waiting_list import would_move_up

MOST_CANCELLED: Final = 30
"""So many at once can be undone: what Undo needs is kept in the browser."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What cancelling the chosen would do now.

    ``cancelled`` are those who have not cancelled; ``moving_up`` get their places;
    ``told`` is how many emails go to the cancelled, ``emails`` how many to those who move up.
    """

    cancelled: tuple[Attendee, ...]
    moving_up: tuple[Attendee, ...]
    told: int
    emails: int


def chosen_people(event: Event, ids: Collection[int]) -> Sequence[Attendee]:
    """Return the event's people of these ids, by name. Ids of others are passed over."""
    return db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.id.in_(ids), Attendee.removed_at.is_(None))
        .options(joinedload(Attendee.sector))
        .order_by(Attendee.name, Attendee.id)
    ).all()


def choose_sectors(event: Event, chosen: Mapping[int, int], now: datetime) -> int:
    """Give people, by id, the sector of that id; return how many were changed.

    Ids that are not of this event's people are passed over. Raises InvalidInput for a sector
    of another event; then nobody is changed.
    """
    if not set(chosen.values()) <= {sector.id for sector in event.sectors}:
        raise InvalidInput(
            "That sector is not one of this event: choose from the list.", field="sector"
        )
    with transaction():
        people = db.session.scalars(
            select(Attendee).where(Attendee.event_id == event.id, Attendee.id.in_(chosen))
        ).all()
        changed = [person for person in people if person.sector_id != chosen[person.id]]
        for person in changed:
            person.sector_id, person.updated_at = chosen[person.id], now
    return len(changed)


def give_sector(
    event: Event, ids: Collection[int], sector_id: int, now: datetime
) -> dict[int, int | None]:
    """Give everybody chosen one sector; return which sector those who were changed had before.

    Raises InvalidInput for a sector of another event.
    """
    before = {p.id: p.sector_id for p in chosen_people(event, ids) if p.sector_id != sector_id}
    choose_sectors(event, dict.fromkeys(before, sector_id), now)
    return before


def put_sectors_back(
    event: Event, before: Mapping[int, int | None], given: int, now: datetime
) -> int:
    """Undo :func:`give_sector` for who still has the ``given`` one; return how many those are."""
    with transaction():
        known = {sector.id for sector in event.sectors} | {None}
        people = [
            person
            for person in chosen_people(event, before)
            if before[person.id] in known and person.sector_id == given
        ]
        for person in people:
            person.sector_id, person.updated_at = before[person.id], now
    return len(people)


def make_hosts(event: Event, ids: Collection[int], tables: int, now: datetime) -> dict[int, int]:
    """Let each of the chosen who hosts no table host the next one that has no host.

    Returns which table each of those hosts now, who hosted none before. Raises RuleBroken, rule
    TOO_FEW, where more would host than there are ``tables`` without a host, and for people
    who have no place.
    """
    with transaction():
        lock_event(event.id)
        people = [p for p in chosen_people(event, ids) if p.host_table is None]
        if any(person.state != RegistrationState.PLACED for person in people):
            raise RuleBroken("Only people who have a place can host a table.")
        hosted = select(Attendee.host_table).where(
            Attendee.event_id == event.id, Attendee.state.in_(COMING)
        )
        taken = set(db.session.scalars(hosted))
        free = [table for table in range(1, tables + 1) if table not in taken]
        if len(free) < len(people):
            raise RuleBroken(
                f"{len(free)} of {tables} tables have no host yet: choose no more people.",
                Rule.TOO_FEW,
            )
        given = {person.id: table for person, table in zip(people, free, strict=False)}
        for person in people:
            person.host_table, person.updated_at = given[person.id], now
    return given


def put_hosts_back(event: Event, given: Mapping[int, int], now: datetime) -> int:
    """Undo :func:`make_hosts` for who still hosts the table given; return how many those are."""
    with transaction():
        lock_event(event.id)
        people = [p for p in chosen_people(event, given) if p.host_table == given[p.id]]
        for person in people:
            person.host_table, person.updated_at = None, now
    return len(people)


def effect_of_cancelling(event: Event, ids: Collection[int], now: datetime) -> Ahead:
    """Return what :func:`cancel` would do now. Changes nothing."""
    people = tuple(p for p in chosen_people(event, ids) if p.state in COMING)
    moving = tuple(would_move_up(event, now, people)) if people else ()
    return Ahead(
        people,
        moving,
        sum(person.email is not None for person in people),
        sum(person.email is not None for person in moving),
    )


@letters_first
def cancel_chosen(
    event: Event,
    ids: Collection[int],
    actor: Actor,
    now: datetime,
    *,
    tell: bool,
    expected: Collection[int],
) -> list[Cancellation]:
    """Cancel the sign-ups of the chosen, those who wait first, so that none of them moves up.

    Returns what :func:`undo_cancel` needs. Raises InvalidInput for more than MOST_CANCELLED, and
    RuleBroken, rule STALE, when others than the ``expected`` ids would get a place.
    """
    if len(ids) > MOST_CANCELLED:
        raise InvalidInput(f"Cancel at most {MOST_CANCELLED} sign-ups at once: Undo keeps those.")
    with transaction():
        event = lock_event(event.id)
        return cancel_those(event, ids, actor, now, tell=tell, expected=expected)


def cancel_those(
    event: Event,
    ids: Collection[int],
    actor: Actor,
    now: datetime,
    *,
    tell: bool,
    expected: Collection[int],
) -> list[Cancellation]:
    """Do :func:`cancel_chosen` in the caller's transaction, for any number; the event is locked."""
    ahead = effect_of_cancelling(event, ids, now)
    if {person.id for person in ahead.moving_up} != set(expected):
        raise RuleBroken(
            "The waiting list has changed meanwhile: see who would get the places now.",
            Rule.STALE,
        )
    order = sorted(ahead.cancelled, key=lambda p: p.state in HOLDS_PLACE)
    return [
        lifecycle.cancel_registration(person, actor=actor, now=now, tell=tell) for person in order
    ]


@letters_first
def undo_cancel(
    made: Sequence[Cancellation], actor: Actor, now: datetime
) -> tuple[tuple[Attendee, ...], int]:
    """Give back what :func:`cancel_chosen` took, the last first: all, or none where it raises.

    Who has not stayed cancelled is left alone. Returns the others and how many emails were
    written. Raises as ``cancelling.undo_cancellation``.
    """
    with transaction():
        undone = [
            cancelling.undo_one(each, actor, now)
            for each in reversed(made)
            if lock_attendee(each.person.attendee_id).state == RegistrationState.CANCELLED
        ]
    return tuple(person for person, _ in undone), sum(written for _, written in undone)
