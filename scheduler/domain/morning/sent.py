"""Check-ins that a desk made without a network, taken in later.

Whatever the order in which desks send them, what is known in the end is the same: somebody whom a
desk let in is here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from scheduler.domain.morning.away import Span, back_from
from scheduler.domain.states import Presence


@dataclass(frozen=True, slots=True)
class KnownPresence:
    """What is known of a person, as in ``models.Attendance``."""

    state: Presence
    noted_at: datetime
    desk: str
    came_at: datetime | None
    away: tuple[Span, ...] = ()
    note: str = ""


def take_in(known: KnownPresence | None, made_at: datetime, desk: str, begun: int) -> KnownPresence:
    """What is known once a desk has told of a check-in that it made at ``made_at``.

    They are here, whatever was noted of them elsewhere, unless they left after it. The note says
    what the desk contradicts. ``begun``: how many rounds have begun.
    """
    if known is None:
        return KnownPresence(Presence.HERE, made_at, desk, made_at)
    noted_at, by = max((known.noted_at, known.desk), (made_at, desk))
    came_at = min(known.came_at or made_at, made_at)
    match known.state:
        case Presence.HERE:
            return KnownPresence(known.state, noted_at, by, came_at, known.away, known.note)
        case Presence.OUT | Presence.LEFT:
            if made_at <= known.noted_at:
                return KnownPresence(
                    known.state, known.noted_at, known.desk, came_at, known.away, known.note
                )
            away = tuple(back_from(known.away, begun + 1))
            return KnownPresence(Presence.HERE, noted_at, by, came_at, away, known.note)
        case Presence.ABSENT | Presence.LATE:
            by_whom = f" by {known.desk}" if known.desk else ""
            noted = f"Was noted{by_whom} as “{known.state.words}”"
            note = f"{noted}: a desk without network had let them in."
            return KnownPresence(Presence.HERE, noted_at, by, came_at, (), note)
        case _:
            assert_never(known.state)
