"""Which plan attendees see: publishing, withdrawing and deleting plans."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, select, update

from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.states import PlanState
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Attendee, Event, OutgoingMail, Plan, Seat, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.messages.attendee_mail import post_rounds_published
from scheduler.services.messages.outbox import number_of
from scheduler.services.morning.presence import is_coming
from scheduler.services.planning.plans import times_of
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import check_held

log = structlog.get_logger("crosstalk")


def publish(plan: Plan, actor: User, now: datetime, only_moved: bool = False) -> int:
    """Make the plan the one attendees see, in place of any other, and write to each of them.

    Returns how many emails were written; none when the plan was published already, so
    that pressing twice writes once. Whoever holds a place and has an address gets their rounds
    and a renewed calendar invite; with ``only_moved``, only those whose tables are others than in
    the plan that this one replaces. Raises NotFound when the plan was deleted meanwhile, RuleBroken
    while the event is called off.
    """
    with transaction():
        event = db.session.scalars(
            select(Event).where(Event.id == plan.event_id).with_for_update()
        ).one()
        check_held(event)
        others = (Plan.event_id == event.id, Plan.state == PlanState.PUBLISHED, Plan.id != plan.id)
        mine = (Plan.id == plan.id, Plan.state == PlanState.DRAFT)
        if not db.session.scalar(select(Plan.id).where(*mine)):
            _must_exist(plan)
            return 0
        unmoved = _unmoved(event, plan) if only_moved else set()
        # The database allows one published plan: the old one goes first.
        changed_rows(update(Plan).where(*others).values(state=PlanState.DRAFT, published_at=None))
        changed_rows(update(Plan).where(*mine).values(state=PlanState.PUBLISHED, published_at=now))
        mails = _write_to_all_but(unmoved, event, plan, now)
        written = number_of(mails)
    log.info("plan published", event_id=event.id, plan=plan.number, by=actor.id, emails=written)
    db.session.expire_all()
    return written


def withdraw(plan: Plan, actor: User) -> None:
    """Make a published plan a draft again; attendees' pages then show no rounds. No mail goes."""
    with transaction():
        published = (Plan.id == plan.id, Plan.state == PlanState.PUBLISHED)
        changed_rows(
            update(Plan).where(*published).values(state=PlanState.DRAFT, published_at=None)
        )
    log.info("plan withdrawn", event_id=plan.event_id, plan=plan.number, by=actor.id)
    db.session.expire_all()


def delete_draft(plan: Plan, actor: User) -> None:
    """Delete a draft for good. Raises RuleBroken for the published plan."""
    number, event_id = plan.number, plan.event_id
    with transaction():
        if not changed_rows(delete(Plan).where(Plan.id == plan.id, Plan.state == PlanState.DRAFT)):
            raise RuleBroken(f"Plan {number} is published. Withdraw it first, then delete it.")
    log.info("plan deleted", event_id=event_id, plan=number, by=actor.id)
    db.session.expunge_all()


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a plan that replaces another concerns, by name, and how many of them get an email.

    ``moved`` change tables, ``seated`` had no table before, ``unseated`` lose theirs.
    """

    moved: tuple[str, ...]
    seated: tuple[str, ...]
    unseated: tuple[str, ...]
    emails: int


def concerned(event: Event, plan: Plan) -> Concerned:
    """Return whose morning is another once the plan takes the place of the one published now."""
    before, after = _places(_published_id(event)), _places(plan.id)
    moved, seated, unseated, mailed = [], [], [], 0
    for person in db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, is_coming())
        .order_by(Attendee.name, Attendee.id)
    ):
        old, new = before.get(person.id), after.get(person.id)
        if old == new and old is not None:
            continue
        mailed += person.email is not None
        if old is None and new is not None:
            seated.append(person.name)
        elif new is None and old is not None:
            unseated.append(person.name)
        elif new is not None:
            moved.append(person.name)
    return Concerned(tuple(moved), tuple(seated), tuple(unseated), mailed)


def _unmoved(event: Event, plan: Plan) -> set[int]:
    """The attendees who sit at the same tables in this plan and in the one published now."""
    before = _places(_published_id(event))
    return {key for key, places in _places(plan.id).items() if before.get(key) == places}


def _published_id(event: Event) -> int | None:
    return db.session.scalar(
        select(Plan.id).where(Plan.event_id == event.id, Plan.state == PlanState.PUBLISHED)
    )


def _places(plan_id: int | None) -> dict[int, set[tuple[int, int | None]]]:
    """The rounds and tables of each attendee of a plan."""
    places: defaultdict[int, set[tuple[int, int | None]]] = defaultdict(set)
    rows = select(Seat.attendee_id, Seat.round, Seat.table).where(Seat.plan_id == plan_id)
    for attendee_id, number, table in db.session.execute(rows):
        places[attendee_id].add((number, table))
    return dict(places)


def _must_exist(plan: Plan) -> None:
    if not db.session.scalar(select(Plan.id).where(Plan.id == plan.id)):
        raise NotFound("This plan was deleted.")


def _write_to_all_but(
    unmoved: set[int], event: Event, plan: Plan, now: datetime
) -> list[OutgoingMail]:
    slots = _slots(event, plan)
    attendees = db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == event.id,
            is_coming(),
            Attendee.email.is_not(None),
        )
        .order_by(Attendee.id)
    )
    mails = []
    for each in attendees:
        if each.id not in unmoved:
            lifecycle.renew_entry(each)
            mails.append(post_rounds_published(each, slots[each.id], now))
    return [mail for mail in mails if mail is not None]


def _slots(event: Event, plan: Plan) -> defaultdict[int, list[RoundSlot]]:
    times = times_of(event, plan.rounds)
    seats = db.session.execute(
        select(Seat.attendee_id, Seat.round, Seat.table)
        .where(Seat.plan_id == plan.id)
        .order_by(Seat.round)
    )
    slots: defaultdict[int, list[RoundSlot]] = defaultdict(list)
    for attendee_id, number, table in seats:
        slots[attendee_id].append(RoundSlot(number, *times[number - 1], table))
    return slots
