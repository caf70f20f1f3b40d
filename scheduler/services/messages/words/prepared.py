"""Letters made ahead of the transaction that posts them.

To make a letter with its calendar entry takes longer than all else that is done while others wait
for the event. What depends on its arguments alone can be made before: within :func:`using` it is
made once for equal arguments, so that what was guessed wrongly is simply made anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from scheduler.domain.languages import spoken

Made = list[tuple[tuple[Any, ...], Any]]
"""What was made, each beside what it was made from."""

_made: ContextVar[Made | None] = ContextVar("letters made ahead", default=None)
_Given = ParamSpec("_Given")
_Thing = TypeVar("_Thing")


@contextmanager
def using(made: Made) -> Iterator[None]:
    """Take from ``made`` what is there already, and add what is not."""
    token = _made.set(made)
    try:
        yield
    finally:
        _made.reset(token)


def made_once(make: Callable[_Given, _Thing], *args: _Given.args, **more: _Given.kwargs) -> _Thing:
    """Return what ``make`` makes of the arguments, in the language spoken."""
    made = _made.get()
    if made is None:
        return make(*args, **more)
    given = (make, spoken(), args, more)
    for earlier, thing in made:
        if earlier == given:
            return thing
    thing = make(*args, **more)
    made.append((given, thing))
    return thing
