"""Who would move up from the waiting list, and why others do not. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from scheduler.domain.registration.sign_up import may_change
from scheduler.domain.registration.waiting_list import (
    PassedOver,
    Turns,
    Waiting,
    room_for,
    turns,
    why_nobody,
)
from scheduler.domain.states import HOLDS_PLACE, RegistrationState
from scheduler.domain.words.zones import until_words
from scheduler.models import Attendee, Event, db
from scheduler.services.registration.places import event_times


def queue_of(event: Event) -> Sequence[Attendee]:
    """Return who waits, in their order."""
    return db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.state == RegistrationState.WAITING)
        .order_by(Attendee.waiting_since, Attendee.id)
    ).all()


def would_move_up(
    event: Event,
    now: datetime,
    leaving: Collection[Attendee] = (),
    capacity: int | None = None,
) -> list[Attendee]:
    """Return who would be given or offered a place, in their order.

    ``leaving``: people of the event who would cancel before. ``capacity``: another than it is now.
    """
    turn, queue = _turns(event, now, leaving, capacity)
    people = {person.id: person for person in queue}
    return [people[id_] for id_ in turn.chosen]


def reasons(event: Event, now: datetime) -> list[str]:
    """Say for whom no place is meant though one is free, and why; empty where none is free."""
    turn, queue = _turns(event, now)
    names: dict[PassedOver, list[str]] = defaultdict(list)
    for person in queue:
        if why := turn.passed_over.get(person.id):
            names[why].append(person.name)
    sectors = {sector.id: sector.name for sector in event.sectors}
    held = {sectors[id_]: number for id_, number in still_held(event, now).items()}
    until = until_words(event.held_until, event.timezone) if event.held_until else ""
    return why_nobody(event.capacity - event.places_taken, names, held, until)


def has_room(event: Event, sector_id: int | None, now: datetime) -> bool:
    """Whether a place is free for somebody of that sector who comes by themselves."""
    return room_for(sector_id, event.capacity - event.places_taken, still_held(event, now))


def still_held(
    event: Event, now: datetime, leaving: Collection[Attendee] = ()
) -> Mapping[int, int]:
    """Return how many places each sector that holds any still has to get, by the sector's id."""
    held = {sector.id: sector.held for sector in event.sectors if sector.held}
    if not held or event.held_until is None or event.held_until <= now:
        return {}
    counted = db.session.execute(
        select(Attendee.sector_id, func.count())
        .where(Attendee.event_id == event.id, Attendee.state.in_(HOLDS_PLACE))
        .group_by(Attendee.sector_id)
    )
    taken = Counter[int | None]()
    for sector_id, number in counted:
        taken[sector_id] = number
    taken.subtract(person.sector_id for person in leaving if person.state in HOLDS_PLACE)
    return {id_: max(0, number - taken[id_]) for id_, number in held.items()}


def _turns(
    event: Event,
    now: datetime,
    leaving: Collection[Attendee] = (),
    capacity: int | None = None,
) -> tuple[Turns, Sequence[Attendee]]:
    freed = sum(person.state in HOLDS_PLACE for person in leaving)
    free = (event.capacity if capacity is None else capacity) - event.places_taken + freed
    if free < 1 or not may_change(event_times(event), now):
        return Turns((), {}), ()
    gone = {person.id for person in leaving}
    queue = [person for person in queue_of(event) if person.id not in gone]
    waiting = (
        Waiting(
            person.id,
            person.sector_id,
            person.let_pass_at is not None,
            person.party,
            person.party_in_part,
        )
        for person in queue
    )
    return turns(waiting, free, still_held(event, now, leaving)), queue
