"""How often strangers may press a button, and what they are told when it was too often.

A whole room stands behind one address of the internet: what is counted for an address is enough for
three hundred people on one Wi-Fi. What a robot would gain by trying is counted for each mailbox.
"""

import math
import time

from flask import request
from flask_limiter.util import get_remote_address

from scheduler.domain.languages import gettext, ngettext
from scheduler.domain.people.email_addresses import email_key
from scheduler.web.app.extensions import limiter

SIGN_UPS = "300 per minute; 1500 per hour"
LINKS = "150 per minute; 600 per hour"
LINKS_EACH = "5 per minute; 20 per hour"
TRIES = "100 per minute; 600 per hour"
TRIES_EACH = "10 per minute; 60 per hour"
CODES_EACH = "10 per minute; 20 per hour"
"""For one account, from wherever: whoever has the password shall not find the code by trying."""
ASKED_EACH = "10 per minute; 30 per hour"


def mailbox() -> str:
    """The mailbox that the form names, wherever it comes from: it shall not be flooded."""
    typed = email_key(request.form.get("email", "").strip()[:500])
    return f"mailbox {typed}" if typed else get_remote_address()


def mailbox_tried_from() -> str:
    """The mailbox and who tries: nobody can lock out another by guessing."""
    return f"{get_remote_address()} {mailbox()}"


def personal_link() -> str:
    """The personal link that the page belongs to."""
    return f"link {(request.view_args or {}).get('token', '')}"


def seconds_to_wait() -> int:
    """Return in how many seconds the button may be pressed again."""
    limit = limiter.current_limit
    return max(1, math.ceil(limit.reset_at - time.time())) if limit else 60


def retry_header() -> dict[str, str]:
    """What tells a machine when to come again."""
    return {"Retry-After": str(seconds_to_wait())}


def try_again_sentence(kept: bool) -> str:
    """Say when to press again, and whether what was typed is still there."""
    seconds = seconds_to_wait()
    minutes = math.ceil(seconds / 60)
    wait = (
        ngettext("%(number)s second", "%(number)s seconds", seconds)
        if seconds < 120
        else ngettext("%(number)s minute", "%(number)s minutes", minutes)
    )
    parts = [
        gettext("This was asked too often from here."),
        gettext("What you typed is still here.") if kept else "",
        gettext("Press the button again in %(wait)s.", wait=wait),
    ]
    return " ".join(part for part in parts if part)
