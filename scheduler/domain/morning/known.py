"""What is said of somebody's presence where their sign-up is shown: a sentence, a mark, a yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from scheduler.domain.morning.away import Span, away_words
from scheduler.domain.states import CAME, Presence


class Turnout(Enum):
    """How it stands with somebody who has a place; who joins online is not waited for."""

    CAME = "came"
    AWAITED = "awaited"
    STAYED_AWAY = "away"
    REPLACED = "replaced"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class KnownOfOne:
    """What is known of one person on the morning. ``state`` None: nothing was noted.

    ``came_at`` is the time of the first check-in, such as "08:41", ``came_by`` the desk that let
    them in. ``instead`` names the colleague who came in their place, ``instead_of`` whose place
    they took. ``over``: the morning is over, and nobody comes any more.
    """

    state: Presence | None
    came_at: str = ""
    came_by: str = ""
    away: Sequence[Span] = ()
    instead: str = ""
    instead_of: str = ""
    online: bool = False
    over: bool = False

    @property
    def turnout(self) -> Turnout:
        """In which part of a list they stand."""
        if self.state in CAME:
            return Turnout.CAME
        if self.instead:
            return Turnout.REPLACED
        if self.state is Presence.ABSENT:
            return Turnout.STAYED_AWAY
        if self.online:
            return Turnout.ONLINE
        return Turnout.STAYED_AWAY if self.over else Turnout.AWAITED

    @property
    def parts(self) -> tuple[str, ...]:
        """What is to be said, in pieces: "here since 08:41", "out in round 3"."""
        found = [f"came for {self.instead_of}"] if self.instead_of else []
        if self.state in CAME:
            found.insert(0, f"{'came at' if self.over else 'here since'} {self.came_at}")
            found += self._rounds
        else:
            found.append(self._not_here)
        return tuple(found)

    @property
    def words(self) -> str:
        """All of it as one line, with the desk that let them in."""
        parts = list(self.parts)
        if self.state in CAME and self.came_by:
            parts[0] += f", by {self.came_by}"
        return "; ".join(parts)

    @property
    def came(self) -> str:
        """For a file: "yes", "no", or "" for who is still expected or joins online."""
        match self.turnout:
            case Turnout.CAME:
                return "yes"
            case Turnout.STAYED_AWAY | Turnout.REPLACED:
                return "no"
            case Turnout.AWAITED | Turnout.ONLINE:
                return ""
            case _:
                assert_never(self.turnout)

    @property
    def _rounds(self) -> list[str]:
        """Which rounds they missed, and what is expected of those to come."""
        spans, last = list(self.away), ""
        # Once it is over nobody is expected back: the rounds were missed.
        said_with = (Presence.LEFT,) if self.over else (Presence.OUT, Presence.LEFT)
        if self.state is not None and self.state in said_with and spans:
            last = away_words(self.state, spans)
            spans.pop()
        missed = [_missed(first or 1, back) for first, back in spans if back != first]
        return [*missed, last] if last else missed

    @property
    def _not_here(self) -> str:
        if self.instead:
            return f"{self.instead} came instead"
        if self.state is Presence.LATE and not self.over:
            return away_words(self.state, self.away)
        match self.turnout:
            case Turnout.STAYED_AWAY:
                return "did not come" if self.over else "does not come"
            case Turnout.ONLINE:
                return "joins online"
            case _:
                return "not here yet"


def _missed(first: int, back: int | None) -> str:
    """The rounds from ``first`` until one is back: "out in round 3", "out in rounds 2 to 3"."""
    if back is None:
        return f"out from round {first}"
    return f"out in round {first}" if back - first == 1 else f"out in rounds {first} to {back - 1}"
