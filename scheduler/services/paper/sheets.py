"""A plan as the printed sheets show it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduler.domain.afterwards.commitments import said_last_time
from scheduler.domain.events.agenda import TimeSpan
from scheduler.domain.languages import ENGLISH, speaking
from scheduler.domain.morning.clock import Phase, expected
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
from scheduler.services.planning.rounds.clock import runs_of, stored_clock
from scheduler.services.planning.seating import seating_of
from scheduler.services.registration.answers.values import load_answers, sheet_fields, values_of


def sheets_for(event: Event, plan: Plan, now: datetime) -> EventSheets:
    """Return everything the sheets of a plan show, without people who have cancelled.

    Times are those of the agenda, and like dates in the event's zone. Raises InvalidInput when
    there is nothing to print.
    """
    return _sheets(event, plan, now, {})


def sheets_by_clock(event: Event, plan: Plan, now: datetime) -> EventSheets:
    """The same to be printed ``now``: once the room's clock has begun, with the times it gives."""
    return _sheets(event, plan, now, _times_by_clock(event, plan, now))


def _times_by_clock(event: Event, plan: Plan, now: datetime) -> dict[int, TimeSpan]:
    """When rounds of the published plan took place or are expected; none before the first."""
    room = stored_clock(event)
    if room is None or plan.number != room.plan or not room.at(now).rounds_begun:
        return {}
    clock = room.at(now)
    found = {run.round: (run.started, run.ended) for run in runs_of(event, now) if run.ended}
    if clock.phase is not Phase.DONE:
        to_come = range(clock.round, room.timing.rounds + 1)
        found |= {number: expected(clock, room.timing, number, now) for number in to_come}
    return found


def _sheets(event: Event, plan: Plan, now: datetime, times: Mapping[int, TimeSpan]) -> EventSheets:
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
        rounds=tuple(_round(round_, zone, after, times) for round_ in arranged.rounds),
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


def _after_rounds(event: Event, rounds: int) -> dict[int, tuple[timedelta, str]]:
    """What follows a round where it is no other, and how long after its end."""
    return {
        one.round_number: (then.starts - one.ends, then.title)
        for one, then in pairwise(timetable(event, rounds))
        if one.round_number is not None and then.round_number is None
    }


def _round(
    card: RoundCard,
    zone: ZoneInfo,
    after: Mapping[int, tuple[timedelta, str]],
    times: Mapping[int, TimeSpan],
) -> SheetRound:
    """The round at its own of these ``times``, else at that of the plan."""
    starts, ends = times.get(card.number, (card.starts, card.ends))
    later, title = after.get(card.number, (timedelta(), ""))
    then = f"{(ends + later).astimezone(zone):%H:%M} {title}" if title else ""
    starts, ends = starts.astimezone(zone), ends.astimezone(zone)
    return SheetRound(
        number=card.number,
        tables=tuple(
            SheetTable(table.number, tuple(str(m.id) for m in table.people if m.here))
            for table in card.tables
        ),
        sitting_out=tuple(str(m.id) for m in card.sitting_out if m.here),
        time=f"{starts:%H:%M} to {ends:%H:%M}",
        then=then,
    )
