"""What people said of the rounds of earlier events, as pairs of the next plan."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from scheduler.domain.planning.preferred.ratings import RatedRound, liked_areas, rated
from scheduler.engine.problem import Pair
from scheduler.models import Attendee, Event, Plan, RoundRating, Seat, db
from scheduler.services.people.presence import was_there
from scheduler.services.planning.memory import at_earlier_events, standing_contacts


def rated_pairs(
    event: Event, attendees: Sequence[Attendee], met: frozenset[Pair]
) -> frozenset[Pair]:
    """Return the pairs, by their keys, who have not ``met`` and of whom one chose a priority area
    of which the other found earlier rounds worth it. None where the series does not follow it.
    """
    if event.series is None or not event.series.follows_ratings:
        return frozenset()
    standing = standing_contacts(event.series.id)
    coming = {
        str(person.id): (standing.get(person.contact_id or 0, 0), person.priorities)
        for person in attendees
    }
    return rated(coming, liked_areas(_rated_rounds(event, standing))) - met


def _rated_rounds(event: Event, standing: Mapping[int, int]) -> list[RatedRound]:
    """What was said of the rounds of the published plans, with who else sat there."""
    said = db.session.execute(
        select(Seat.plan_id, Seat.round, Seat.table, Attendee.contact_id, RoundRating.worth)
        .join(Plan, Seat.plan_id == Plan.id)
        .join(Event, Plan.event_id == Event.id)
        .join(Attendee, Seat.attendee_id == Attendee.id)
        .join(
            RoundRating,
            (RoundRating.attendee_id == Attendee.id) & (RoundRating.round == Seat.round),
        )
        .where(*at_earlier_events(event), Seat.table.is_not(None))
    ).all()
    others = db.session.execute(
        select(Seat.plan_id, Seat.round, Seat.table, Attendee.contact_id, Attendee.priorities)
        .join(Attendee, Seat.attendee_id == Attendee.id)
        .where(Seat.plan_id.in_({row.plan_id for row in said}), was_there())
    )
    tables: defaultdict[tuple[int, int, int | None], list[tuple[int | None, list[str]]]]
    tables = defaultdict(list)
    for plan, number, table, contact, areas in others:
        tables[plan, number, table].append((contact, areas))
    return [
        RatedRound(
            standing.get(own or 0, 0),
            worth,
            [areas for contact, areas in tables[plan, number, table] if contact != own],
        )
        for plan, number, table, own, worth in said
    ]
