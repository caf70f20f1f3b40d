"""Check-ins that a desk made without a network, as its page sends them later."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import abort, request

from scheduler.models import Event
from scheduler.services.morning.sent import Sent, take_in_all
from scheduler.web.shared.numbers import number

MOST_SENT: Final = 500
LONGEST_AGO: Final = 86_400.0
"""Seconds: a check-in is of the same morning."""


def take_in_sent(event: Event, desk: str) -> dict[str, Any]:
    """Take in check-ins that were made without a network; aborts for what is none of them."""
    now = datetime.now(UTC)
    try:
        sent = [
            Sent(_key(each), number(str(each["who"])), now - timedelta(seconds=_ago(each)))
            for each in request.get_json()["sent"][:MOST_SENT]
        ]
    except (KeyError, TypeError, ValueError, OverflowError):
        abort(400)
    told = take_in_all(event, desk, sent, now)
    return {"told": told}


def _key(each: dict[str, Any]) -> str:
    """The random key of one check-in; raises ValueError for what no page of ours makes."""
    found = re.fullmatch(r"[\w-]{1,64}", str(each["key"]), re.ASCII)
    if found is None:
        raise ValueError("not a key of a check-in")
    return found.group()


def _ago(each: dict[str, Any]) -> float:
    """How many seconds ago it was made, by the desk's own clock from one moment to the other."""
    return min(max(float(each["ago"]), 0.0), LONGEST_AGO)
