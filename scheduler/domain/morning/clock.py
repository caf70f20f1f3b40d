"""The room's clock: which round is on, what the room does now, and how long for.

One state, kept by the server, from which every display derives what it shows. The state says when
its phase began and how long it lasts; :func:`settled` follows it to any later moment, so nothing
need happen on the server while time passes.

::

    before → talk 1 → move 2 → talk 2 → … → talk n → done
                        ↑ break: instead of a move, where the agenda has something between two
                          rounds, or for as long as the organiser says
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from scheduler.domain.states import State

MINUTE: Final = 60
LONGEST_BREAK: Final = 120
"""Minutes."""
CALL: Final = timedelta(minutes=2)
"""So long before the end of a break people are called to their tables."""


class Phase(State):
    """What the room does, with the word that displays show."""

    BEFORE = "before", "Soon"
    TALK = "talk", "Talk"
    MOVE = "move", "Move"
    BREAK = "break", "Break"
    DONE = "done", "Finished"


@dataclass(frozen=True, slots=True)
class Timing:
    """How the rounds run.

    ``runs_itself``: each round begins when the time to move is over; else it waits for the
    organiser. ``breaks``: how long the break is that the agenda has before a round, by its number.
    """

    rounds: int
    talk: timedelta
    move: timedelta
    runs_itself: bool
    breaks: Mapping[int, timedelta] = field(default_factory=dict)

    def before(self, number: int) -> tuple[Phase, timedelta]:
        """What lies before a round that is not the first, and for how long."""
        if number in self.breaks:
            return Phase.BREAK, self.breaks[number]
        return Phase.MOVE, self.move


@dataclass(frozen=True, slots=True)
class Clock:
    """The state. ``round`` is the one that runs, or the next one outside of a round.

    ``began``: when the phase would have begun if it had never been paused; ``paused``: since
    when it stands still. A phase of no length (DONE) does not end.
    """

    phase: Phase
    round: int
    began: datetime
    length: timedelta
    paused: datetime | None = None

    @property
    def ends(self) -> datetime:
        """When the phase is over if nobody touches it; meaningless while it is paused."""
        return self.began + self.length

    def left(self, now: datetime) -> timedelta:
        """How much of the phase is left, never less than nothing."""
        return max(timedelta(), self.ends - (self.paused or now))

    def shown(self, now: datetime) -> Phase:
        """What every display says that the room does: the end of a break is the move already."""
        called = self.phase is Phase.BREAK and self.paused is None and self.left(now) <= CALL
        return Phase.MOVE if called else self.phase

    @property
    def rests(self) -> bool:
        """Whether it stands still in a break: every display then says both, and no round is on."""
        return self.phase is Phase.BREAK and self.paused is not None

    @property
    def rounds_begun(self) -> int:
        """How many rounds have begun."""
        return self.round if self.phase in (Phase.TALK, Phase.DONE) else self.round - 1


@dataclass(frozen=True, slots=True)
class ClockStep:
    """A phase that was entered at a moment."""

    phase: Phase
    round: int
    at: datetime


def expected(clock: Clock, timing: Timing, number: int, now: datetime) -> tuple[datetime, datetime]:
    """Start and end of the round ``number``, the present one or a later one, as things stand.

    What waits for the organiser, or is paused, is expected to go on now.
    """
    if clock.phase in (Phase.TALK, Phase.DONE):
        start, end = clock.began, now + clock.left(now) if clock.paused else clock.ends
    else:
        start = now + clock.left(now) if clock.paused else max(now, clock.ends)
        end = start + timing.talk
    for following_round in range(clock.round + 1, number + 1):
        start = end + timing.before(following_round)[1]
        end = start + timing.talk
    return start, end


def ready(first_round: datetime, now: datetime) -> Clock:
    """The clock before the first round, which the agenda puts at ``first_round``."""
    # Whole seconds are kept: the time of the agenda is met exactly, and shown as it is printed.
    now = now.replace(microsecond=0)
    return Clock(Phase.BEFORE, 1, now, max(timedelta(), first_round - now))


def settled(clock: Clock, timing: Timing, now: datetime) -> tuple[Clock, tuple[ClockStep, ...]]:
    """Follow the clock to ``now``: its state then, and the phases entered by themselves.

    A round that is over is followed by the move, a break of the agenda, or the end. Everything
    else waits for the organiser, unless the rounds run by themselves.
    """
    steps = []
    while clock.paused is None and clock.phase != Phase.DONE and clock.ends <= now:
        if clock.phase != Phase.TALK and not timing.runs_itself:
            break
        clock = following(clock, timing, clock.ends)
        steps.append(ClockStep(clock.phase, clock.round, clock.began))
    return clock, tuple(steps)


def following(clock: Clock, timing: Timing, at: datetime) -> Clock:
    """The phase after the present one, begun at ``at``; DONE stays as it is."""
    if clock.phase == Phase.DONE:
        return clock
    if clock.phase != Phase.TALK:
        return Clock(Phase.TALK, clock.round, at, timing.talk)
    if clock.round >= timing.rounds:
        return Clock(Phase.DONE, clock.round, at, timedelta())
    phase, length = timing.before(clock.round + 1)
    return Clock(phase, clock.round + 1, at, length)


def former(clock: Clock, timing: Timing, at: datetime) -> Clock:
    """The phase before the present one, begun anew at ``at``: a round goes on for a minute."""
    minute = timedelta(seconds=MINUTE)
    match clock.phase:
        case Phase.DONE:
            return Clock(Phase.TALK, clock.round, at, minute)
        case Phase.TALK if clock.round == 1:
            return Clock(Phase.BEFORE, 1, at, minute)
        case Phase.TALK:
            phase, length = timing.before(clock.round)
            return Clock(phase, clock.round, at, length)
        case Phase.MOVE | Phase.BREAK if clock.round > 1:
            return Clock(Phase.TALK, clock.round - 1, at, minute)
    return clock


def pause(clock: Clock, now: datetime) -> Clock:
    """Stand still. What has no time to run, and what is paused already, stays as it is."""
    if clock.paused is not None or clock.phase in (Phase.BEFORE, Phase.DONE):
        return clock
    return replace(clock, paused=now)


def go_on(clock: Clock, now: datetime) -> Clock:
    """Run again with the time that was left."""
    if clock.paused is None:
        return clock
    return replace(clock, began=clock.began + (now - clock.paused), paused=None)


def extend(clock: Clock, now: datetime) -> Clock:
    """A minute more; a phase whose time is over gets one from now."""
    if clock.phase in (Phase.BEFORE, Phase.DONE):
        return clock
    over = max(timedelta(), (clock.paused or now) - clock.ends)
    return replace(clock, length=clock.length + over + timedelta(seconds=MINUTE))


def take_break(clock: Clock, minutes: int, now: datetime) -> Clock:
    """A break before the next round, instead of the move; during a round it changes nothing."""
    if clock.phase not in (Phase.MOVE, Phase.BREAK, Phase.BEFORE):
        return clock
    return Clock(Phase.BREAK, clock.round, now, timedelta(minutes=minutes))
