"""What an attendee's page shows of the published plan.

The queries name the columns they read, so that nothing else about the people at a table can
reach a page: no address, no access or dietary needs. Hosts alone see what people do, seek and
offer, as on their printed sheet.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from scheduler.domain.events.agenda import TimeSpan
from scheduler.domain.events.online import Venue
from scheduler.domain.languages import gettext
from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.paper.sheet_data import fitted
from scheduler.domain.people.fields import ON_SHEETS
from scheduler.domain.people.questions.description import PersonField
from scheduler.domain.people.questions.values import labelled_for_hosts
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendee, Event, Seat, Sector, db
from scheduler.services.messages.meetings import meeting_of
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import away_rounds, is_coming
from scheduler.services.planning.rounds.clock import morning_is_over, stored_clock
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.sittings import RoundsHeld, rounds_held
from scheduler.services.planning.rounds.times import times_of
from scheduler.services.registration.answers.values import answers_for, sheet_fields


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody at the same table. ``sector`` is None for who was not sure.

    ``notes``: what the table's host may ask about, each with its label; none on others' pages.
    ``online``: they join by video at an event where others are in the room.
    """

    name: str
    organisation: str
    sector: str | None
    style: int | None
    host: bool
    notes: tuple[tuple[str, str], ...] = ()
    online: bool = False


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round of one attendee; ``table`` None: they sit out. Times are aware, in UTC.

    ``missed``: they have said that they are not there then, or they were not; ``unnoted``: of a
    round that is over only that nobody checked them in by its end. ``join``: the link of the
    table's online meeting, "" for a table that meets in the room alone. ``timed``: False for a
    round that is over and of which nobody knows when it took place.
    """

    number: int
    starts: datetime
    ends: datetime
    table: int | None
    host: bool
    companions: tuple[Companion, ...]
    missed: bool = False
    unnoted: bool = False
    join: str = ""
    timed: bool = True

    def slot(self, *, names: bool = False) -> RoundSlot:
        """The round as a calendar entry is made from it; ``names``: with whom they sit, too.

        Calendars are shared, so nobody is named unless the person asks for it.
        """
        companions = tuple(
            f"{c.name} ({c.organisation})" if c.organisation else c.name
            for c in self.companions
            if names
        )
        return RoundSlot(self.number, self.starts, self.ends, self.table, companions, self.join)


def personal_rounds(attendee: Attendee) -> list[RoundView]:
    """Return the attendee's rounds of the published plan, in order.

    Empty without a published plan, while the event is called off, and for who has no place or was
    not seated. Somebody who cancelled after the plan was made is left out of the others' tables.
    """
    plan = published_plan(attendee.event)
    event = attendee.event
    if (
        plan is None
        or attendee.state != RegistrationState.PLACED
        or event.called_off_at is not None
    ):
        return []
    times = times_of(event, plan.rounds)
    seats = db.session.execute(
        select(Seat.round, Seat.table)
        .where(Seat.plan_id == plan.id, Seat.attendee_id == attendee.id)
        .order_by(Seat.round)
    ).all()
    away = away_rounds(event.id, plan.rounds)
    companions = companions_in(
        plan.id, attendee, lambda key, number: number not in away.get(key, ())
    )
    return [
        RoundView(
            number=number,
            starts=times[number - 1][0],
            ends=times[number - 1][1],
            table=table,
            host=table is not None and table == attendee.host_table,
            companions=tuple(companions[number]),
            missed=number in away.get(attendee.id, ()),
            join=_join(attendee, table, number, companions[number]),
        )
        for number, table in seats
    ]


def own_rounds(attendee: Attendee, now: datetime) -> list[RoundView]:
    """Return the attendee's rounds as :func:`personal_rounds` does, those that are over as held.

    A round that is over has its real times and who really sat there, as every list and count has
    it (:class:`RoundsHeld`). One that never took place is left out.
    """
    planned = personal_rounds(attendee)
    plan = published_plan(attendee.event)
    if not planned or plan is None:
        return planned
    times = times_of(attendee.event, plan.rounds)
    over = _rounds_over(attendee.event, times, now)
    if not over:
        return planned
    held = rounds_held(attendee.event, now)
    numbers = [n for n in range(1, over + 1) if n in held.runs or not held.runs]
    plans = {number: held.plans.get(number, plan.id) for number in numbers}
    tables = _tables_in(attendee, set(plans.values()))
    company = {
        each: companions_in(each, attendee, held.sat, held=True) for each in set(plans.values())
    }
    past = [
        _held_view(attendee, n, tables[plans[n], n], held, times[n - 1], company[plans[n]][n])
        for n in numbers
        if (plans[n], n) in tables
    ]
    return [*past, *(view for view in planned if view.number > over)]


def _rounds_over(event: Event, times: Sequence[TimeSpan], now: datetime) -> int:
    """How many of the rounds are over: by the room's clock, else by the agenda."""
    if morning_is_over(event, now):
        return len(times)
    room = stored_clock(event)
    return room.at(now).round - 1 if room else sum(ends <= now for _starts, ends in times)


