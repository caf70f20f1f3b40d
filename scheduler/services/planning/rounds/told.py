"""What people were last told of their rounds, and whom a plan or its times give news."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.events.agenda import TimeSpan
from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.states import PlanState
from scheduler.domain.words.rounds_told import Novelty, novelty_of, round_lines, what_changed
from scheduler.models import Attendee, Event, Plan, Seat, db
from scheduler.services.people.presence import away_rounds, is_coming
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.times import times_of

SLIGHT: Final = timedelta(minutes=15)
"""A start that moves by less is no news on the morning itself: the room's clock says when."""

_Rounds = Mapping[int, Sequence[RoundSlot]]
"""For each attendee their rounds, in order; nobody but those who have any."""


@dataclass(frozen=True, slots=True)
class News:
    """One person with a place whose rounds in ``plan`` are others than they were told.

    ``before`` is what was; None where nobody was told of any rounds yet.
    """

    plan: Plan
    attendee: Attendee
    rounds: Sequence[RoundSlot]
    before: Sequence[RoundSlot] | None

    @property
    def changed(self) -> bool:
        """Whether it is news to them."""
        return self.before is None or list(self.rounds) != list(self.before)


def told_and_planned(event: Event, plan: Plan) -> list[News]:
    """For everybody with a place, what the plan gives them beside what they were told."""
    told = told_plan(event)
    before = None if told is None else rounds_in(told, _told_times(event, told))
    after = rounds_in(plan, times_of(event, plan.rounds))
    coming = db.session.scalars(
        select(Attendee).where(Attendee.event_id == event.id, is_coming()).order_by(Attendee.id)
    )
    return [
        News(
            plan, each, after.get(each.id, ()), None if before is None else before.get(each.id, ())
        )
        for each in coming
    ]


def with_company(news: Sequence[News]) -> list[News]:
    """The same news of one plan, each round with the names of whom the person sits with.

    The host stands first, then the others by name. Who does not come any more and who misses the
    round is not named.
    """
    if not news:
        return []
    tables = _people_at_tables(news[0].plan)
    return [
        replace(
            each,
            rounds=[
                replace(
                    slot,
                    companions=tuple(
                        name
                        for key, name in tables[slot.number, slot.table]
                        if key != each.attendee.id
                    ),
                )
                for slot in each.rounds
            ],
        )
        for each in news
    ]


def _people_at_tables(
    plan: Plan,
) -> Mapping[tuple[int, int | None], list[tuple[int, str]]]:
    """For each round and table the ids and names of who sits there; nobody for who sits out."""
    away = away_rounds(plan.event_id, plan.rounds)
    hosts_first = (Attendee.host_table == Seat.table).desc().nulls_last()
    rows = db.session.execute(
        select(Seat.round, Seat.table, Attendee.id, Attendee.name)
        .join(Attendee, Attendee.id == Seat.attendee_id)
        .where(Seat.plan_id == plan.id, Seat.table.is_not(None), is_coming())
        .order_by(hosts_first, Attendee.name, Attendee.id)
    )
    found: defaultdict[tuple[int, int | None], list[tuple[int, str]]] = defaultdict(list)
    for number, table, key, name in rows:
        if number not in away.get(key, ()):
            found[number, table].append((key, name))
    return found


def told_plan(event: Event) -> Plan | None:
    """The plan that people were last told of, published or withdrawn since."""
    mine = select(Plan).where(Plan.event_id == event.id)
    latest = mine.where(Plan.told_at.is_not(None)).order_by(Plan.told_at.desc(), Plan.id.desc())
    # Plans that were published before this was kept.
    published = mine.where(Plan.state == PlanState.PUBLISHED)
    return db.session.scalar(latest.limit(1)) or db.session.scalar(published)


def knows_times_of(event: Event, plan: Plan) -> bool:
    """Whether people were last told of this plan, and of its times as they are."""
    told = told_plan(event)
    known = told is not None and told.id == plan.id
    return known and list(_told_times(event, plan)) == times_of(event, plan.rounds)


def note_told(event: Event, plan: Plan, now: datetime) -> None:
    """People know the plan and its times as they are now; in the caller's transaction."""
    plan.told_at = now
    plan.told_times = [[s.isoformat(), e.isoformat()] for s, e in times_of(event, plan.rounds)]


def known_before(attendee: Attendee, plan: Plan) -> list[RoundSlot]:
    """Return the attendee's rounds as they were told them before they are as in the published plan.

    That is the last email, where the plan or its times are others since; else the one before it.
    Empty for who was told none.
    """
    event = attendee.event
    told = told_plan(event)
    if told is not None and told.id == plan.id and knows_times_of(event, plan):
        if told.told_at is None:
            return []
        earlier = (Plan.event_id == event.id, Plan.told_at <= told.told_at, Plan.id != told.id)
        latest = select(Plan).where(*earlier).order_by(Plan.told_at.desc(), Plan.id.desc())
        told = db.session.scalar(latest.limit(1))
    if told is None:
        return []
    times = _told_times(event, told)
    mine = (Seat.plan_id == told.id, Seat.attendee_id == attendee.id)
    seats = db.session.execute(select(Seat.round, Seat.table).where(*mine).order_by(Seat.round))
    return [RoundSlot(number, *times[number - 1], table) for number, table in seats]


@dataclass(frozen=True, slots=True)
class OwnChanges:
    """What is other in somebody's rounds than they knew: in a few words, and for each round what
    it was. Both are empty where nothing is new."""

    headline: str = ""
    was: Mapping[int, str] = field(default_factory=dict)


def own_changes(
    attendee: Attendee, rounds: Sequence[RoundSlot], *, begun: bool = False
) -> OwnChanges:
    """Return what is new in their rounds since the email that told them others.

    Once the morning has ``begun``, ``rounds`` are those to come, and the room's clock says when: a
    start that moved by less than :data:`SLIGHT` is no news then.
    """
    plan = published_plan(attendee.event)
    before = known_before(attendee, plan) if plan is not None and rounds else []
    if begun:
        before = _as_begun(before, rounds)
    if not before or novelty_of(rounds, before) is Novelty.NOTHING:
        return OwnChanges()
    lines = round_lines(rounds, before, ZoneInfo(attendee.event.timezone))
    return OwnChanges(what_changed(rounds, before), {each.number: each.was for each in lines})


def _as_begun(before: Sequence[RoundSlot], rounds: Sequence[RoundSlot]) -> list[RoundSlot]:
    """What they were told of these rounds, with the new times of those that moved slightly."""
    now = {slot.number: slot for slot in rounds}
    first = min(now, default=0)
    return [
        replace(slot, starts=now[slot.number].starts, ends=now[slot.number].ends)
        if slot.number in now and abs(now[slot.number].starts - slot.starts) < SLIGHT
        else slot
        for slot in before
        if slot.number >= first
    ]


def rounds_in(plan: Plan, times: Sequence[TimeSpan]) -> _Rounds:
    """Everybody's rounds in the plan, at these times."""
    seats = db.session.execute(
        select(Seat.attendee_id, Seat.round, Seat.table)
        .where(Seat.plan_id == plan.id)
        .order_by(Seat.round)
    )
    found: defaultdict[int, list[RoundSlot]] = defaultdict(list)
    for attendee_id, number, table in seats:
        found[attendee_id].append(RoundSlot(number, *times[number - 1], table))
    return found


def _told_times(event: Event, plan: Plan) -> Sequence[TimeSpan]:
    if plan.told_times is None:
        return times_of(event, plan.rounds)
    moment = datetime.fromisoformat
    return [(moment(starts), moment(ends)) for starts, ends in plan.told_times]
