"""Who sat where: by the plan, and in the rounds that took place among people who were there.

Nothing of it is stored twice: it is derived from the plan, the rounds that ran and who was checked
in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.afterwards.meetings import Sitting
from scheduler.domain.morning.away import rounds_away
from scheduler.domain.states import RegistrationState
from scheduler.exports.lists.delimited import write_rows
from scheduler.models import Attendance, Attendee, Event, Plan, RoundRun, Seat, Sector, db
from scheduler.services.people.presence import missing_rounds, was_checked
from scheduler.services.planning.rounds.clock import runs_of
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.runs import Run


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat of a plan that counts, and whether its person really sat there."""

    sitting: Sitting
    name: str
    organisation: str
    there: bool


def sat_together(event: Event, now: datetime) -> list[Sitting]:
    """Who sat where in the rounds that took place, as far as is known; nobody without a plan."""
    plan = published_plan(event)
    if plan is None:
        return []
    return [row.sitting for row in _rows(event, plan, runs_of(event, now)) if row.there]


def meetings_csv(event: Event, now: datetime) -> str:
    """Every seat that counts, with whether its person was there: the figures can be recounted."""
    plan = published_plan(event)
    rows: list[Sequence[object]] = [
        ("round", "table", "name", "organisation", "sector", "was there")
    ]
    for row in _rows(event, plan, runs_of(event, now)) if plan else ():
        at = row.sitting
        there = "yes" if row.there else "no"
        rows.append((at.round, at.table, row.name, row.organisation, at.sector, there))
    return write_rows(rows)


def _rows(event: Event, plan: Plan, runs: Sequence[Run]) -> Iterator[SeatRow]:
    """The seats of the rounds that took place, by the plan that held then; of all rounds where no
    clock ran."""
    noted = {
        row.attendee_id: row
        for row in db.session.scalars(select(Attendance).where(Attendance.event_id == event.id))
    }
    checked, missed = was_checked(event), missing_rounds(event.id)
    ran = {run.round: run for run in runs}
    plans = {
        row.round: row.plan_id
        for row in db.session.scalars(select(RoundRun).where(RoundRun.event_id == event.id))
    }
    by_plan: dict[int, list[SeatRow]] = {}
    for number in range(1, plan.rounds + 1):
        if ran and number not in ran:
            continue
        plan_id = plans.get(number) or plan.id
        if plan_id not in by_plan:
            by_plan[plan_id] = list(seats_at_tables(plan_id))
        for row in by_plan[plan_id]:
            if row.sitting.round == number:
                there = (
                    row.there
                    and (row.sitting.person, number) not in missed
                    and _sat(noted.get(row.sitting.person), number, ran.get(number), checked)
                )
                yield replace(row, there=there)


def _sat(row: Attendance | None, number: int, run: Run | None, checked: bool) -> bool:
    """Whether a person with a place sat in that round, from what the desk noted of them."""
    if row is None:
        return not checked
    if row.came_at is None or number in rounds_away(row.away, number):
        return False
    return run is None or run.ended is None or row.came_at < run.ended


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
