"""What was removed last, kept in the session so that one press brings it back."""

import time
from typing import Any

from flask import session

KEY = "undo"
LASTS = 15 * 60
"""Seconds after which the offer is withdrawn: by then the page is about something else."""


def offer_undo(kind: str, event_id: int, sentence: str, **data: Any) -> None:
    """Remember what was removed; the next page that shows it offers to put it back."""
    session[KEY] = {
        "kind": kind,
        "event_id": event_id,
        "sentence": sentence,
        "data": data,
        "at": time.time(),
    }


def offered_undo(kind: str, event_id: int) -> dict[str, Any] | None:
    """Return the offer for this kind of thing at this event, if it was the last removal."""
    offer = session.get(KEY)
    if not offer or time.time() - offer.get("at", 0) > LASTS:
        return None
    return dict(offer) if (offer["kind"], offer["event_id"]) == (kind, event_id) else None


def take_undo(kind: str, event_id: int) -> dict[str, Any] | None:
    """Return what was removed and forget it, so that it is put back once."""
    offer = offered_undo(kind, event_id)
    if offer is None:
        return None
    session.pop(KEY)
    return dict(offer["data"])


def forget_undo(kind: str, event_id: int) -> None:
    """Withdraw the offer: something else was changed since."""
    if offered_undo(kind, event_id):
        session.pop(KEY)
