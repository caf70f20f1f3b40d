"""How a registration may change: from which state to which, through whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from scheduler.domain.states import RegistrationState
from scheduler.errors import TransitionRefused

ASKED, PLACED, OFFERED, WAITING, CANCELLED = (
    RegistrationState.ASKED,
    RegistrationState.PLACED,
    RegistrationState.OFFERED,
    RegistrationState.WAITING,
    RegistrationState.CANCELLED,
)


class ActorKind(StrEnum):
    """Who can change a registration."""

    ATTENDEE = "attendee"
    """The person themselves, by the public form or their personal link."""
    ORGANISER = "organiser"
    """A signed-in account of the event's body."""
    WAITING_LIST = "waiting list"
    """A free place, which goes to whoever has waited longest."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something. ``user_id`` names the account of an organiser."""

    kind: ActorKind
    user_id: int | None = None


THEMSELVES: Final = Actor(ActorKind.ATTENDEE)
THE_WAITING_LIST: Final = Actor(ActorKind.WAITING_LIST)


def organiser(user_id: int) -> Actor:
    """Return the account of that id as an actor."""
    return Actor(ActorKind.ORGANISER, user_id)


class Reason(StrEnum):
    """Why a registration changed."""

    SIGNED_UP = "signed up on the public page"
    ADDED = "added by hand"
    IMPORTED = "imported from a list"
    CANCELLED = "cancelled"
    CARRIED = "comes along from an earlier event"
    CAME_BACK = "took back their own cancellation"
    RESTORED = "cancelled sign-up restored"
    UNDONE = "cancellation undone"
    MOVED_UP = "moved up from the waiting list"
    ACCEPTED = "accepted the offer of a place"
    DECLINED = "declined the offer of a place"
    RAN_OUT = "let the offer of a place run out"
    MOVED_PAST = "given a place past the waiting list"
    APPROVED = "approved by an organiser"
    NOT_ACCEPTED = "not accepted by an organiser"


@dataclass(frozen=True, slots=True)
class RegistrationChanged:
    """One transition that was made. ``before`` None: the registration is new.

    ``tell``: the person is to learn of it by email.
    """

    event_id: int
    attendee_id: int
    before: RegistrationState | None
    after: RegistrationState
    actor: Actor
    reason: Reason
    at: datetime
    tell: bool


_PEOPLE: Final = frozenset({ActorKind.ATTENDEE, ActorKind.ORGANISER})

ALLOWED: Final[
    Mapping[tuple[RegistrationState | None, RegistrationState], frozenset[ActorKind]]
] = {
    (None, ASKED): _PEOPLE,
    (ASKED, PLACED): frozenset({ActorKind.ORGANISER}),
    (ASKED, WAITING): frozenset({ActorKind.ORGANISER}),
    (ASKED, CANCELLED): _PEOPLE,
    (PLACED, ASKED): frozenset({ActorKind.ORGANISER}),
    (WAITING, ASKED): frozenset({ActorKind.ORGANISER}),
    (CANCELLED, ASKED): _PEOPLE,
    (None, PLACED): _PEOPLE,
    (None, WAITING): _PEOPLE,
    (WAITING, PLACED): frozenset({ActorKind.WAITING_LIST, ActorKind.ORGANISER}),
    (WAITING, OFFERED): frozenset({ActorKind.WAITING_LIST, ActorKind.ORGANISER}),
    (OFFERED, PLACED): _PEOPLE,
    (OFFERED, WAITING): frozenset(ActorKind),
    (OFFERED, CANCELLED): _PEOPLE,
    (CANCELLED, OFFERED): frozenset({ActorKind.ORGANISER}),
    (PLACED, WAITING): frozenset({ActorKind.ORGANISER}),
    (PLACED, CANCELLED): _PEOPLE,
    (WAITING, CANCELLED): _PEOPLE,
    (CANCELLED, PLACED): _PEOPLE,
    (CANCELLED, WAITING): _PEOPLE,
}
"""Every change that is possible, and who may make it."""


def check_transition(
    before: RegistrationState | None, after: RegistrationState, kind: ActorKind
) -> None:
    """Raise TransitionRefused, with a sentence, unless ALLOWED has the change for that actor."""
    who = ALLOWED.get((before, after), frozenset())
    if kind in who:
        return
    if before is after:
        sentence = f"This sign-up has the state “{after.words}” already."
    elif who:
        sentence = f"The {kind} cannot change a sign-up to “{after.words}”."
    else:
        now = "A new sign-up" if before is None else f"A sign-up with the state “{before.words}”"
        sentence = f"{now} cannot become “{after.words}”."
    raise TransitionRefused(sentence, before, after)
