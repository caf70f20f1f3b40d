"""Requests of one kind that arrive together: each process answers them one after the other.

Side by side they would be slower, each of them and all: threads of one process share one
interpreter, and whoever holds the event (on SQLite the whole database) would wait for it after
every statement behind others who cannot go on before the event is free.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Final

from flask.typing import ResponseReturnValue

LONGEST_WAIT: Final = 2.0
"""Seconds after which a request no longer waits for its turn: something else is slow then."""

_View = Callable[..., ResponseReturnValue]


def in_turn(view: _View) -> _View:
    """The view, answered once at a time in this process."""
    turn = threading.Lock()

    @wraps(view)
    def answered(*args: str, **values: str) -> ResponseReturnValue:
        ours = turn.acquire(timeout=LONGEST_WAIT)
        try:
            return view(*args, **values)
        finally:
            if ours:
                turn.release()

    return answered
