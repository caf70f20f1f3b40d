"""Codes on paper that stand in for the second step of a sign-in, each once."""

import hashlib
import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select, update

from scheduler.models import RecoveryCode, db
from scheduler.models.database import changed_rows

CODES: Final = 10
"""Recovery codes that are given out at once."""
_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""None that are taken for each other: 10 of them are 50 bits."""


def codes_left(user_id: int) -> int:
    """Return how many recovery codes have not been used."""
    unused = (RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def new_codes(user_id: int) -> list[str]:
    """Replace the account's codes in the caller's transaction; only their hashes are kept."""
    forget_codes(user_id)
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(CODES)]
    db.session.add_all(RecoveryCode(user_id=user_id, code_hash=_hash(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def forget_codes(user_id: int) -> None:
    """Delete the account's codes in the caller's transaction."""
    changed_rows(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def take_recovery_code(user_id: int, typed: str, now: datetime) -> bool:
    """Whether it is a code of the account that was not used; it is used up.

    In the caller's transaction.
    """
    unused = (
        RecoveryCode.user_id == user_id,
        RecoveryCode.code_hash == _hash(typed),
        RecoveryCode.used_at.is_(None),
    )
    return changed_rows(update(RecoveryCode).where(*unused).values(used_at=now)) == 1


def plain_code(typed: str) -> str:
    """What was typed without spaces and dashes, in capitals; too long is nothing."""
    return "".join(typed.split()).replace("-", "").upper() if len(typed) < 60 else ""


def _hash(code: str) -> str:
    return hashlib.sha256(plain_code(code).encode()).hexdigest()
