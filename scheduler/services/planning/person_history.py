"""One person over the events of a series, and where they sit at this one. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from scheduler.domain.people.names import sort_key
from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.states import PlanState, RegistrationState
from scheduler.domain.words.plan_view import Member, TableCard, in_order
from scheduler.models import Attendee, Event, Plan, Seat, db
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import away_ids, was_there
from scheduler.services.planning.memory import standing_contacts
from scheduler.services.planning.seating import member_of_plan


@dataclass(frozen=True, slots=True)
class EarlierSignUp:
    """A sign-up of the person at another event of the series.

    ``words``: what became of it. ``met``: with how many people they sat, of those who were there.
    ``moved``: they came from another organisation, not just another spelling of its name.
    """

    attendee: Attendee
    words: str
    met: int
    moved: bool


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """Where the person sits in one round; ``card`` None: they sit out."""

    round: int
    card: TableCard | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnSeats:
    """The seats of one person in a plan: the published one, else the newest draft."""

    plan: Plan
    seats: tuple[OwnSeat, ...]


def sign_ups_of(attendee: Attendee) -> list[EarlierSignUp]:
    """Return the person's sign-ups at other events of the series, the latest event first.

    Under whatever address, once two contacts are said to be one person.
    """
    series_id = attendee.event.series_id
    if series_id is None or attendee.contact_id is None:
        return []
    standing = standing_contacts(series_id)
    own = standing.get(attendee.contact_id, attendee.contact_id)
    same = [contact for contact, stands in standing.items() if stands == own]
    found = db.session.scalars(
        select(Attendee)
        .join(Event, Attendee.event_id == Event.id)
        .where(Attendee.contact_id.in_(same), Attendee.event_id != attendee.event_id)
        .options(joinedload(Attendee.event))
        .order_by(Event.starts_at.desc(), Attendee.id)
    ).all()
    there = _there([one.id for one in found])
    met = _met([one.id for one in found])
    now_of = organisation_key(attendee.organisation)
    return [
        EarlierSignUp(
            one,
            _words(one, came=one.id in there),
            met.get(one.id, 0),
            organisation_key(one.organisation) != now_of,
        )
        for one in found
    ]


def seats_of_person(attendee: Attendee) -> OwnSeats | None:
    """Return where the person sits; None without a plan that seats them."""
    plan = db.session.scalar(
        select(Plan)
        .join(Seat, Seat.plan_id == Plan.id)
        .where(Plan.event_id == attendee.event_id, Seat.attendee_id == attendee.id)
        .order_by((Plan.state == PlanState.PUBLISHED).desc(), Plan.number.desc())
        .limit(1)
    )
    if plan is None:
        return None
    own, other = aliased(Seat), aliased(Seat)
    rows = db.session.execute(
        select(own.round, own.table, Attendee)
        .outerjoin(
            other,
            (other.plan_id == own.plan_id)
            & (other.round == own.round)
            & (other.table == own.table),
        )
        .outerjoin(Attendee, Attendee.id == other.attendee_id)
        .options(joinedload(Attendee.sector))
        .where(own.plan_id == plan.id, own.attendee_id == attendee.id)
        .order_by(own.round, Attendee.name)
    )
    away, spelt = away_ids(attendee.event_id), spellings_at(attendee.event_id)
    found: defaultdict[tuple[int, int | None], list[Member]] = defaultdict(list)
    for number, table, sits in rows:
        found[number, table] += [member_of_plan(sits, away, spelt)] if sits else []
    return OwnSeats(plan, tuple(_own(attendee.id, *at, found[at]) for at in found))


def _own(own_id: int, number: int, table: int | None, people: list[Member]) -> OwnSeat:
    card = TableCard(table, in_order(people, table, sort_key)) if table else None
    return OwnSeat(number, card, tuple(member.name for member in people if member.id != own_id))


def _there(ids: Sequence[int]) -> set[int]:
    return set(db.session.scalars(select(Attendee.id).where(Attendee.id.in_(ids), was_there())))


def _met(ids: Sequence[int]) -> dict[int, int]:
    """With how many others each of these sat in the published plan, where both were there."""
    own, other = aliased(Seat), aliased(Seat)
    came = select(Attendee.id).where(was_there()).scalar_subquery()
    rows = db.session.execute(
        select(own.attendee_id, func.count(other.attendee_id.distinct()))
        .join(Plan, Plan.id == own.plan_id)
        .join(
            other,
            (other.plan_id == own.plan_id)
            & (other.round == own.round)
            & (other.table == own.table)
            & (other.attendee_id != own.attendee_id),
        )
        .where(
            own.attendee_id.in_(ids),
            Plan.state == PlanState.PUBLISHED,
            own.attendee_id.in_(came),
            other.attendee_id.in_(came),
        )
        .group_by(own.attendee_id)
    )
    return dict(iter(rows))


def _words(sign_up: Attendee, *, came: bool) -> str:
    if sign_up.event.called_off_at is not None:
        return "called off"
    if sign_up.state == RegistrationState.PLACED:
        return "had a place and was there" if came else "had a place and did not come"
    return sign_up.state.words
