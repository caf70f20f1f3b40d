"""Where an account is signed in. A sign-in ends on the server: a copied cookie ends with it."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from scheduler.domain.accounts.tokens import token_hash
from scheduler.models import SignIn, db, transaction
from scheduler.models.database import changed_rows

LASTS = timedelta(days=90)
"""After this long everybody signs in once more."""


def begin_sign_in(user_id: int, browser: str, now: datetime) -> str:
    """Note that the user signs in; return the secret that the browser carries."""
    key = secrets.token_urlsafe(32)
    with transaction():
        changed_rows(delete(SignIn).where(SignIn.began_at < now - LASTS))
        db.session.add(
            SignIn(user_id=user_id, key_hash=token_hash(key), browser=browser[:80], began_at=now)
        )
    return key


def holds(user_id: int, key: str, now: datetime) -> bool:
    """Whether the sign-in that the browser carries was begun by the user and has not ended."""
    found = select(SignIn.id).where(
        SignIn.user_id == user_id,
        SignIn.key_hash == token_hash(key),
        SignIn.began_at >= now - LASTS,
    )
    return db.session.scalar(found) is not None


def end(key: str) -> None:
    """End one sign-in."""
    with transaction():
        changed_rows(delete(SignIn).where(SignIn.key_hash == token_hash(key)))


def end_all(user_id: int) -> None:
    """End every sign-in of the user."""
    with transaction():
        changed_rows(delete(SignIn).where(SignIn.user_id == user_id))


def sign_ins_of(user_id: int, now: datetime) -> Sequence[SignIn]:
    """Return the user's sign-ins, the newest first."""
    return db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.began_at >= now - LASTS)
        .order_by(SignIn.id.desc())
    ).all()
