"""Which plan attendees see: publishing, withdrawing and deleting plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import structlog
from sqlalchemy import ColumnElement, delete, select, update

from scheduler.domain.accounts.audit import LoggedWords, Topic
from scheduler.domain.states import PlanState
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.mail.letters import Letter
from scheduler.models import Event, Plan, Seat, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.accounts.audit import note_statement
from scheduler.services.messages.attendee_mail import post_to, rounds_letter
from scheduler.services.messages.outbox import number_of
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.planning.drafts.excuses import NO_EXCUSE, Excuse, broken_by_hand
from scheduler.services.planning.problem import placed_attendees
from scheduler.services.planning.rounds.clock import keep_so_far, rounds_begun
from scheduler.services.planning.rounds.first_tables import first_tables
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.told import (
    News,
    knows_times_of,
    note_told,
    told_and_planned,
    with_company,
)
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import check_held, lock_event

log = structlog.get_logger("crosstalk")


class Tell(StrEnum):
    """Whom publishing a plan writes to."""

    EVERYBODY = "everybody"
    WHO_MOVED = "moved"
    """Only those whose rounds are others than they were told before."""
    NOBODY = "nobody"
    """On the morning, when open pages and the screen tell them."""


@letters_first
def publish(
    plan: Plan,
    actor: User,
    now: datetime,
    *,
    tell: Tell = Tell.EVERYBODY,
    excuse: Excuse = NO_EXCUSE,
) -> int:
    """Make the plan the one attendees see, in place of any other, and write to each of them.

    Returns how many emails were written; none when the plan was published already, so
    that pressing twice writes once. Whoever holds a place and has an address gets their rounds
    and a renewed calendar invite, where ``tell`` says so; nobody once the event is over. A plan
    made by hand that breaks rules is published when ``excuse`` names all of them and gives a
    reason; both are kept. Raises InvalidInput otherwise, NotFound when the plan was deleted
    meanwhile, RuleBroken while the event is called off, and for a plan that seats people otherwise
    in a round that has begun.
    """
    with transaction():
        event = lock_event(plan.event_id)
        check_held(event)
        if not db.session.scalar(select(Plan.id).where(*_still_draft(plan))):
            _must_exist(plan)
            return 0
        _check_begun(event, plan, now)
        if tell is not Tell.NOBODY:
            plan.excused = excuse.kept(broken_by_hand(event, plan))
        news = told_and_planned(event, plan)
        _put_in_place(event, plan, now)
        note_statement(_said("published", plan.number), body_id=event.body_id, event_id=event.id)
        written = 0
        if tell is not Tell.NOBODY and now < event.ends_at:
            written = _write(
                plan, [each for each in news if each.changed or tell is Tell.EVERYBODY], now
            )
            note_told(event, plan, now)
    log.info("plan published", event_id=event.id, plan=plan.number, by=actor.id, emails=written)
    db.session.expire_all()
    return written


def _still_draft(plan: Plan) -> tuple[ColumnElement[bool], ...]:
    return Plan.id == plan.id, Plan.state == PlanState.DRAFT


def _put_in_place(event: Event, plan: Plan, now: datetime) -> None:
    """Publish the plan. The database allows one published plan: the old one goes first, and keeps
    the rounds that have begun."""
    keep_so_far(event, now)
    old = (
        Plan.event_id == plan.event_id,
        Plan.state == PlanState.PUBLISHED,
        Plan.id != plan.id,
    )
    shown = {"state": PlanState.PUBLISHED, "published_at": now}
    changed_rows(update(Plan).where(*old).values(state=PlanState.DRAFT, published_at=None))
    changed_rows(update(Plan).where(*_still_draft(plan)).values(shown))
    db.session.refresh(plan)


def withdraw_plan(plan: Plan, actor: User, now: datetime) -> None:
    """Make a published plan a draft again; attendees' pages then show no rounds. No mail goes."""
    with transaction():
        published = (Plan.id == plan.id, Plan.state == PlanState.PUBLISHED)
        event = lock_event(plan.event_id)
        keep_so_far(event, now)
        if changed_rows(
            update(Plan).where(*published).values(state=PlanState.DRAFT, published_at=None)
        ):
            note_statement(_said("withdrew", plan.number), body_id=event.body_id, event_id=event.id)
    log.info("plan withdrawn", event_id=plan.event_id, plan=plan.number, by=actor.id)
    db.session.expire_all()


def delete_draft(plan: Plan, actor: User) -> None:
    """Delete a draft for good. Raises RuleBroken for the published plan."""
    number, event_id = plan.number, plan.event_id
    with transaction():
        if not changed_rows(delete(Plan).where(Plan.id == plan.id, Plan.state == PlanState.DRAFT)):
            raise RuleBroken(f"Plan {number} is published. Withdraw it first, then delete it.")
        body_id = db.session.get_one(Event, event_id).body_id
        note_statement(_said("deleted", number), body_id=body_id, event_id=event_id)
    log.info("plan deleted", event_id=event_id, plan=number, by=actor.id)
    db.session.expunge_all()


