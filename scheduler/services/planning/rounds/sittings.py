"""Who sat where: by the plan, and in the rounds that took place among people who were there.

Nothing of it is stored twice: it is derived from the plan, the rounds that ran and who was checked
in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.afterwards.meetings import Sitting
from scheduler.domain.morning.away import Span, rounds_away
from scheduler.domain.states import RegistrationState
from scheduler.exports.lists.delimited import write_rows
from scheduler.models import Attendance, Attendee, Event, Plan, RoundRun, Seat, Sector, db
from scheduler.services.people.presence import joins_from_afar, missing_rounds, was_checked
from scheduler.services.planning.rounds.clock import morning_is_over, runs_of
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.runs import Run


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat of a plan that counts, and whether its person really sat there."""

    sitting: Sitting
    name: str
    organisation: str
    there: bool


@dataclass(frozen=True, slots=True)
class RoundsHeld:
    """The rounds that took place, and who of those with a place sat in each.

    Everything that says who sat with whom asks this. ``runs``: by number, none where no clock ran;
    ``plans``: by which plan each was held, where that is known. ``noted``: for each person of whom
    the desk knows something, when they came and what they missed; ``missed``: whom a host missed
    in which round. ``checked``: anybody was checked in; ``afar``: who joins online.
    """

    runs: Mapping[int, Run]
    plans: Mapping[int, int]
    noted: Mapping[int, tuple[datetime | None, list[Span]]]
    missed: frozenset[tuple[int, int]]
    checked: bool
    afar: frozenset[int]
    over: datetime | None

    def sat(self, person: int, number: int) -> bool:
        """Whether somebody with a place sat in the round, as far as is known."""
        return not (self.unnoted(person, number) or self._said_away(person, number))

    def unnoted(self, person: int, number: int) -> bool:
        """Whether others were checked in by the end of the round, and this person was not."""
        if person not in self.noted:
            return self.checked and person not in self.afar
        came_at, _away = self.noted[person]
        run = self.runs.get(number)
        if came_at is None or run is None or run.ended is None or came_at < run.ended:
            return came_at is None
        return self.over is None or came_at < self.over

    def _said_away(self, person: int, number: int) -> bool:
        """Whether they, a desk or a host said that they are not there in that round."""
        _came_at, away = self.noted.get(person, (None, []))
        return (person, number) in self.missed or number in rounds_away(away, number)


def sat_together(event: Event, now: datetime) -> list[Sitting]:
    """Who sat where in the rounds that took place, as far as is known; nobody without a plan."""
    plan = published_plan(event)
    if plan is None:
        return []
    return [row.sitting for row in _rows(plan, rounds_held(event, now)) if row.there]


def meetings_csv(event: Event, now: datetime) -> str:
    """Every seat that counts, with whether its person was there: the figures can be recounted."""
    plan = published_plan(event)
    rows: list[Sequence[object]] = [
        ("round", "table", "name", "organisation", "sector", "was there")
    ]
    for row in _rows(plan, rounds_held(event, now)) if plan else ():
        at = row.sitting
        there = "yes" if row.there else "no"
        rows.append((at.round, at.table, row.name, row.organisation, at.sector, there))
    return write_rows(rows)


def rounds_held(event: Event, now: datetime) -> RoundsHeld:
    """What is known of the rounds of an event until ``now``, and of who was there."""
    noted = db.session.execute(
        select(Attendance.attendee_id, Attendance.came_at, Attendance.away).where(
            Attendance.event_id == event.id
        )
    )
    plans = db.session.execute(
        select(RoundRun.round, RoundRun.plan_id).where(RoundRun.event_id == event.id)
    )
    runs = {run.round: run for run in runs_of(event, now)}
    ends = [run.ended for run in runs.values() if run.ended]
    afar = select(Attendee.id).where(Attendee.event_id == event.id, joins_from_afar())
    return RoundsHeld(
        runs=runs,
        plans={number: plan_id for number, plan_id in plans if plan_id},
        noted={key: (came_at, away) for key, came_at, away in noted},
        missed=missing_rounds(event.id),
        checked=was_checked(event),
        afar=frozenset(db.session.scalars(afar)),
        over=max(ends, default=None) if morning_is_over(event, now) else None,
    )


def _rows(plan: Plan, held: RoundsHeld) -> Iterator[SeatRow]:
    """The seats of the rounds that took place, by the plan that held then; of all rounds where no
    clock ran."""
    by_plan: dict[int, list[SeatRow]] = {}
    for number in range(1, plan.rounds + 1):
        if held.runs and number not in held.runs:
            continue
        plan_id = held.plans.get(number, plan.id)
        if plan_id not in by_plan:
            by_plan[plan_id] = list(seats_at_tables(plan_id))
        for row in by_plan[plan_id]:
            if row.sitting.round == number:
                yield replace(row, there=row.there and held.sat(row.sitting.person, number))


def seats_at_tables(plan_id: int) -> Iterator[SeatRow]:
    """Every seat of a plan at a table; ``there``: its person has a place."""
    rows = db.session.execute(
        select(
            Seat.attendee_id, Seat.round, Seat.table, Attendee.name, Attendee.organisation,
            Attendee.state, Sector.name.label("sector"),
        )
        .join(Attendee, Attendee.id == Seat.attendee_id)
        .outerjoin(Sector, Sector.id == Attendee.sector_id)
        .where(Seat.plan_id == plan_id, Seat.table.is_not(None))
        .order_by(Seat.round, Seat.table, Attendee.name)
    )  # fmt: skip
    for row in rows:
        yield SeatRow(
            Sitting(row.attendee_id, row.sector or "", row.round, row.table),
            row.name,
            row.organisation,
            row.state == RegistrationState.PLACED,
        )
