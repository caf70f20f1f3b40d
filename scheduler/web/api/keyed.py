"""Who may ask the API: whoever sends a key, for the organisation that it belongs to."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, g, request

from scheduler.domain.accounts.roles import Right
from scheduler.errors import NoRight
from scheduler.models.database import reading
from scheduler.services.accounts.api_keys import KeyHolder, key_holder
from scheduler.services.events.listing import event_of_body

_View = Callable[..., Any]


def keyed(right: Right) -> Callable[[_View], _View]:
    """Let in whoever sends a key with the right; the view receives the KeyHolder as ``holder``.

    For /…/<int:event_id>/… it receives the Event as ``event``. 401: no key that works. 403: one
    without the right. 404: an event that is absent, or another organisation's.
    """

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            holder = _holder() or abort(401)
            if right not in holder.rights:
                raise NoRight("This key may not do that. Make one for an organiser instead.")
            if "event_id" in kwargs:
                event_id = kwargs.pop("event_id")
                kwargs["event"] = event_of_body(holder.body_id, event_id) or abort(404)
            g.key_holder = holder
            return view(*args, holder=holder, **kwargs)

        guarded.access_rule = f"key {right}"  # type: ignore[attr-defined]
        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def sent_key() -> str:
    """The secret that the request carries, "" without one."""
    sent = request.authorization
    return (sent.token or "")[:200] if sent and sent.type == "bearer" else ""


def _holder() -> KeyHolder | None:
    with reading():
        return key_holder(secret) if (secret := sent_key()) else None
