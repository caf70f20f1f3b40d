"""What was removed last, kept in the session so that one press brings it back."""

from typing import Any

from flask import session

KEY = "undo"


def offer_undo(kind: str, event_id: int, sentence: str, **data: Any) -> None:
    """Remember what was removed; the next page that shows it offers to put it back."""
    session[KEY] = {"kind": kind, "event_id": event_id, "sentence": sentence, "data": data}


def offered_undo(kind: str, event_id: int) -> dict[str, Any] | None:
    """Return the offer for this kind of thing at this event, if it was the last removal."""
    offer = session.get(KEY)
    if offer and (offer["kind"], offer["event_id"]) == (kind, event_id):
        return dict(offer)
    return None


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
