"""The states that things pass through, each with the words that pages show for it.

A state is stored as its value. Which registration may change into which other state, and by whom,
is said in ``domain.registration.transitions``.
"""

from enum import StrEnum
from typing import NoReturn, Self

from scheduler.domain.languages import marked


class State(StrEnum):
    """A stored value, and the words that pages show for it."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        """Keep the words beside the value; without any, the value is its own words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words or value
        return member


def unknown_state(state: object) -> NoReturn:
    """End a choice between states that has no words for this one: nothing is guessed.

    Raises AssertionError; a test asks each choice about every member of its enumeration.
    """
    raise AssertionError(f"Nothing says what {state!r} means here.")


class RegistrationState(State):
    """Whether a person has a place at an event."""

    ASKED = "asked", marked("waits for approval")
    PLACED = "placed", marked("has a place")
    OFFERED = "offered", marked("has been offered a place")
    WAITING = "waiting", marked("waiting list")
    CANCELLED = "cancelled", marked("cancelled")


COMING = (
    RegistrationState.ASKED,
    RegistrationState.PLACED,
    RegistrationState.OFFERED,
    RegistrationState.WAITING,
)
"""Who has not cancelled."""

LET_IN = (RegistrationState.PLACED, RegistrationState.OFFERED, RegistrationState.WAITING)
"""Who has a place or will get one by turn; of who waits for approval nothing is decided."""

HOLDS_PLACE = (RegistrationState.PLACED, RegistrationState.OFFERED)
"""Who takes one of the event's places."""


class Presence(State):
    """What is known of a person on the morning; no row means: not here yet."""

    HERE = "here", "is here"
    ABSENT = "absent", "does not come"
    LATE = "late", "comes later"
    OUT = "out", "has stepped out"
    LEFT = "left", "has left"


CAME = (Presence.HERE, Presence.OUT, Presence.LEFT)
"""Who has been checked in."""


class DeskKind(State):
    """What a link to the check-in opens."""

    DESK = "desk", "a volunteer’s desk"
    TABLET = "tablet", "a tablet on which people find themselves"


class EventState(State):
    """Where an event stands, from its opening to its end; worked out, not stored."""

    NOT_OPEN = "sign-up not open yet"
    OPEN = "sign-up open"
    CLOSED = "sign-up closed"
    DRAFTED = "rounds drafted"
    PUBLISHED = "rounds published"
    TODAY = "today"
    DONE = "done"
    CALLED_OFF = "called off"


class PlanState(State):
    """Who sees a plan: its organisers, or everybody in it."""

    DRAFT = "draft"
    PUBLISHED = "published"


class CommitmentState(State):
    """What became of what somebody said they would do."""

    UNDER_WAY = "under way", marked("under way")
    KEPT = "kept", marked("kept")
    DROPPED = "dropped", marked("dropped")


class ProjectState(State):
    """How far a project has come that grew out of a breakfast."""

    PLANNED = "planned", marked("planned")
    RUNNING = "running", marked("under way")
    FINISHED = "finished", marked("finished")
    STOPPED = "stopped", marked("stopped")


class GroupAnswer(State):
    """What somebody said to being in a working group."""

    OPEN = "open", "has not answered"
    AGREED = "agreed", "takes part"
    DECLINED = "declined", "not now"


class JobKind(StrEnum):
    """What a piece of background work does; ``jobs.queue`` has the service of each."""

    PLAN = "plan"
    REPLAN = "replan"
    IMPROVE = "improve"
    PRINT = "print"
    GROUPS = "groups"


class JobState(State):
    """How far a piece of background work is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class MailState(State):
    """How far an email is on its way."""

    QUEUED = "queued", "waiting"
    SENDING = "sending", "on its way"
    SENT = "sent"
    UNSENT = "unsent", "not sent: no email account is connected"
    REFUSED = "refused"
    FAILED = "failed", "given up"
    RETURNED = "returned", "came back"
    HELD = "held", "held back after a restore"


class TableFormat(State):
    """How an event's people sit; the words are those of its form."""

    PAIRS = "pairs", "Pairs: tables of two, a short talk each round"
    TRIOS = "trios", "Trios: tables of three"
    TABLES = "tables", "Tables of up to … people (you choose)"


class AgendaKind(State):
    """What a stretch of the morning is for."""

    TALK = "talk", "Talk"
    NETWORKING = "networking", "Networking"
    BREAK = "break", "Break"
    OTHER = "other", "Other"


class PairKind(State):
    """A rule between two people or two groups; the words stand after their names."""

    APART = "apart", "must not meet"
    MUST_MEET = "must_meet", "must meet"
    WISH = "wish", "would like to meet"
    TOGETHER = "together", "stay together"

    def contradicts(self, other: "PairKind") -> bool:
        """Whether no plan could heed both for the same two people."""
        return (self is PairKind.APART) != (other is PairKind.APART)


BETWEEN_GROUPS = (PairKind.APART, PairKind.MUST_MEET, PairKind.WISH)
"""The kinds of rules between groups: nobody stays together with a whole group."""

BRINGS_TOGETHER = (PairKind.TOGETHER, PairKind.MUST_MEET, PairKind.WISH)
"""The kinds of rules that keep nobody apart."""


FOR_TEMPLATES: dict[str, object] = {
    unknown_state.__name__: unknown_state,
} | {states.__name__: states for states in State.__subclasses__()}
"""What templates compare states with, all of this module, and how such a choice ends."""
