"""What the session keeps of a question to a passkey, and for whom the passkey answers.

The browser carries the challenge in its signed session; the services see to it that it counts once.
"""

import secrets
import time
from datetime import timedelta
from typing import Final

from flask import current_app, session

from scheduler.domain.accounts.passkeys import PATIENCE, RelyingParty, relying_party
from scheduler.services.accounts.two_steps.passkeys import PasskeyAnswer, asking_options
from scheduler.services.accounts.two_steps.sealing import Vault
from scheduler.web.shared.links import links_for

ASKING: Final = "passkey_asked"
"""Where the session keeps the challenge for showing that it is them."""
ADDING: Final = "passkey_added"
"""The same for adding a passkey: it is there while they may."""


def party() -> RelyingParty | None:
    """Return for whom a passkey answers on this site; None where browsers offer none."""
    return relying_party(links_for(current_app).base)


def vault() -> Vault:
    """Return what holds the secrets of authenticator apps."""
    return Vault.of(current_app.config)


def question(user_id: int) -> str | None:
    """Return, as JSON, what the page asks a passkey of the account; None without any."""
    here = party()
    if here is None:
        return None
    young = kept(ASKING, user_id, PATIENCE / 2)
    return asking_options(user_id, here, young or fresh(ASKING, user_id))


def fresh(purpose: str, user_id: int) -> bytes:
    """Put a new challenge for the user into the session."""
    challenge = secrets.token_bytes(32)
    session[purpose] = {"challenge": challenge.hex(), "at": time.time(), "user": user_id}
    return challenge


def kept(purpose: str, user_id: int, patience: timedelta = PATIENCE) -> bytes | None:
    """Return the session's challenge for the user while it is younger than ``patience``."""
    there = session.get(purpose)
    if not there or there["user"] != user_id:
        return None
    late = time.time() - there["at"] > patience.total_seconds()
    return None if late else bytes.fromhex(there["challenge"])


def answered(purpose: str, user_id: int, sent: str) -> PasskeyAnswer:
    """Return what was sent with the challenge it answers, which the session then forgets."""
    challenge, here = kept(purpose, user_id), party()
    session.pop(purpose, None)
    if challenge is None or here is None:
        return PasskeyAnswer(sent, b"", RelyingParty("", ""))
    return PasskeyAnswer(sent, challenge, here)
