"""The room's clock: made ready, pressed, followed; and the rounds that really took place."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import or_, select

from scheduler.domain.english import count
from scheduler.domain.events.agenda import breaks_between
from scheduler.domain.morning import clock as rules
from scheduler.domain.morning.clock import Clock, ClockStep, Phase, Timing
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, Plan, RoomClock, db, transaction
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.runs import (
    Run,
    forget_after,
    with_steps,
    write_down,
    written_runs,
)
from scheduler.services.planning.rounds.times import times_of
from scheduler.services.registration.places import check_held, lock_event

LATEST: Final = timedelta(hours=6)
"""So long after its end an event whose clock was left standing is over all the same."""


class Press(StrEnum):
    """What the organiser can do to the clock."""

    NEXT = "next"
    PAUSE = "pause"
    GO_ON = "go on"
    MINUTE = "minute"
    BREAK = "break"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class StoredClock:
    """The clock of an event as it is stored, from which every moment follows.

    ``plan``: the number of the published plan (0: none). ``presses`` tells one state of the
    stored clock from the next. ``undo``: whether the last press can be taken back.
    """

    stored: Clock
    timing: Timing
    plan: int
    presses: int
    undo: bool
    screen_token: str

    def at(self, now: datetime) -> Clock:
        """The clock at a moment."""
        return rules.settled(self.stored, self.timing, now)[0]

    def undoable(self, now: datetime) -> bool:
        """Whether BACK takes the last press back; else it leads to the phase before."""
        return self.undo and _same(self.at(now), self.stored)

    def key(self, now: datetime) -> str:
        """Tells what displays show now from what they showed before."""
        clock = self.at(now)
        return f"{self.presses}.{self.plan}.{clock.phase}.{clock.round}"


def stored_clock(event: Event) -> StoredClock | None:
    """The clock of an event; None before it is made ready."""
    row = db.session.get(RoomClock, event.id, populate_existing=True)
    if row is None:
        return None
    plan = published_plan(event)
    return StoredClock(
        _clock(row),
        _timing(event, row, plan),
        plan.number if plan else 0,
        row.presses,
        undo=row.undo is not None,
        screen_token=row.screen_token,
    )


def event_of_screen(token: str) -> Event | None:
    """The event whose big screen has this secret link."""
    if "\0" in token:
        return None
    return db.session.scalar(select(Event).join(RoomClock).where(RoomClock.screen_token == token))


def make_ready(event: Event, runs_itself: bool, now: datetime) -> None:
    """Set the clock to the time before round 1, or change whether the rounds run by themselves.

    Raises RuleBroken without a published plan, and for an event that is called off.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        plan = published_plan(event)
        if plan is None:
            raise RuleBroken("Publish the rounds first: the clock runs through them.")
        row = db.session.get(RoomClock, event.id)
        if row is None:
            row = RoomClock(event_id=event.id, screen_token=secrets.token_urlsafe(24), presses=0)
            row.runs_itself = runs_itself
            _store(row, rules.ready(times_of(event, plan.rounds)[0][0], now))
            db.session.add(row)
        elif row.runs_itself != runs_itself:
            # What happened so far happened by the rule that held so far.
            keep_so_far(event, now, announce=True)
            row.runs_itself = runs_itself


def press(
    event: Event,
    what: Press,
    shown: tuple[Phase, int],
    now: datetime,
    minutes: int = 0,
) -> bool:
    """Do one thing to the clock. ``shown``: phase and round that the organiser saw.

    Returns False, and changes nothing, when the clock is elsewhere by now: two people who press
    "next" at once move the room once. ``minutes`` is for a break, 1 to LONGEST_BREAK. Raises
    InvalidInput for other minutes, RuleBroken while there is no clock.
    """
    if what == Press.BREAK and not 1 <= minutes <= rules.LONGEST_BREAK:
        raise InvalidInput(
            f"A break has 1 to {count(rules.LONGEST_BREAK, 'minute')}.", field="minutes"
        )
    with transaction():
        event = lock_event(event.id)
        row = db.session.get(RoomClock, event.id, populate_existing=True)
        if row is None:
            raise RuleBroken("The clock is not ready yet: get it ready on the Day page.")
        timing = _timing(event, row, published_plan(event))
        stored = _clock(row)
        clock, steps = rules.settled(stored, timing, now)
        if (clock.phase, clock.round) != shown:
            return False
        after, steps_after = _pressed(what, row, clock, timing, now, minutes)
        if after == clock:
            return False
        write_down(event, (*steps, *steps_after))
        if what == Press.BACK:
            forget_after(event, after)
        row.undo = None if what == Press.BACK else _as_json(clock, now)
        _store(row, after)
        row.presses += 1
    return True


def keep_so_far(event: Event, now: datetime, *, announce: bool = False) -> None:
    """Write down what passed by itself until now, in the caller's transaction.

    Whoever changes what the clock follows (minutes, the published plan) does this first: what
    happened, happened by what held then, and the phase that is on keeps its length. With
    ``announce`` open pages look again at what is to come. Nothing is done without a clock.
    """
    row = db.session.get(RoomClock, event.id, populate_existing=True)
    if row is None:
        return
    timing = _timing(event, row, published_plan(event))
    clock, steps = rules.settled(_clock(row), timing, now)
    if steps:
        write_down(event, steps)
        _store(row, clock)
        # It would lead back to before what has passed since.
        row.undo = None
    if announce:
        row.presses += 1


