"""What the import needs to know of a record of a file."""

from collections.abc import Sequence
from typing import Protocol


class Line(Protocol):
    """A record of the file: the number of the line it starts on, and its cells."""

    @property
    def line(self) -> int:
        """The first line is 1."""

    @property
    def cells(self) -> Sequence[str]:
        """The text of each cell, without surrounding white space."""

    @property
    def notes(self) -> Sequence[str]:
        """What the file does to the row besides its text."""

    @property
    def hidden(self) -> bool:
        """Whether nobody sees the row who opens the file."""
