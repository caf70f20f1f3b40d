"""Changes that write to many people, whose letters are made while nobody waits for the event.

A letter with its calendar entry takes longer than all else that is done for a person under the
lock: a room of two hundred would keep sign-ups waiting for seconds.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

from scheduler.mail.made_ahead import MadeAhead, in_use, using

AT_ONCE: Final = 2
"""So many letters of a change are made under the lock: doing it twice would take longer."""

TRIES: Final = 3
"""After so many attempts, whatever has changed meanwhile is made under the lock."""

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class LettersWanted(Exception):
    """The transaction has posted letters that are not made yet: it is rolled back."""


def letters_first(change: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Have a change that posts more than AT_ONCE letters made in two goes.

    The first finds out what is to be written, and is rolled back where it would commit. Then the
    letters are made, outside of any transaction. The second does the whole change anew; it looks
    at everything again, and a letter counts as made only if every fact in it is still the same.

    ``change`` is one transaction, and whatever the caller has looked at under a lock it looks at
    itself: that lock ends with the first go.
    """

    @wraps(change)
    def changed(*args: _Given.args, **more: _Given.kwargs) -> _Result:
        made = MadeAhead()
        with using(made):
            for _ in range(1, TRIES):
                made.at_once = AT_ONCE
                try:
                    return change(*args, **more)
                except LettersWanted:
                    made.make_wanted()
            made.at_once = None
            return change(*args, **more)

    return changed


@event.listens_for(Session, "before_commit")
def _nothing_unmade(_session: Any) -> None:
    made = in_use()
    if made is not None and made.wanted:
        raise LettersWanted
