"""Every error the house raises on purpose.

::

    CrosstalkError                 carries one sentence a person can act on
    ├── InvalidInput               what was given cannot be used
    │   ├── InvalidProblem         the engine's input contradicts its own definitions
    │   └── UnreadableFile         an uploaded or named file is not what it should be
    ├── RuleBroken                 a domain rule forbids this now ("sign-up has closed")
    ├── NotFound                   absent, or another body's: the two are never told apart
    ├── NoRight                    the person is known and may not do this
    └── DocumentFailed             a PDF could not be made, through no fault of the input
"""


class CrosstalkError(Exception):
    """Base of the tree. ``sentence`` is fit to be shown to the person who caused it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InvalidInput(CrosstalkError):
    """What was given cannot be used; nothing was changed."""


class InvalidProblem(InvalidInput):
    """The engine's input contradicts its own definitions (an unknown person, a round 0)."""


class UnreadableFile(InvalidInput):
    """An uploaded or named file is not of a kind that can be read."""


class RuleBroken(CrosstalkError):
    """A domain rule forbids this now; nothing was changed."""


class NotFound(CrosstalkError):
    """The thing is absent, or belongs to somebody else."""


class NoRight(CrosstalkError):
    """The person is known and may not do this."""


class DocumentFailed(CrosstalkError):
    """A PDF could not be made: the renderer failed or took too long. Nothing was changed."""
