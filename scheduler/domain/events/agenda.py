"""When things happen in a morning, and whether the rounds fit into it.

All times are aware datetimes; all lengths are whole minutes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from scheduler.domain.english import count
from scheduler.domain.events.fix_places import FixPlace
from scheduler.domain.states import TableFormat

KINDS: Final = {
    "talk": "Talk",
    "networking": "Networking",
    "break": "Break",
    "other": "Other",
}
"""The kinds of an agenda item, each with the words that name it."""

LONGEST_ROUNDS: Final = 45
"""Minutes of rounds after which people tire (known from practice, not a limit)."""

Span = tuple[datetime, datetime]
"""Start and end of a stretch of time."""


class Item(Protocol):
    """One stretch of the morning, as the agenda holds it."""

    @property
    def kind(self) -> str:
        """One of :data:`KINDS`."""

    @property
    def minutes(self) -> int:
        """How long it lasts."""


@dataclass(frozen=True, slots=True)
class FormatDefaults:
    """What usually makes a good session of one format."""

    table_size: int
    talk_minutes: int
    move_minutes: int
    rounds: int


DEFAULTS: Final[Mapping[TableFormat, FormatDefaults]] = {
    TableFormat.PAIRS: FormatDefaults(2, 5, 1, 6),
    TableFormat.TRIOS: FormatDefaults(3, 7, 1, 5),
    TableFormat.TABLES: FormatDefaults(5, 8, 2, 4),
}
"""The defaults of each format: the number to a table, minutes to talk and to move, rounds."""


@dataclass(frozen=True, slots=True)
class BudgetPoint:
    """One thing that does not fit, with advice."""

    sentence: str
    fix: FixPlace


@dataclass(frozen=True, slots=True)
class TimeBudget:
    """The rounds against their slot and the agenda against the morning, in minutes.

    ``slot`` is None when the agenda has no networking slot. ``spare`` is what is left of the
    slot (negative: what is missing).
    """

    needed: int
    slot: int | None
    spare: int
    fits: bool
    rounds_that_fit: int
    agenda: int
    morning: int
    points: tuple[BudgetPoint, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentences of the points alone."""
        return tuple(point.sentence for point in self.points)


def networking_start(event_start: datetime, items: Iterable[Item]) -> datetime:
    """Return when the first round begins: the start of the first networking slot.

    Without such a slot the rounds begin with the event.
    """
    elapsed = 0
    for item in items:
        if item.kind == "networking":
            return event_start + timedelta(minutes=elapsed)
        elapsed += item.minutes
    return event_start


def agenda_times(event_start: datetime, items: Iterable[Item]) -> list[Span]:
    """Return start and end of every item, one after the other without gaps."""
    spans, start = [], event_start
    for item in items:
        end = start + timedelta(minutes=item.minutes)
        spans.append((start, end))
        start = end
    return spans


def round_times(
    networking_start: datetime, rounds: int, talk_minutes: int, move_minutes: int
) -> list[Span]:
    """Return start and end of every round; between two rounds people move."""
    step, talk = timedelta(minutes=talk_minutes + move_minutes), timedelta(minutes=talk_minutes)
    starts = [networking_start + step * number for number in range(rounds)]
    return [(start, start + talk) for start in starts]


def minutes_needed(rounds: int, talk_minutes: int, move_minutes: int) -> int:
    """Return the length of all rounds, the move after each included."""
    return rounds * (talk_minutes + move_minutes)


def time_budget(
    items: Sequence[Item], morning: int, rounds: int, talk_minutes: int, move_minutes: int
) -> TimeBudget:
    """Compare the rounds with the first networking slot, and the agenda with the morning.

    ``morning`` is the event's length in minutes.
    """
    each = talk_minutes + move_minutes
    needed = minutes_needed(rounds, talk_minutes, move_minutes)
    slot = next((item.minutes for item in items if item.kind == "networking"), None)
    agenda = sum(item.minutes for item in items)
    fits = slot is not None and needed <= slot
    return TimeBudget(
        needed=needed,
        slot=slot,
        spare=(slot or 0) - needed,
        fits=fits,
        rounds_that_fit=(slot or 0) // each if each else 0,
        agenda=agenda,
        morning=morning,
        points=(*_slot_points(needed, slot, each), *_length_points(agenda, morning)),
    )


def _slot_points(needed: int, slot: int | None, each: int) -> Iterable[BudgetPoint]:
    if slot is None:
        yield BudgetPoint(
            "The agenda has no networking slot for the rounds: add one.", FixPlace.AGENDA
        )
    elif needed > slot:
        yield BudgetPoint(
            f"The rounds need {needed} minutes, but the networking slot has {slot}: "
            f"lengthen the slot by {needed - slot} or plan {_rounds(slot // each)}.",
            FixPlace.AGENDA,
        )
    if needed > LONGEST_ROUNDS:
        yield BudgetPoint(
            f"The rounds take {needed} minutes. People flag after about {LONGEST_ROUNDS} minutes. "
            "Try fewer or shorter rounds, or add a break.",
            FixPlace.FORMAT,
        )


def _length_points(agenda: int, morning: int) -> Iterable[BudgetPoint]:
    if agenda > morning:
        yield BudgetPoint(
            f"The agenda runs {count(agenda - morning, 'minute')} past the end of the event: "
            "shorten something or move the end.",
            FixPlace.AGENDA,
        )


def _rounds(number: int) -> str:
    return count(number, "round") if number else "no rounds"
