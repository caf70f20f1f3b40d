"""Every error the house raises on purpose.

::

    CrosstalkError                 carries one sentence a person can act on
    ├── InvalidInput               what was given cannot be used
    │   ├── InvalidProblem         the engine's input contradicts its own definitions
    │   └── UnreadableFile         an uploaded or named file is not what it should be
    ├── RuleBroken                 a domain rule forbids this now ("sign-up has closed")
    │   └── TransitionRefused      a registration may not change in this way
    ├── NotFound                   absent, or another body's: the two are never told apart
    ├── NoRight                    the person is known and may not do this
    ├── DocumentFailed             a PDF could not be made, through no fault of the input
    └── MailboxFailed              the mailbox that emails come back to cannot be read

Programs read ``field`` and ``rule``; the sentence is for people alone and may be reworded.
"""

from enum import StrEnum


class Rule(StrEnum):
    """Which rule of the domain forbids something."""

    NOT_NOW = "not now"
    """The state of the thing does not allow it, as the sentence says."""
    CALLED_OFF = "called off"
    """The event is called off."""
    BEGUN = "begun"
    """The event has begun or is over."""
    CLOSED = "closed"
    """Sign-up is not open."""
    CANCELLED = "cancelled"
    """The person's sign-up is cancelled."""
    FULL = "full"
    """Every place is taken."""
    NO_TRANSITION = "no transition"
    """A registration cannot change from its state to that one, or not through that actor."""
    TAKEN = "taken"
    """Somebody or something else has this name, address or place already."""
    TOO_MANY = "too many"
    """There would be more of them than are allowed."""
    TOO_FEW = "too few"
    """There would be fewer of them than are needed."""
    IN_USE = "in use"
    """Something else still needs what should go."""
    TOO_SOON = "too soon"
    """The same was done a moment ago."""
    LINK_OVER = "link over"
    """The link was used or is too old."""
    NO_ADDRESS = "no address"
    """The person has no email address."""
    CONTRADICTION = "contradiction"
    """Two rules of the organiser, or a rule and the room, cannot both hold."""
    STALE = "stale"
    """What the person was shown before they pressed is no longer so."""


class CrosstalkError(Exception):
    """Base of the tree. ``sentence`` is fit to be shown to the person who caused it.

    ``field`` names the field of the input that it is about, as the service calls it; "" when it
    is about several or none.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class InvalidInput(CrosstalkError):
    """What was given cannot be used; nothing was changed."""


class InvalidProblem(InvalidInput):
    """The engine's input contradicts its own definitions (an unknown person, a round 0)."""


class UnreadableFile(InvalidInput):
    """An uploaded or named file is not of a kind that can be read."""


class RuleBroken(CrosstalkError):
    """A domain rule forbids this now; nothing was changed. ``rule`` says which."""

    def __init__(self, sentence: str, rule: Rule = Rule.NOT_NOW, *, field: str = "") -> None:
        super().__init__(sentence, field=field)
        self.rule = rule


class TransitionRefused(RuleBroken):
    """A registration may not change from ``before`` (None: it is new) to ``after``."""

    def __init__(self, sentence: str, before: str | None, after: str) -> None:
        super().__init__(sentence, Rule.NO_TRANSITION)
        self.before = before
        self.after = after


class NotFound(CrosstalkError):
    """The thing is absent, or belongs to somebody else."""


class NoRight(CrosstalkError):
    """The person is known and may not do this."""


class DocumentFailed(CrosstalkError):
    """A PDF could not be made: the renderer failed or took too long. Nothing was changed."""


class MailboxFailed(CrosstalkError):
    """The mailbox that emails come back to cannot be read: for the operator, who set it."""
