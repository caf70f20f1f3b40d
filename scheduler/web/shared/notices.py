"""What a page says about the press of a button on the page before, where cookies may be refused.

Organisers have a session, in which the library keeps such a sentence. On strangers' pages it
travels in the address instead, signed, so that nobody can make our pages say something else.
"""

from typing import Final
from urllib.parse import urlencode

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadData

from scheduler.web.shared.signing import signer

SAID: Final = "said"
LASTS: Final = 10 * 60
"""Seconds for which the address says it: it may be kept or shared, with the page behind it."""


def redirect_saying(sentence: str, address: str) -> ResponseReturnValue:
    """Lead to the page, or to a place on it, after a POST, and let it say the sentence."""
    page, _, place = address.partition("#")
    said = urlencode({SAID: signer(SAID).dumps(sentence)})
    return redirect(f"{page}?{said}" + (f"#{place}" if place else ""), 303)


def said() -> list[str]:
    """Return what the page should say, if its address brings something of ours."""
    brought = request.args.get(SAID)
    if not brought:
        return []
    try:
        return [str(signer(SAID).loads(brought, max_age=LASTS))]
    except BadData:
        return []


def init_notices(app: Flask) -> None:
    """Let the frame of every page ask for it."""
    app.add_template_global(said)
