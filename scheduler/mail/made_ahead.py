"""Letters made ahead of the transaction that posts them.

To make a letter with its calendar entry takes longer than all else that is done while others wait
for the event. A letter depends on what it is made from alone: within :func:`using` equal facts make
it once, so that what was guessed wrongly is simply made anew.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar


class Facts(Protocol):
    """What a letter is made from; equal facts make the same letter."""

    @property
    def kind(self) -> str:
        """The kind of email."""

    @property
    def recipient(self) -> str:
        """Whom it goes to."""


Given = TypeVar("Given", bound=Facts)
Thing = TypeVar("Thing")
_Make = Callable[[Any], Any]


class MadeAhead:
    """What was made, each beside its facts, and what is still ``wanted``.

    ``at_once``: so many are made as soon as they are asked for, the others only by
    :meth:`make_wanted`; None makes all at once.
    """

    def __init__(self, at_once: int | None = None) -> None:
        self.at_once = at_once
        self.wanted: list[tuple[_Make, Any]] = []
        self._made: defaultdict[tuple[str, str], list[tuple[Any, Any]]] = defaultdict(list)

    def __len__(self) -> int:
        """How many were made."""
        return sum(len(made) for made in self._made.values())

    def letter(self, make: _Make, given: Facts, blank: Any) -> Any:
        """Return what ``make`` makes of the facts; ``blank`` stands for what is wanted later."""
        for earlier, thing in self._made[given.kind, given.recipient]:
            if earlier == given:
                return thing
        if self.at_once == 0:
            self.wanted.append((make, given))
            return blank
        if self.at_once is not None:
            self.at_once -= 1
        return self._add(make, given)

    def make_wanted(self) -> None:
        """Make what was asked for and is not there."""
        wanted, self.wanted = self.wanted, []
        for make, given in wanted:
            self._add(make, given)

    def _add(self, make: _Make, given: Facts) -> Any:
        thing = make(given)
        self._made[given.kind, given.recipient].append((given, thing))
        return thing


_made: ContextVar[MadeAhead | None] = ContextVar("letters made ahead", default=None)


@contextmanager
def using(made: MadeAhead) -> Iterator[None]:
    """Take from ``made`` what is there already, and add what is not."""
    token = _made.set(made)
    try:
        yield
    finally:
        _made.reset(token)


def in_use() -> MadeAhead | None:
    """Return what the present work takes its letters from."""
    return _made.get()


def made_once(make: Callable[[Given], Thing], given: Given, blank: Thing) -> Thing:
    """Return what ``make`` makes of the facts; see :class:`MadeAhead` for ``blank``."""
    made = _made.get()
    return make(given) if made is None else made.letter(make, given, blank)
