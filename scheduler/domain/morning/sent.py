"""Check-ins and undos that a desk made without a network, taken in later.

Whatever the order in which desks send them, what is known in the end is the same. Somebody whom a
desk let in is here, unless this very check-in was taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, assert_never

from scheduler.domain.morning.away import Span, back_from
from scheduler.domain.states import Presence

AWAY: Final = (Presence.OUT, Presence.LEFT)

Shown = tuple[Presence, datetime]
"""A state and the moment at which it was noted, as a page shows them."""


@dataclass(frozen=True, slots=True)
class KnownPresence:
    """What is known of a person, as in ``models.Attendance``."""

    state: Presence
    noted_at: datetime
    desk: str
    came_at: datetime | None
    away: tuple[Span, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SentNews:
    """That a desk let somebody in at ``made_at``, when ``begun`` rounds had begun; or, with
    ``undone``, that it took back what its page showed."""

    made_at: datetime
    desk: str
    begun: int
    undone: Shown | None = None


def taken_together(known: KnownPresence | None, news: Iterable[SentNews]) -> KnownPresence | None:
    """What is known of a person after all of that; None: they are expected.

    ``known``: what was known before any of it. An undo takes back what was noted at that moment,
    and no other check-in. Where somebody is known to be here although a desk took something back
    later, the note says so.
    """
    ordered = sorted(news, key=lambda each: (each.made_at, each.desk))
    undos = {each.undone: each for each in ordered if each.undone}
    while known is not None and (undo := undos.get((known.state, known.noted_at))):
        known = _before(known, undo)
    for each in ordered:
        if each.undone is None and (Presence.HERE, each.made_at) not in undos:
            known = take_in(known, each.made_at, each.desk, each.begun)
    last = max(undos.values(), key=lambda each: (each.made_at, each.desk), default=None)
    if known is not None and last is not None and known.noted_at < last.made_at:
        by = last.desk or "A desk"
        note = f"{by} had taken this back without a network: see whether they are here."
        known = replace(known, note=note)
    return known


def _before(known: KnownPresence, undo: SentNews) -> KnownPresence | None:
    """What an undo leaves: whoever stepped out or left is here, others are expected."""
    if known.state not in AWAY or known.came_at is None or known.came_at >= known.noted_at:
        return None
    return KnownPresence(Presence.HERE, undo.made_at, undo.desk, known.came_at, known.away[:-1])


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
            return KnownPresence(Presence.HERE, made_at, desk, came_at, (), note)
        case _:
            assert_never(known.state)
