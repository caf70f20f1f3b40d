"""When things happen in a morning, and whether the rounds fit into it.

All times are aware datetimes; all lengths are whole minutes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, Protocol

from scheduler.domain.english import count
from scheduler.domain.events.fix_places import FixPlace
from scheduler.domain.states import AgendaKind, TableFormat

LONGEST_ROUNDS: Final = 45
"""Minutes of rounds after which people tire (known from practice, not a limit)."""

TimeSpan = tuple[datetime, datetime]
"""Start and end of a stretch of time."""


class Item(Protocol):
    """One stretch of the morning, as the agenda holds it."""

    @property
    def kind(self) -> AgendaKind:
        """What it is for."""

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

    ``slots``: how long each networking slot is; ``each``: what one round takes, the move included.
    ``slot`` is what all of them have for rounds, None when the agenda has none.
    ``spare`` is what is left of it (negative: what is missing).
    """

    needed: int
    slots: tuple[int, ...]
    each: int
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


def rounds_in_items(items: Sequence[Item], rounds: int, each: int) -> list[int]:
    """Return how many rounds each item of the agenda holds; ``each`` is the minutes of one.

    The networking slots are filled one after the other, so that what lies between two of them
    (a break, a speaker) parts the rounds. What fits nowhere is in the last slot that holds any,
    else in the first.
    """
    held = [0] * len(items)
    slots = [number for number, item in enumerate(items) if item.kind == AgendaKind.NETWORKING]
    last = slots[0] if slots else None
    for number in slots:
        held[number] = min(rounds - sum(held), items[number].minutes // each if each else rounds)
        last = number if held[number] else last
    if last is not None:
        held[last] += rounds - sum(held)
    return held


def agenda_times(event_start: datetime, items: Iterable[Item]) -> list[TimeSpan]:
    """Return start and end of every item, one after the other without gaps."""
    spans, start = [], event_start
    for item in items:
        end = start + timedelta(minutes=item.minutes)
        spans.append((start, end))
        start = end
    return spans


def round_times(
    event_start: datetime, items: Sequence[Item], rounds: int, talk_minutes: int, move_minutes: int
) -> list[TimeSpan]:
    """Return start and end of every round; between two rounds of a slot people move.

    Without a networking slot the rounds begin with the event.
    """
    talk, step = timedelta(minutes=talk_minutes), timedelta(minutes=talk_minutes + move_minutes)
    held = rounds_in_items(items, rounds, talk_minutes + move_minutes)
    slots = zip(agenda_times(event_start, items), held, strict=True)
    starts = [start + step * number for (start, _end), count in slots for number in range(count)]
    starts = starts or [event_start + step * number for number in range(rounds)]
    return [(start, start + talk) for start in starts]


def breaks_between(times: Sequence[TimeSpan], move: timedelta) -> dict[int, timedelta]:
    """Return how long the break before a round is, by its number, where it is more than a move."""
    gaps = {
        number: start - end
        for number, ((_, end), (start, _)) in enumerate(pairwise(times), start=2)
    }
    return {number: gap for number, gap in gaps.items() if gap > move}


def minutes_needed(rounds: int, talk_minutes: int, move_minutes: int) -> int:
    """Return the length of all rounds, the move after each included."""
    return rounds * (talk_minutes + move_minutes)


def time_budget(
    items: Sequence[Item], morning: int, rounds: int, talk_minutes: int, move_minutes: int
) -> TimeBudget:
    """Compare the rounds with the networking slots, and the agenda with the morning.

    ``morning`` is the event's length in minutes.
    """
    each = talk_minutes + move_minutes
    needed = minutes_needed(rounds, talk_minutes, move_minutes)
    slots = tuple(item.minutes for item in items if item.kind == AgendaKind.NETWORKING)
    slot = minutes_for_rounds(slots, each)
    agenda = sum(item.minutes for item in items)
    fits = slot is not None and needed <= slot
    longest = max(rounds_in_items(items, rounds, each), default=0) * each or needed
    return TimeBudget(
        needed=needed,
        slots=slots,
        each=each,
        slot=slot,
        spare=(slot or 0) - needed,
        fits=fits,
        rounds_that_fit=(slot or 0) // each if each else 0,
        agenda=agenda,
        morning=morning,
        points=(
            *_slot_points(needed, slot, each),
            *_longest_points(longest),
            *_length_points(agenda, morning),
        ),
    )


def minutes_for_rounds(slots: Sequence[int], each: int) -> int | None:
    """Return what the slots have for rounds of ``each`` minutes; None without a slot.

    No round is parted by a break, so that only the last slot counts with what is left over.
    """
    if not slots:
        return None
    return sum(slot - slot % each if each else slot for slot in slots[:-1]) + slots[-1]


def _slot_points(needed: int, slot: int | None, each: int) -> Iterable[BudgetPoint]:
    if slot is None:
        yield BudgetPoint(
            "The agenda has no networking slot for the rounds: add one.", FixPlace.AGENDA
        )
    elif needed > slot:
        yield BudgetPoint(
            f"The rounds need {needed} minutes, but the agenda has {slot} for networking: "
            f"lengthen that by {needed - slot} or plan {_rounds(slot // each)}.",
            FixPlace.AGENDA,
        )


def _longest_points(longest: int) -> Iterable[BudgetPoint]:
    if longest > LONGEST_ROUNDS:
        yield BudgetPoint(
            f"The rounds take {longest} minutes in a row. People flag after about "
            f"{LONGEST_ROUNDS} minutes. Try fewer or shorter rounds, or part them: a break "
            "between two networking slots of the agenda does.",
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
