"""What was planned and what happened, apart.

What happened is who sat together in rounds that took place, among people who were there. Nothing
of it is stored twice: it is derived from the plan, the rounds that ran and who was checked in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from scheduler.domain.afterwards.meetings import Sitting, links_between_sectors
from scheduler.domain.morning.away import rounds_away
from scheduler.domain.states import CAME, RegistrationState
from scheduler.exports.lists.delimited import write_rows
from scheduler.models import Attendance, Attendee, Event, Plan, RoundRun, Seat, Sector, db
from scheduler.services.morning.clock import Run, runs_of
from scheduler.services.morning.hosting import missing_rounds
from scheduler.services.morning.presence import was_there
from scheduler.services.planning.memory import known_pairs
from scheduler.services.planning.plans import published_plan


@dataclass(frozen=True, slots=True)
class Happened:
    """Planned and actual side by side.

    ``planned`` and ``met`` are distinct links between sectors; ``first_time`` is how many of
    those that met had not met at an earlier event of the series. ``checked``: whether anybody
    was checked in (else everybody with a place counts as there); ``clocked``: whether the
    rounds ran by the room's clock (else all of the plan counts).
    """

    planned: int
    met: int
    first_time: int
    came: int
    expected: int
    rounds: int
    rounds_planned: int
    checked: bool
    clocked: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A seat of a plan that counts, and whether its person really sat there."""

    sitting: Sitting
    name: str
    organisation: str
    there: bool


def happened(event: Event, now: datetime) -> Happened | None:
    """What came of the published plan until now; None without one."""
    plan = published_plan(event)
    if plan is None:
        return None
    runs = runs_of(event, now)
    over = now >= event.ends_at
    rows = list(_rows(event, plan, runs))
    sat = [row.sitting for row in rows if row.there]
    links = links_between_sectors(sat)
    people = db.session.scalars(select(Attendee).where(Attendee.event_id == event.id)).all()
    placed = (Attendee.event_id == event.id, Attendee.state == RegistrationState.PLACED)
    came = select(func.count(Attendee.id)).where(Attendee.event_id == event.id, was_there())
    everybody = [row.sitting for row in _seats(plan.id) if row.there]
    return Happened(
        planned=len(links_between_sectors(everybody)),
        met=len(links),
        first_time=len(links - known_pairs(event, people)),
        came=db.session.scalar(came) or 0,
        expected=db.session.scalar(select(func.count(Attendee.id)).where(*placed)) or 0,
        rounds=len(runs) if runs else plan.rounds if over else 0,
        rounds_planned=plan.rounds,
        checked=_checked(event),
        clocked=bool(runs),
    )


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


def _rows(event: Event, plan: Plan, runs: Sequence[Run]) -> Iterator[_Row]:
    """The seats of the rounds that took place, by the plan that held then; of all rounds where no
    clock ran."""
    noted = {
        row.attendee_id: row
        for row in db.session.scalars(select(Attendance).where(Attendance.event_id == event.id))
    }
    checked, missed = _checked(event), missing_rounds(event.id)
    ran = {run.round: run for run in runs}
    plans = {
        row.round: row.plan_id
        for row in db.session.scalars(select(RoundRun).where(RoundRun.event_id == event.id))
    }
    by_plan: dict[int, list[_Row]] = {}
    for number in range(1, plan.rounds + 1):
        if ran and number not in ran:
            continue
        plan_id = plans.get(number) or plan.id
        if plan_id not in by_plan:
            by_plan[plan_id] = list(_seats(plan_id))
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


def _seats(plan_id: int) -> Iterator[_Row]:
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
        yield _Row(
            Sitting(row.attendee_id, row.sector or "", row.round, row.table),
            row.name,
            row.organisation,
            row.state == RegistrationState.PLACED,
        )


def _checked(event: Event) -> bool:
    there = select(Attendance.attendee_id).where(
        Attendance.event_id == event.id, Attendance.state.in_(CAME)
    )
    return db.session.scalar(there.limit(1)) is not None
