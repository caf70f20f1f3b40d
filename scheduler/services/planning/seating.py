"""A plan arranged by round and person, as pages and papers show it."""

from collections.abc import Sequence

from scheduler.domain.paper.sheet_data import NO_SECTOR
from scheduler.domain.people.names import sort_key
from scheduler.domain.people.organisations import Spellings
from scheduler.domain.planning.alone import Alone, Sits, alone_in
from scheduler.domain.words.plan_view import Member, PlaceInRound, Seating, seating
from scheduler.models import Attendee, Event, Plan, Seat
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import away_ids
from scheduler.services.planning.memory import known_pairs
from scheduler.services.planning.plans import comes, seats_of
from scheduler.services.planning.rounds.times import times_of


def seating_of(event: Event, plan: Plan, seats: Sequence[Seat] | None = None) -> Seating:
    """Arrange a plan by round and person; people met at earlier events are not counted as new."""
    seats = seats_of(plan) if seats is None else seats
    people = {seat.attendee_id: seat.attendee for seat in seats}
    away = away_ids(event.id)
    known = known_pairs(event, [a for a in people.values() if comes(a, away)])
    spelt = spellings_at(event.id)
    return seating(
        {key: member_of_plan(attendee, away, spelt) for key, attendee in people.items()},
        [PlaceInRound(seat.attendee_id, seat.round, seat.table) for seat in seats],
        times_of(event, plan.rounds),
        known,
        sort_key,
    )


def member_of_plan(attendee: Attendee, away: frozenset[int], spelt: Spellings) -> Member:
    """An attendee as plans show them; ``away``: the ids of those who do not come after all.

    ``spelt``: how the organisations of their event are written.
    """
    sector = attendee.sector
    return Member(
        id=attendee.id,
        name=attendee.name,
        organisation=spelt.of(attendee.organisation),
        sector=sector.name if sector else NO_SECTOR,
        style=sector.style if sector else 0,
        host_table=attendee.host_table,
        here=comes(attendee, away),
    )


def alone_of(seats: Sequence[Seat]) -> Alone:
    """Who of those who are coming has a table to themselves."""
    away = away_ids(seats[0].attendee.event_id) if seats else frozenset()
    return alone_in(
        Sits(seat.round, seat.table, seat.attendee.name)
        for seat in seats
        if seat.table is not None and comes(seat.attendee, away)
    )