def _tables_in(attendee: Attendee, plans: set[int]) -> dict[tuple[int, int], int | None]:
    """The attendee's table for each of these plans and round; nothing where they have no seat."""
    seats = select(Seat.plan_id, Seat.round, Seat.table).where(
        Seat.plan_id.in_(plans), Seat.attendee_id == attendee.id
    )
    return {(plan, number): table for plan, number, table in db.session.execute(seats)}


def _held_view(
    attendee: Attendee,
    number: int,
    table: int | None,
    held: RoundsHeld,
    planned: TimeSpan,
    company: list[Companion],
) -> RoundView:
    run = held.runs.get(number)
    starts, ends = (run.started, run.ended or planned[1]) if run else planned
    sat = held.sat(attendee.id, number)
    return RoundView(
        number=number,
        starts=starts,
        ends=ends,
        table=table,
        host=table is not None and table == attendee.host_table,
        companions=tuple(company) if sat else (),
        missed=not sat,
        unnoted=held.unnoted(attendee.id, number),
        timed=run is None or run.ended is not None,
    )


def _join(attendee: Attendee, table: int | None, number: int, others: list[Companion]) -> str:
    """The link of their table in a round: also for who sits in the room with others online."""
    meeting = meeting_of(attendee.event)
    online = attendee.joins_online or any(person.online for person in others)
    if table is None or not meeting.is_online(table, online):
        return ""
    return meeting.link(table, number)


def companions_in(
    plan_id: int, attendee: Attendee, sits: Callable[[int, int], bool], *, held: bool = False
) -> defaultdict[int, list[Companion]]:
    """Who shares the attendee's table in each round of a plan: the host first, then by name.

    ``sits``: whether somebody, by id, is there in a round. Of rounds that were ``held`` it is
    asked of everybody with a place; else of those who are not said to stay away.
    """
    has_place = Attendee.state == RegistrationState.PLACED
    for_hosts = ON_SHEETS if attendee.host_table else ()
    rows = db.session.execute(
        _others_at_table(plan_id, attendee.id, for_hosts).where(has_place if held else is_coming())
    ).all()
    on_sheets = sheet_fields(attendee.event) if for_hosts else ()
    answers = answers_for(attendee.event, on_sheets)
    hybrid = attendee.event.venue == Venue.HYBRID
    spelt = spellings_at(attendee.event_id)
    found: defaultdict[int, list[Companion]] = defaultdict(list)
    for row in rows:
        number, table, key, name, organisation, host_table, sector, style, online, *worth = row
        if not sits(key, number):
            continue
        told = {field.name: value for field, value in zip(for_hosts, worth, strict=True)}
        told |= answers.get(key, {})
        host, online = host_table == table, hybrid and online
        notes = _notes(on_sheets, told) if table == attendee.host_table else ()
        companion = Companion(name, spelt.of(organisation), sector, style, host, notes, online)
        found[number].append(companion)
    for people in found.values():
        people.sort(key=lambda person: (not person.host, person.name.casefold()))
    return found


def _notes(fields: Iterable[PersonField], told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What somebody told their hosts: each label in the reader's language, and a line."""
    return tuple(
        (gettext(label) if label else "", fitted([text], closed=False))
        for label, text in labelled_for_hosts(fields, told)
    )


def _others_at_table(plan_id: int, attendee_id: int, fields: Iterable[PersonField]) -> Select[Any]:
    """Round, table, id, name, organisation, hosted table, sector and whether they join online.

    Of everybody who sits with a person; after these come the given fields of each.
    """
    own, other = aliased(Seat), aliased(Seat)
    same_table = (
        (other.plan_id == own.plan_id)
        & (other.round == own.round)
        & (other.table == own.table)
        & (other.attendee_id != own.attendee_id)
    )
    return (
        select(
            other.round,
            other.table,
            Attendee.id,
            Attendee.name,
            Attendee.organisation,
            Attendee.host_table,
            Sector.name,
            Sector.style,
            Attendee.joins_online,
            *(getattr(Attendee, field.name) for field in fields),
        )
        .select_from(own)
        .join(other, same_table)
        .join(Attendee, Attendee.id == other.attendee_id)
        .outerjoin(Sector, Sector.id == Attendee.sector_id)
        .where(own.plan_id == plan_id, own.attendee_id == attendee_id)
    )
