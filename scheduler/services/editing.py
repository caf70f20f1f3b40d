"""Holding a stored thing while somebody's edit of it is compared and saved."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Event, db
from scheduler.models.database import Versioned
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration.places import lock_attendee, lock_event

_Stored = TypeVar("_Stored", bound=Versioned)
_More = ParamSpec("_More")
_Result = TypeVar("_Result")


def hold(stored: _Stored) -> _Stored:
    """Return the thing as it is now; nobody else changes it before the transaction ends.

    The service that saves it ends the transaction. Raises NotFound if it is gone.
    """
    # Events before their people, in the order of every other change: two can then not block.
    if isinstance(stored, Attendee):
        return cast(_Stored, lock_attendee(stored.id))
    if isinstance(stored, Event):
        return cast(_Stored, lock_event(stored.id))
    return db.session.get_one(type(stored), stored.id, populate_existing=True, with_for_update=True)


def edit_with_letters(
    save: Callable[Concatenate[_Stored, _More], _Result],
) -> Callable[Concatenate[_Stored, _More], _Result]:
    """``letters_first`` for the save of something that the caller has held and compared.

    Raises InvalidInput when it was changed while letters were made.
    """

    @wraps(save)
    def saved(stored: _Stored, *args: _More.args, **more: _More.kwargs) -> _Result:
        compared = stored.version

        @letters_first
        def once() -> _Result:
            if hold(stored).version != compared:
                raise InvalidInput(
                    "Somebody else has changed this at the same moment: nothing was saved yet. "
                    "Press once more to save it."
                )
            return save(stored, *args, **more)

        return once()

    return saved
