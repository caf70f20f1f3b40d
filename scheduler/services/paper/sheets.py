"""A plan as the printed sheets show it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduler.domain.afterwards.commitments import said_last_time
from scheduler.domain.languages import ENGLISH, speaking
from scheduler.domain.paper.sheet_data import (
    NO_SECTOR,
    EventSheets,
    MadeFrom,
    Shape,
    SheetPerson,
    SheetRound,
    SheetTable,
    fitted,
)
from scheduler.domain.people.questions.values import told_to_hosts
from scheduler.domain.states import CommitmentState
from scheduler.domain.words.plan_view import SITS_OUT, Member, RoundCard
from scheduler.domain.words.zones import day_words
from scheduler.models import Attendee, Event, Plan
from scheduler.services.afterwards.commitments import brought_back, owners_of
from scheduler.services.morning.day import timetable
from scheduler.services.morning.glossary import words_shown
from scheduler.services.planning.plans import seats_of
from scheduler.services.planning.seating import seating_of
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
    notes = _notes(event, [people[row.member.id] for row in coming])
    after = _after_rounds(event, len(arranged.rounds))
    with speaking(ENGLISH):
        when = day_words(event.starts_at.astimezone(zone))
    data = EventSheets(
        title=event.title,
        when=when,
        people=tuple(
            _person(people[row.member.id], row.member, row.tables, notes) for row in coming
        ),
        rounds=tuple(_round(round_, zone, after) for round_ in arranged.rounds),
        prompts=tuple(event.prompts),
        glossary=tuple((one.term, one.meaning) for one in words_shown(event)),
        starts=event.starts_at.astimezone(zone),
        language=event.language,
    )
    return replace(data, made=MadeFrom(plan.number, now.astimezone(zone)))


def _person(
    attendee: Attendee,
    member: Member,
    tables: tuple[int | None, ...],
    notes: Mapping[str, Mapping[int, str]],
) -> SheetPerson:
    sector = attendee.sector
    # A host is printed at the head of a table's sheet: only where they really sit all morning.
    sits = {table for table in tables if table not in (None, SITS_OUT)}
    hosts = attendee.host_table if sits == {attendee.host_table} else None
    return SheetPerson(
        key=str(attendee.id),
        name=attendee.name,
        organisation=member.organisation,
        sector=sector.name if sector else NO_SECTOR,
        shape=list(Shape)[sector.style - 1] if sector else Shape.DISC,
        note=notes[attendee.event.language][attendee.id],
        host_table=hosts,
        language=attendee.speaks,
        notes={language: told[attendee.id] for language, told in notes.items()},
    )


def _notes(event: Event, people: Sequence[Attendee]) -> dict[str, dict[int, str]]:
    """The line about each person by id, in the event's language and in each that a host reads.

    What people said at earlier breakfasts that is under way is in it: their host asks about it.
    """
    open_ = [one for one in brought_back(event) if one.state == CommitmentState.UNDER_WAY]
    promised = owners_of(open_, event)
    found: dict[str, dict[int, str]] = {}
    for language in {event.language, *(one.speaks for one in people if one.host_table)}:
        with speaking(language):
            found[language] = {
                one.id: note_about(
                    one, said_last_time((kept.what, kept.due) for kept in promised.get(one.id, ()))
                )
                for one in people
            }
    return found


def note_about(attendee: Attendee, said: str = "") -> str:
    """One line worth asking about: what they ``said`` last time, offer, seek and do."""
    told = told_to_hosts(sheet_fields(attendee.event), values_of(attendee))
    return fitted([said, *told] if said else told)


def _after_rounds(event: Event, rounds: int) -> dict[int, str]:
    """What follows a round where it is no other: such as "09:50 Coffee"."""
    zone = ZoneInfo(event.timezone)
    return {
        one.round_number: f"{then.starts.astimezone(zone):%H:%M} {then.title}"
        for one, then in pairwise(timetable(event, rounds))
        if one.round_number is not None and then.round_number is None
    }


def _round(card: RoundCard, zone: ZoneInfo, after: Mapping[int, str]) -> SheetRound:
    starts, ends = card.starts.astimezone(zone), card.ends.astimezone(zone)
    return SheetRound(
        number=card.number,
        tables=tuple(
            SheetTable(table.number, tuple(str(m.id) for m in table.people if m.here))
            for table in card.tables
        ),
        sitting_out=tuple(str(m.id) for m in card.sitting_out if m.here),
        time=f"{starts:%H:%M} to {ends:%H:%M}",
        then=after.get(card.number, ""),
    )
