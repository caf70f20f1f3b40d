"""What the overview of an event shows: the people by sector, and the open points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from scheduler.domain.events.agenda import TimeBudget, time_budget
from scheduler.domain.events.setting_up import table_count
from scheduler.domain.planning.alone import alone_sentence
from scheduler.domain.states import COMING, PlanState, RegistrationState
from scheduler.domain.words.checklist import EventFacts, OpenPoint, ServerSetUp, checklist
from scheduler.models import Attendee, Event, Plan, db
from scheduler.services.messages import outbox_views
from scheduler.services.people import mailing
from scheduler.services.people.alike import alike_at
from scheduler.services.planning import publishing
from scheduler.services.planning.drafts.changes import Changes, changes_since, why_stale
from scheduler.services.planning.plans import seats_of
from scheduler.services.planning.rounds.clock import morning_is_over, rounds_begun
from scheduler.services.planning.rules.group_rules import rule_contradictions
from scheduler.services.planning.rules.wishes import wishes_to_answer
from scheduler.services.planning.seating import alone_of
from scheduler.services.registration import waiting_list


@dataclass(frozen=True, slots=True)
class SectorCount:
    """How many of one sector are in each state in which people come.

    ``style`` 0: no sector chosen yet.
    """

    name: str
    style: int
    placed: int
    waiting: int
    sector_id: int | None = None
    asked: int = 0
    offered: int = 0

    @property
    def taken(self) -> int:
        """How many places they take: of an offered place too, until it is declined."""
        return self.placed + self.offered

    @property
    def coming(self) -> int:
        """How many have not cancelled."""
        return self.taken + self.waiting + self.asked


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the overview shows but the addresses.

    ``fits_in``: something changed since the plan was published, so late changes are fitted into it.
    ``links_now``: between sectors by the plan, where others come than it was made for; else None.
    """

    sectors: tuple[SectorCount, ...]
    states: dict[RegistrationState, int]
    budget: TimeBudget
    warnings: tuple[OpenPoint, ...]
    plan: Plan | None
    plan_current: bool | None
    links_now: int | None
    stale: str
    fits_in: bool
    hosts: int
    tables: int

    @property
    def placed(self) -> int:
        """How many hold a place."""
        return self.states[RegistrationState.PLACED]


@dataclass(frozen=True, slots=True)
class _PlanNow:
    """The published plan, else the newest draft, and whether it still fits the people and rules.

    ``current`` None: there is none, or the event is over.
    """

    plan: Plan | None
    changes: Changes | None
    published: bool
    current: bool | None

    @property
    def stale(self) -> str:
        """The sentence that says why it does not fit; "" where it does."""
        return why_stale(self.changes, fits_in=self.fits_in) if self.changes else ""

    @property
    def fits_in(self) -> bool:
        """Whether something changed after it was published: most people keep their tables."""
        return self.published and self.changes is not None and self.changes.beyond_absence

    @property
    def alone(self) -> str:
        """The sentence that names who sits alone in it; "" for nobody."""
        return alone_sentence(alone_of(seats_of(self.plan))) if self.plan and self.current else ""


