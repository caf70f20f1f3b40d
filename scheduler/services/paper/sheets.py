"""A plan as the printed sheets show it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.domain.afterwards.promises import said_last_time
from scheduler.domain.paper.out_of_date import mark_of
from scheduler.domain.paper.sheet_data import (
    EventSheets,
    Shape,
    SheetPerson,
    SheetRound,
    SheetTable,
    fitted,
)
from scheduler.domain.people.questions.values import told_to_hosts
from scheduler.domain.states import CommitmentState
from scheduler.domain.words.plan_view import SITS_OUT, RoundCard
from scheduler.models import Attendee, Event, Plan
from scheduler.services.afterwards.commitments import brought_back, owners_of
from scheduler.services.morning.glossary import words_shown
from scheduler.services.planning.plans import NO_SECTOR, seating_of, seats_of
from scheduler.services.registration.answers.values import load_answers, sheet_fields, values_of


def sheets_for(event: Event, plan: Plan, now: datetime) -> EventSheets:
    """Return everything the sheets of a plan show, without people who have cancelled.

    Times and dates are in the event's zone. Raises InvalidInput when there is nothing to print.
    """
    seats = seats_of(plan)
    load_answers(event)
    zone = ZoneInfo(event.timezone)
    arranged = seating_of(event, plan, seats)
    people = {seat.attendee_id: seat.attendee for seat in seats}
    coming = [row for row in arranged.people if row.member.here]
    said = _said_last_time(event)
    data = EventSheets(
        title=event.title,
        when=_when(event, zone),
        people=tuple(_person(people[row.member.id], row.tables, said) for row in coming),
        rounds=tuple(_round(round_, zone) for round_ in arranged.rounds),
        prompts=tuple(event.prompts),
        glossary=tuple((one.term, one.meaning) for one in words_shown(event)),
        starts=event.starts_at.astimezone(zone),
        language=event.language,
    )
    printed = _day_and_time(now.astimezone(zone))
    return replace(data, version=f"Plan {plan.number}, printed {printed}, mark {mark_of(data)}")


def _person(
    attendee: Attendee, tables: tuple[int | None, ...], said: Mapping[int, str]
) -> SheetPerson:
    sector = attendee.sector
    # A host is printed at the head of a table's sheet: only where they really sit all morning.
    sits = {table for table in tables if table not in (None, SITS_OUT)}
    hosts = attendee.host_table if sits == {attendee.host_table} else None
    return SheetPerson(
        key=str(attendee.id),
        name=attendee.name,
        organisation=attendee.organisation,
        sector=sector.name if sector else NO_SECTOR,
        shape=list(Shape)[sector.style - 1] if sector else Shape.DISC,
        note=note_about(attendee, said.get(attendee.id, "")),
        host_table=hosts,
        language=attendee.speaks,
    )


def _said_last_time(event: Event) -> dict[int, str]:
    """What people said at earlier breakfasts that is under way: their host asks about it."""
    open_ = [one for one in brought_back(event) if one.state == CommitmentState.UNDER_WAY]
    return {
        key: said_last_time((one.what, one.due) for one in own)
        for key, own in owners_of(open_, event).items()
    }


def note_about(attendee: Attendee, said: str = "") -> str:
    """One line worth asking about: what they ``said`` last time, offer, seek and do."""
    told = told_to_hosts(sheet_fields(attendee.event), values_of(attendee))
    return fitted([said, *told] if said else told)


def _round(card: RoundCard, zone: ZoneInfo) -> SheetRound:
    starts, ends = card.starts.astimezone(zone), card.ends.astimezone(zone)
    return SheetRound(
        number=card.number,
        tables=tuple(
            SheetTable(table.number, tuple(str(m.id) for m in table.people if m.here))
            for table in card.tables
        ),
        sitting_out=tuple(str(m.id) for m in card.sitting_out if m.here),
        time=f"{starts:%H:%M} to {ends:%H:%M}",
    )


def _when(event: Event, zone: ZoneInfo) -> str:
    starts = event.starts_at.astimezone(zone)
    return f"{starts:%A} {starts.day} {starts:%B %Y}"


def _day_and_time(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"
