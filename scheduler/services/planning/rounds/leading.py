"""What leads somebody's page on the morning: their table now, the move to it, or the break."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from scheduler.domain.languages import gettext
from scheduler.domain.morning.clock import Clock, Phase, Timing, expected
from scheduler.services.planning.rounds.clock import StoredClock
from scheduler.services.planning.rounds.personal_rounds import RoundView


class Lead(StrEnum):
    """What the first of the large cards is about: for those who keep their table, STAY is the move.

    NOTHING before the first round, and after all; RESTS is a break that is paused.
    """

    NOTHING = ""
    NOW = "now"
    MOVE = "move"
    STAY = "stay"
    BREAK = "break"
    PAUSED = "paused"
    RESTS = "rests"


_OF_PHASE = {Phase.TALK: Lead.NOW, Phase.MOVE: Lead.MOVE, Phase.BREAK: Lead.BREAK}


@dataclass(frozen=True, slots=True)
class RoundsByTime:
    """Rounds as the page shows them: those over, at most two with their label, and the rest."""

    before: tuple[RoundView, ...]
    current: tuple[tuple[str, RoundView], ...]
    later: tuple[RoundView, ...]
    lead: Lead = Lead.NOTHING

    @property
    def ahead(self) -> tuple[RoundView, ...]:
        """The rounds that are not over."""
        return (*(view for _label, view in self.current), *self.later)


def by_room(rounds: Sequence[RoundView], room: StoredClock | None, now: datetime) -> RoundsByTime:
    """Split rounds by the room's clock, once it is ready; by the agenda until then."""
    return by_clock(rounds, room.at(now), room.timing, now) if room else by_time(rounds, now)


def by_time(rounds: Sequence[RoundView], now: datetime) -> RoundsByTime:
    """Split rounds into those over, the running or next one with its successor, and the rest."""
    over = sum(view.ends <= now for view in rounds)
    lead = Lead.NOTHING
    if over < len(rounds):
        running = rounds[over].starts <= now
        lead = Lead.NOW if running else Lead.MOVE if over else Lead.NOTHING
    return _split(rounds, over, lead)


def by_clock(
    rounds: Sequence[RoundView],
    clock: Clock,
    timing: Timing,
    now: datetime,
) -> RoundsByTime:
    """The same by the room's clock, which may be behind the agenda or ahead of it.

    Rounds to come carry the times at which they are expected now.
    """
    done = clock.phase is Phase.DONE
    over = sum(done or view.number < clock.round for view in rounds)
    shown = list(rounds[:over])
    for view in rounds[over:]:
        starts, ends = expected(clock, timing, view.number, now)
        shown.append(replace(view, starts=starts, ends=ends))
    lead = Lead.NOTHING
    if over < len(shown) and shown[over].number == clock.round:
        lead = _OF_PHASE.get(clock.shown(now), Lead.NOTHING)
        if lead and clock.paused:
            lead = Lead.RESTS if clock.rests else Lead.PAUSED
    return _split(shown, over, lead, may_stay=clock.phase is not Phase.BREAK)


def _split(
    rounds: Sequence[RoundView], over: int, lead: Lead, *, may_stay: bool = True
) -> RoundsByTime:
    """The first ``over`` rounds are over; ``lead`` says how it stands with the next.

    Who keeps their table stays there, where they ``may_stay``: not after a break.
    """
    to_come, last = rounds[over:], rounds[over - 1] if over else None
    if may_stay and lead is Lead.MOVE and last and at_table(last) == at_table(to_come[0]):
        lead = Lead.STAY
    second = gettext("Next") if lead else gettext("Then")
    first = _first_label(to_come[0], lead, bool(over)) if to_come else ""
    current = tuple(zip((first, second), to_come[:2], strict=False))
    return RoundsByTime(tuple(rounds[:over]), current, tuple(to_come[2:]), lead)


def _first_label(view: RoundView, lead: Lead, begun: bool) -> str:
    match lead:
        case Lead.NOW:
            return gettext("Now")
        case Lead.PAUSED:
            return gettext("Paused")
        case Lead.RESTS:
            return f"{gettext('Paused')} · {gettext('Break')}"
        case Lead.BREAK:
            return gettext("Break")
        case Lead.STAY if at_table(view):
            return gettext("Stay at table %(number)s", number=view.table)
        case Lead.MOVE if at_table(view):
            return gettext("Move now")
    return gettext("Next") if begun else gettext("First")


def at_table(view: RoundView) -> int | None:
    """The table at which they sit in the round; None if they sit out or are not there."""
    return None if view.missed else view.table