def keep_all_so_far(now: datetime) -> None:
    """Do :func:`keep_so_far` for every event whose rounds go on by themselves, each by itself."""
    running = (
        select(RoomClock)
        .join(Event)
        .where(
            RoomClock.phase != Phase.DONE,
            RoomClock.paused_at.is_(None),
            or_(RoomClock.runs_itself, RoomClock.phase == Phase.TALK),
            RoomClock.began_at <= now,
            Event.called_off_at.is_(None),
        )
    )
    due = [row.event_id for row in db.session.scalars(running) if _clock(row).ends <= now]
    db.session.rollback()
    for event_id in due:
        with transaction():
            keep_so_far(lock_event(event_id), now)


def runs_of(event: Event, now: datetime) -> list[Run]:
    """The rounds that took place until ``now``, in order: recorded, or followed by the clock."""
    row = db.session.get(RoomClock, event.id)
    if row is None:
        return with_steps(written_runs(event), ())
    timing = _timing(event, row, published_plan(event))
    _clock_now, steps = rules.settled(_clock(row), timing, now)
    return with_steps(written_runs(event), steps)


def rounds_begun(event: Event, now: datetime) -> int:
    """How many rounds have begun by the room's clock; 0 without one."""
    room = stored_clock(event)
    return room.at(now).rounds_begun if room else 0


def morning_is_over(event: Event, now: datetime) -> bool:
    """Whether nobody is expected any more: the last round has ended, or the event by its time.

    A room that is late is waited for; a clock that stands between rounds for hours is not.
    """
    room = stored_clock(event)
    phase = room.at(now).phase if room else Phase.BEFORE
    late = timedelta() if phase is Phase.BEFORE else LATEST
    return phase is Phase.DONE or now >= event.ends_at + late


def _pressed(
    what: Press, row: RoomClock, clock: Clock, timing: Timing, now: datetime, minutes: int
) -> tuple[Clock, tuple[ClockStep, ...]]:
    """The clock after a press, and the phases entered by it."""
    if what == Press.BACK:
        return _back(row, clock, timing, now), ()
    if what == Press.NEXT:
        after = rules.following(clock, timing, now)
        return after, (ClockStep(after.phase, after.round, now),)
    return _ADJUST[what](clock, now, minutes), ()


_ADJUST: Final[dict[Press, Callable[[Clock, datetime, int], Clock]]] = {
    Press.PAUSE: lambda clock, now, _minutes: rules.pause(clock, now),
    Press.GO_ON: lambda clock, now, _minutes: rules.go_on(clock, now),
    Press.MINUTE: lambda clock, now, _minutes: rules.extend(clock, now),
    Press.BREAK: lambda clock, now, minutes: rules.take_break(clock, minutes, now),
}


def _back(row: RoomClock, clock: Clock, timing: Timing, now: datetime) -> Clock:
    """The state before the last press, with the time that was left then; else the phase before."""
    if row.undo and _same(clock, _clock(row)):
        kept = _from_json(row.undo)
        away = now - datetime.fromisoformat(row.undo["pressed_at"])
        paused = kept.paused + away if kept.paused else None
        return Clock(kept.phase, kept.round, kept.began + away, kept.length, paused)
    return rules.former(clock, timing, now)


def _same(clock: Clock, other: Clock) -> bool:
    """Whether it is the same phase of the same round: nothing has passed by itself in between."""
    return (clock.phase, clock.round) == (other.phase, other.round)


def _timing(event: Event, row: RoomClock, plan: Plan | None) -> Timing:
    rounds, move = plan.rounds if plan else event.rounds, timedelta(minutes=event.move_minutes)
    return Timing(
        rounds,
        timedelta(minutes=event.talk_minutes),
        move,
        row.runs_itself,
        breaks_between(times_of(event, rounds), move),
    )


def _clock(row: RoomClock) -> Clock:
    return Clock(row.phase, row.round, row.began_at, timedelta(seconds=row.seconds), row.paused_at)


def _store(row: RoomClock, clock: Clock) -> None:
    row.phase, row.round, row.began_at = clock.phase, clock.round, clock.began
    row.seconds, row.paused_at = round(clock.length.total_seconds()), clock.paused


def _as_json(clock: Clock, now: datetime) -> dict[str, Any]:
    return {
        "phase": clock.phase.value,
        "round": clock.round,
        "began": clock.began.isoformat(),
        "seconds": round(clock.length.total_seconds()),
        "paused": clock.paused.isoformat() if clock.paused else None,
        "pressed_at": now.isoformat(),
    }


def _from_json(kept: dict[str, Any]) -> Clock:
    return Clock(
        Phase(kept["phase"]),
        kept["round"],
        datetime.fromisoformat(kept["began"]),
        timedelta(seconds=kept["seconds"]),
        datetime.fromisoformat(kept["paused"]) if kept["paused"] else None,
    )
