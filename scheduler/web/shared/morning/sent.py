"""What a desk did without a network, as its page sends it later: check-ins and undos."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import abort, request

from scheduler.domain.morning.noted import Noted
from scheduler.models import Event
from scheduler.services.morning.sent import Sent, take_in_all
from scheduler.web.shared.numbers import number

MOST_SENT: Final = 500
LONGEST_AGO: Final = 86_400.0
"""Seconds: a check-in is of the same morning."""


def take_in_sent(event: Event, desk: str) -> dict[str, Any]:
    """Take in what was done without a network; aborts for what is neither check-in nor undo."""
    now = datetime.now(UTC)
    try:
        sent = [_sent(each, now) for each in request.get_json()["sent"][:MOST_SENT]]
    except (KeyError, TypeError, ValueError, OverflowError):
        abort(400)
    told = take_in_all(event, desk, sent, now)
    return {"told": told}


def _sent(each: dict[str, Any], now: datetime) -> Sent:
    who, made_at = number(str(each["who"])), now - timedelta(seconds=_ago(each))
    undone = Noted.read(who, str(each["noted"])) if each.get("noted") else None
    undone_key = _key(each["of"]) if each.get("of") else ""
    return Sent(_key(each["key"]), who, made_at, undone, undone_key)


def _key(given: Any) -> str:
    """The random key of one check-in; raises ValueError for what no page of ours makes."""
    found = re.fullmatch(r"[\w-]{1,64}", str(given), re.ASCII)
    if found is None:
        raise ValueError("not a key of a check-in")
    return found.group()


def _ago(each: dict[str, Any]) -> float:
    """How many seconds ago it was made, by the desk's own clock from one moment to the other."""
    return min(max(float(each["ago"]), 0.0), LONGEST_AGO)
