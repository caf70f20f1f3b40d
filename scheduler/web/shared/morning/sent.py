"""What a desk did without a network, as its page sends it later."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import abort, request

from scheduler.domain.morning.noted import Noted
from scheduler.models import Event
from scheduler.services.morning.desk.sent_newcomers import SendingDesk, SentNewcomer
from scheduler.services.morning.sent import Sent, take_in_all
from scheduler.services.people.person import PersonEdit
from scheduler.web.shared.numbers import number

MOST_SENT: Final = 500
LONGEST_AGO: Final = 86_400.0
"""Seconds: a check-in is of the same morning."""


def take_in_sent(event: Event, sender: SendingDesk) -> dict[str, Any]:
    """Take in what was done without a network; aborts for what no desk of ours sends."""
    now = datetime.now(UTC)
    try:
        sent = [_sent(each, now) for each in request.get_json()["sent"][:MOST_SENT]]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        abort(400)
    told = take_in_all(event, sender, sent, now)
    return {"told": told}


def _sent(each: dict[str, Any], now: datetime) -> Sent | SentNewcomer:
    made_at = now - timedelta(seconds=_ago(each))
    if joins := each.get("joins"):
        return _newcomer(_key(each["key"]), joins, made_at)
    who = number(str(each["who"]))
    undone = Noted.read(who, str(each["noted"])) if each.get("noted") else None
    undone_key = _key(each["of"]) if each.get("of") else ""
    return Sent(_key(each["key"]), who, made_at, undone, undone_key)


def _newcomer(key: str, joins: dict[str, Any], made_at: datetime) -> SentNewcomer:
    """Somebody who is on no list, as they were typed at the desk."""
    instead, sector = joins.get("instead"), joins.get("sector")
    edit = PersonEdit(
        name=_text(joins["name"]),
        organisation=_text(joins.get("organisation", "")),
        sector_id=number(str(sector)) if sector else None,
    )
    return SentNewcomer(key, made_at, edit, number(str(instead)) if instead else None)


def _text(given: Any) -> str:
    """What was typed, as every database can hold it."""
    return str(given)[:200].replace("\0", "\N{REPLACEMENT CHARACTER}")


def _key(given: Any) -> str:
    """The random key of one check-in; raises ValueError for what no page of ours makes."""
    found = re.fullmatch(r"[\w-]{1,64}", str(given), re.ASCII)
    if found is None:
        raise ValueError("not a key of a check-in")
    return found.group()


def _ago(each: dict[str, Any]) -> float:
    """How many seconds ago it was made, by the desk's own clock from one moment to the other."""
    return min(max(float(each["ago"]), 0.0), LONGEST_AGO)
