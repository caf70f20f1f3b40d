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
    """What is known of a person, as in ``models.Attendance``; ``came_by``: its ``came_desk``."""

    state: Presence
    noted_at: datetime
    desk: str
    came_at: datetime | None
    away: tuple[Span, ...] = ()
    note: str = ""
    came_by: str = ""


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
    return replace(
        known,
        state=Presence.HERE,
        noted_at=undo.made_at,
        desk=undo.desk,
        away=known.away[:-1],
        note="",
    )


def take_in(known: KnownPresence | None, made_at: datetime, desk: str, begun: int) -> KnownPresence:
    """What is known once a desk has told of a check-in that it made at ``made_at``.

    They are here, whatever was noted of them elsewhere, unless they left after it. The note says
    what was noted after it and is not so; whoever came after they were marked has just come late.
    ``begun``: how many rounds have begun.
    """
    if known is None:
        return KnownPresence(Presence.HERE, made_at, desk, made_at, came_by=desk)
    noted_at, by = max((known.noted_at, known.desk), (made_at, desk))
    came_at, came_by = made_at, desk
    if known.came_at is not None:
        came_at, came_by = min((known.came_at, known.came_by), (made_at, desk))
    come = replace(known, came_at=came_at, came_by=came_by)
    match known.state:
        case Presence.HERE:
            return replace(come, noted_at=noted_at, desk=by)
        case Presence.OUT | Presence.LEFT:
            if made_at <= known.noted_at:
                return come
            away = tuple(back_from(known.away, begun + 1))
            return replace(come, state=Presence.HERE, noted_at=noted_at, desk=by, away=away)
        case Presence.ABSENT | Presence.LATE:
            note = _contradicted(known) if made_at < known.noted_at else ""
            return KnownPresence(Presence.HERE, made_at, desk, came_at, note=note, came_by=came_by)
        case _:
            assert_never(known.state)


def _contradicted(known: KnownPresence) -> str:
    """That somebody was let in already when they were marked."""
    by_whom = f" by {known.desk}" if known.desk else ""
    noted = f"Was noted{by_whom} as “{known.state.words}”"
    return f"{noted}: a desk without network had let them in."