def _said(verb: str, number: int) -> LoggedWords:
    return LoggedWords(Topic.ROUNDS, verb, f"plan {number}")


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a plan concerns that replaces what people were told, by name.

    ``moved`` have other tables or times, ``seated`` had no table before, ``unseated`` lose theirs;
    ``emails`` is how many of them get one.
    """

    moved: tuple[str, ...]
    seated: tuple[str, ...]
    unseated: tuple[str, ...]
    emails: int


def concerned(event: Event, plan: Plan) -> Concerned:
    """Return whose morning is another once the plan is published."""
    news = sorted(
        (each for each in told_and_planned(event, plan) if each.changed),
        key=lambda each: (each.attendee.name, each.attendee.id),
    )
    return Concerned(
        moved=tuple(each.attendee.name for each in news if each.before and each.rounds),
        seated=tuple(each.attendee.name for each in news if not each.before and each.rounds),
        unseated=tuple(each.attendee.name for each in news if each.before and not each.rounds),
        emails=sum(each.attendee.email is not None for each in news),
    )


@letters_first
@dataclass(frozen=True, slots=True)
class Readers:
    """Who publishing reaches: people with a place, how many get a mail, who was not seated."""

    people: int
    mails: int
    unseated: tuple[str, ...]


def readers_of(event: Event, plan: Plan) -> Readers:
    """Whom publishing the plan reaches."""
    coming = placed_attendees(event.id)
    seated = set(
        db.session.scalars(select(Seat.attendee_id).where(Seat.plan_id == plan.id).distinct())
    )
    return Readers(
        people=len(coming),
        mails=sum(1 for attendee in coming if attendee.email),
        unseated=tuple(a.name for a in coming if a.id not in seated),
    )


def tell_new_times(event: Event, actor: User, now: datetime) -> int:
    """Email the new times of the published rounds to those who were told others.

    Returns how many emails were written; pressing twice writes once. Raises RuleBroken while the
    event is called off, once it is over, and where no plan is published.
    """
    with transaction():
        event = db.session.scalars(
            select(Event).where(Event.id == event.id).with_for_update()
        ).one()
        check_held(event)
        if now >= event.ends_at:
            raise RuleBroken("The event is over: there are no times to tell.", Rule.BEGUN)
        plan = published_plan(event)
        if plan is None:
            raise RuleBroken("No rounds are published, so there are no times to tell.")
        news = [each for each in told_and_planned(event, plan) if each.changed]
        written = _write(plan, news, now)
        note_told(event, plan, now)
    log.info("new times told", event_id=event.id, plan=plan.number, by=actor.id, emails=written)
    return written


def untold(event: Event, now: datetime) -> list[News]:
    """Who can be emailed and was told other rounds or times than those that are published.

    Nobody once the event is over.
    """
    plan = published_plan(event) if now < event.ends_at else None
    if plan is None or knows_times_of(event, plan):
        return []
    return [each for each in told_and_planned(event, plan) if each.changed and each.attendee.email]


def news_to_show(event: Event, plan: Plan) -> News | None:
    """The news of somebody who would be emailed when the plan is published: of whom it concerns,
    if of anybody, and of a guest before a host. None where nobody has an address."""
    readers = [
        each for each in told_and_planned(event, plan) if each.attendee.email and each.rounds
    ]
    concerned = [each for each in readers if each.changed] or readers
    return min(concerned, key=lambda each: each.attendee.host_table is not None, default=None)


def preview_email(news: News, now: datetime, plan: Plan | None = None) -> Letter:
    """The email that the person would get of the plan, or of the published one; nothing is kept."""
    (named,) = with_company([news])
    start = first_tables(named.attendee.event, plan).get(named.attendee.id)
    return rounds_letter(named.attendee, now, named.rounds, named.before, start)


def seats_otherwise(event: Event, plan: Plan, now: datetime) -> bool:
    """Whether the plan seats people otherwise than they sit, in a round that has begun."""
    begun, published = rounds_begun(event, now), published_plan(event)
    return bool(begun and published and _seats(published, begun) != _seats(plan, begun))


def _check_begun(event: Event, plan: Plan, now: datetime) -> None:
    """The round that has begun wins: people sit in it as the published plan says."""
    if seats_otherwise(event, plan, now):
        begun = rounds_begun(event, now)
        again = (
            f"Fit in late changes again, from round {begun + 1}."
            if begun < plan.rounds
            else "There is no round left to change."
        )
        raise RuleBroken(
            f"Round {begun} has begun, and this draft seats people otherwise in the rounds so "
            f"far. {again}",
            Rule.BEGUN,
        )


def _seats(plan: Plan, rounds: int) -> set[tuple[int, int, int | None]]:
    """Who sits where in the first rounds of a plan."""
    seats = select(Seat.attendee_id, Seat.round, Seat.table)
    rows = db.session.execute(seats.where(Seat.plan_id == plan.id, Seat.round <= rounds))
    return {(row.attendee_id, row.round, row.table) for row in rows}


def _must_exist(plan: Plan) -> None:
    if not db.session.scalar(select(Plan.id).where(Plan.id == plan.id)):
        raise NotFound("This plan was deleted.")


def _write(plan: Plan, news: Sequence[News], now: datetime) -> int:
    mails = []
    starts = first_tables(news[0].attendee.event, plan) if news else {}
    # What one letter asks of the database is never changed by another: all are stored at the end.
    with db.session.no_autoflush:
        for each in with_company(news):
            if each.attendee.email:
                lifecycle.renew_entry(each.attendee)
            start = starts.get(each.attendee.id)
            mails.append(
                post_to(rounds_letter, each.attendee, now, each.rounds, each.before, start)
            )
    return number_of(mails)