def budget_of(event: Event) -> TimeBudget:
    """Return the event's rounds against its networking slots."""
    morning = int((event.ends_at - event.starts_at).total_seconds() // 60)
    return time_budget(event.agenda, morning, event.rounds, event.talk_minutes, event.move_minutes)


def tables_needed(event: Event) -> int:
    """Return how many tables the people with a place fill, or the capacity before there are any."""
    people = event.places_taken or event.capacity
    hosted = max(_host_tables(event.id), default=0)
    return table_count(event.format, event.table_size, event.table_count, people, hosted)


def tables_for_capacity(event: Event) -> int:
    """Return how many tables the event has once every place is taken."""
    people = max(event.capacity, event.places_taken)
    return table_count(event.format, event.table_size, event.table_count, people)


def sector_counts(event: Event) -> list[SectorCount]:
    """Return the sign-ups by sector in the event's order, those without a sector last."""
    rows = db.session.execute(
        select(Attendee.sector_id, Attendee.state, func.count())
        .where(Attendee.event_id == event.id, Attendee.state.in_(COMING))
        .group_by(Attendee.sector_id, Attendee.state)
    )
    number = {(sector_id, state): count for sector_id, state, count in rows}
    known = [(s.id, s.name, s.style) for s in event.sectors]
    counts = [
        SectorCount(
            name,
            style,
            number.get((id_, RegistrationState.PLACED), 0),
            number.get((id_, RegistrationState.WAITING), 0),
            id_,
            number.get((id_, RegistrationState.ASKED), 0),
            number.get((id_, RegistrationState.OFFERED), 0),
        )
        for id_, name, style in [*known, (None, "No sector yet", 0)]
    ]
    if not counts[-1].coming:
        counts.pop()
    return counts


def overview_of(event: Event, now: datetime, server: ServerSetUp) -> Overview:
    """Gather the overview. Changes nothing."""
    sectors, found = sector_counts(event), _standing_plan(event, now)
    facts = _facts(event, now, sectors, found, server)
    states = {
        RegistrationState.ASKED: facts.asked,
        RegistrationState.PLACED: facts.placed,
        RegistrationState.OFFERED: facts.offered,
        RegistrationState.WAITING: facts.waiting,
        RegistrationState.CANCELLED: _in_state(event.id, RegistrationState.CANCELLED),
    }
    held = event.called_off_at is None and now < event.ends_at
    return Overview(
        sectors=tuple(sectors),
        states=states,
        budget=facts.budget,
        warnings=tuple(checklist(facts)) if held else (),
        plan=found.plan,
        plan_current=found.current,
        links_now=found.changes.now.links if found.changes and found.changes.now else None,
        stale=facts.stale,
        fits_in=found.fits_in,
        hosts=len(facts.host_tables),
        tables=facts.tables,
    )


def _standing_plan(event: Event, now: datetime) -> _PlanNow:
    plan = _latest_plan(event.id)
    changes = None
    if plan and not morning_is_over(event, now):
        # What no longer fits a round that has begun, no new tables can mend.
        changes = changes_since(event, plan, begun=rounds_begun(event, now))
    published = plan is not None and plan.state == PlanState.PUBLISHED
    # A new plan would move everybody after they were told their tables: an empty seat is no cause.
    stale = changes and (changes.beyond_absence if published else bool(changes))
    return _PlanNow(plan, changes, published, None if changes is None else not stale)


def _facts(
    event: Event, now: datetime, sectors: list[SectorCount], found: _PlanNow, server: ServerSetUp
) -> EventFacts:
    """What the checklist goes by."""
    return EventFacts(
        now=now,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        signup_opens_at=event.signup_opens_at,
        signup_closes_at=event.signup_closes_at,
        budget=budget_of(event),
        capacity=event.capacity,
        placed=sum(s.placed for s in sectors),
        waiting=sum(s.waiting for s in sectors),
        asked=sum(s.asked for s in sectors),
        without_sector=sum(s.placed for s in sectors if s.sector_id is None),
        largest_sector=_largest(sectors),
        tables=tables_needed(event),
        host_tables=_host_tables(event.id),
        late_or_early=_outside_rounds(event),
        drafted=found.plan is not None,
        published=found.published,
        plan_current=found.current,
        absent=len(found.changes.left) if found.changes else 0,
        emails_held_up=outbox_views.held_up(event),
        emails_lost=outbox_views.lost(event),
        times_untold=len(publishing.untold(event, now)) if found.published else 0,
        unmailed=mailing.unmailed_number(event, now),
        unanswered=len(mailing.unanswered(event, now)),
        offered=_in_state(event.id, RegistrationState.OFFERED),
        contradictions=tuple(rule_contradictions(event)),
        wishes=wishes_to_answer(event.id),
        passed_over=tuple(waiting_list.reasons(event, now)),
        perhaps_one=tuple(group[0].name for group in alike_at(event)),
        stale=found.stale,
        server=server,
        alone=found.alone,
    )


def _largest(sectors: Sequence[SectorCount]) -> tuple[str, int] | None:
    named = [s for s in sectors if s.sector_id is not None and s.placed]
    largest = max(named, key=lambda s: s.placed, default=None)
    return (largest.name, largest.placed) if largest else None


def _latest_plan(event_id: int) -> Plan | None:
    """The published plan, else the newest draft."""
    return db.session.scalar(
        select(Plan)
        .where(Plan.event_id == event_id)
        .order_by((Plan.state == PlanState.PUBLISHED).desc(), Plan.number.desc())
        .limit(1)
    )


def _in_state(event_id: int, state: RegistrationState) -> int:
    listed = Attendee.removed_at.is_(None)
    return _count(Attendee.event_id == event_id, Attendee.state == state, listed)


def _outside_rounds(event: Event) -> int:
    outside = or_(
        Attendee.arrives_round > event.rounds,
        Attendee.leaves_after_round < func.coalesce(Attendee.arrives_round, 1),
    )
    return _count(
        Attendee.event_id == event.id, Attendee.state == RegistrationState.PLACED, outside
    )


def _host_tables(event_id: int) -> tuple[int, ...]:
    return tuple(
        table
        for table in db.session.scalars(
            select(Attendee.host_table)
            .where(
                Attendee.event_id == event_id,
                Attendee.state == RegistrationState.PLACED,
                Attendee.host_table.is_not(None),
            )
            .order_by(Attendee.host_table)
        )
        if table is not None
    )


def _count(*where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Attendee).where(*where)
    return db.session.scalar(query) or 0
