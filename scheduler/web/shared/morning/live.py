"""What open pages ask for every second or two: the room's clock, answered from memory.

Hundreds of phones ask at once. The stored clock is read a few times a second for all of them;
what it says at this moment is worked out for each answer, so a round that ends by itself ends
everywhere at once.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from flask import current_app

from scheduler.domain.morning.clock import CALL, Clock, Phase
from scheduler.models import Event, db
from scheduler.services.planning.rounds.clock import StoredClock, stored_clock

FRESH_SECONDS: Final = 0.4
"""A page asks every 1.5 seconds: a press is seen everywhere within two."""
LONGEST_LOOK_UP: Final = 1.0
"""Seconds for which others have the former answer, at most: who looked up may have failed."""
SOON: Final = timedelta(hours=1)
OFTEN_MS: Final = 1_500
SELDOM_MS: Final = 30_000

REMEMBERED: Final = "remembered"
"""Where an application keeps the answers."""

Key = TypeVar("Key")
_Value = TypeVar("_Value")


class Remembered(Generic[Key, _Value]):
    """Keeps answers for some seconds, so that many who ask cost one look-up.

    While one who asks looks an answer up anew, all others have the former one: a hundred phones
    that ask in the same moment would else look up a hundred times. What is kept belongs to the
    running application, under ``name``: at most ``most`` answers.
    """

    def __init__(self, name: str, seconds: float, most: int = 20_000) -> None:
        self._name = name
        self._seconds = seconds
        self._most = most

    def get(self, key: Key, look_up: Callable[[], _Value]) -> _Value:
        """The value of the key, looked up if it is not fresh."""
        answers, now = self._kept(), time.monotonic()
        kept = answers.get(key)
        if kept and kept[0] > now:
            return kept[1]
        if kept:
            answers[key] = (now + LONGEST_LOOK_UP, kept[1])
        value = look_up()
        if len(answers) >= self._most:
            answers.clear()
        # Each step is one of the interpreter's own: at worst two threads look the same thing up.
        answers[key] = (now + self._seconds, value)
        return value

    def former(self, key: Key) -> _Value | None:
        """The last answer to the key, fresh or not; None where there was none."""
        kept = self._kept().get(key)
        return kept[1] if kept else None

    def forget(self) -> None:
        """Look everything up anew."""
        self._kept().clear()

    def _kept(self) -> dict[Key, tuple[float, _Value]]:
        kept: dict[Key, tuple[float, _Value]] = current_app.extensions.setdefault(
            REMEMBERED, {}
        ).setdefault(self._name, {})
        return kept


rooms: Remembered[int, StoredClock | None] = Remembered("rooms", FRESH_SECONDS)


def live_state(event_id: int, now: datetime) -> dict[str, Any]:
    """The room at this moment, as pages ask for it: milliseconds since 1970, and seconds.

    ``key`` changes whenever a page has something else to show; ``every`` is when to ask again.
    ``shown`` is what the room does by the word of every display: at the end of a break, from
    ``call`` seconds before it, that is the move.
    """
    room = rooms.get(event_id, lambda: _room(event_id))
    return state_of(room, now)


def state_of(room: StoredClock | None, now: datetime) -> dict[str, Any]:
    """What :func:`live_state` says of a room."""
    if room is None:
        return {"key": "", "now": _ms(now), "every": SELDOM_MS}
    clock = room.at(now)
    return {
        "key": room.key(now),
        "now": _ms(now),
        "phase": clock.phase.value,
        "shown": clock.shown(now).value,
        "call": round(CALL.total_seconds()),
        "round": clock.round,
        "rounds": room.timing.rounds,
        "paused": clock.paused is not None,
        "rests": clock.rests,
        "ends": _ms(clock.ends),
        "left": round(clock.left(now).total_seconds()),
        "length": round(clock.length.total_seconds()),
        "every": _every(clock, now),
    }


def left_words(seconds: float) -> str:
    """Such as "5:12" or "2:30:00", as ``times.left`` of the scripts writes it."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _room(event_id: int) -> StoredClock | None:
    event = db.session.get(Event, event_id)
    return stored_clock(event) if event else None


def _every(clock: Clock, now: datetime) -> int:
    far = clock.phase == Phase.BEFORE and clock.ends - now > SOON
    # The end of the last round can be taken back, and is followed as every other press.
    past = clock.phase == Phase.DONE and now - clock.began > SOON
    return SELDOM_MS if far or past else OFTEN_MS


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
