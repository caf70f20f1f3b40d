"""What was planned and what happened, apart."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.afterwards.figures.impact import steps_of
from scheduler.models import Event
from scheduler.services.people.presence import was_checked
from scheduler.services.planning.rounds.breakfasts import breakfasts_until
from scheduler.services.planning.rounds.clock import morning_is_over, runs_of
from scheduler.services.planning.rounds.published import published_plan


@dataclass(frozen=True, slots=True)
class Happened:
    """Planned and actual side by side.

    ``planned`` and ``met`` are distinct links between sectors, planned before anybody was known to
    be missing; ``planned_new`` and ``first_time`` are how many of these had not met at an earlier
    event of the series. ``checked``: whether anybody
    was checked in (else everybody with a place counts as there); ``clocked``: whether the
    rounds ran by the room's clock (else all of the plan counts).
    """

    planned: int
    planned_new: int
    met: int
    first_time: int
    came: int
    expected: int
    rounds: int
    rounds_planned: int
    checked: bool
    clocked: bool


def happened(event: Event, now: datetime) -> Happened | None:
    """What came of the published plan until now; None without one."""
    breakfasts = breakfasts_until(event, now)
    plan = published_plan(event)
    if plan is None:
        return None
    runs = runs_of(event, now)
    over = morning_is_over(event, now)
    *_, this = steps_of(breakfasts)
    return Happened(
        planned=this.breakfast.planned,
        planned_new=this.planned_new,
        met=this.met,
        first_time=this.new,
        came=len(this.breakfast.guests),
        expected=this.breakfast.expected,
        rounds=len(runs) if runs else plan.rounds if over else 0,
        rounds_planned=plan.rounds,
        checked=was_checked(event),
        clocked=bool(runs),
    )
