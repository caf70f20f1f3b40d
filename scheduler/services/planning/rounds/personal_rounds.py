"""What an attendee's page shows of the published plan.

The queries name the columns they read, so that nothing else about the people at a table can
reach a page: no address, no access or dietary needs. Hosts alone see what people do, seek and
offer, as on their printed sheet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from scheduler.domain.events.online import Venue
from scheduler.domain.languages import gettext
from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.paper.sheet_data import fitted
from scheduler.domain.people.fields import ON_SHEETS
from scheduler.domain.people.questions.description import PersonField
from scheduler.domain.people.questions.values import labelled_for_hosts
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendee, Seat, Sector, db
from scheduler.services.messages.meetings import meeting_of
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import away_rounds, is_coming
from scheduler.services.planning.rounds.published import published_plan
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

    ``missed``: they have said that they are not there then. ``join``: the link of the table's
    online meeting, "" for a table that meets in the room alone. ``timed``: False for a round that
    is over and of which nobody knows when it took place.
    """

    number: int
    starts: datetime
    ends: datetime
    table: int | None
    host: bool
    companions: tuple[Companion, ...]
    missed: bool = False
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
    companions = _companions(plan.id, attendee, away)
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


def _join(attendee: Attendee, table: int | None, number: int, others: list[Companion]) -> str:
    """The link of their table in a round: also for who sits in the room with others online."""
    meeting = meeting_of(attendee.event)
    online = attendee.joins_online or any(person.online for person in others)
    if table is None or not meeting.is_online(table, online):
        return ""
    return meeting.link(table, number)


def _companions(
    plan_id: int, attendee: Attendee, away: Mapping[int, frozenset[int]]
) -> defaultdict[int, list[Companion]]:
    """Who shares the attendee's table in each round: the host first, then by name.

    ``away``: the rounds that people miss, by id.
    """
    for_hosts = ON_SHEETS if attendee.host_table else ()
    rows = db.session.execute(_others_at_table(plan_id, attendee.id, for_hosts)).all()
    on_sheets = sheet_fields(attendee.event) if for_hosts else ()
    answers = answers_for(attendee.event, on_sheets)
    hybrid = attendee.event.venue == Venue.HYBRID
    spelt = spellings_at(attendee.event_id)
    found: defaultdict[int, list[Companion]] = defaultdict(list)
    for row in rows:
        number, table, key, name, organisation, host_table, sector, style, online, *worth = row
        if number in away.get(key, ()):
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
        .where(own.plan_id == plan_id, own.attendee_id == attendee_id, is_coming())
    )
