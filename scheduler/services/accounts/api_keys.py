"""Keys of the JSON API: made by an owner, shown once, ended at any time."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from scheduler.domain.accounts.roles import RIGHTS, Right, TeamRole
from scheduler.domain.accounts.tokens import token_hash
from scheduler.domain.text import one_line
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import ApiKey, Membership, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.accounts import team

ROLES: Final = (TeamRole.ORGANISER, TeamRole.VIEWER)
"""What a key may be: a program needs no desk, and decides nothing about the team."""
LONGEST_NAME: Final = 60
MOST_KEYS: Final = 20
_BEGINNING: Final = "ctk_"
"""By this a key that was published by mistake is recognised."""


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whoever a key acts for, and what it may do for the organisation ``body_id``."""

    body_id: int
    user: User
    key_name: str
    rights: frozenset[Right]

    @property
    def named(self) -> str:
        """How the log of who did what names it."""
        return f"{self.user.name} (key “{self.key_name}”)"


def make_key(body_id: int, name: str, role: str, by: User, now: datetime) -> tuple[ApiKey, str]:
    """Make a key and return it with its secret, which nobody can read again.

    Raises InvalidInput for an empty or too long name or a role that no key has; RuleBroken, rule
    TAKEN, for a name that another key has, and TOO_MANY for more than MOST_KEYS.
    """
    called = one_line(name)
    if not 0 < len(called) <= LONGEST_NAME:
        raise InvalidInput(
            f"Say in 1 to {LONGEST_NAME} letters what uses the key, such as “Website”.",
            field="name",
        )
    wanted = next((one for one in ROLES if one.value == role), None)
    if wanted is None:
        raise InvalidInput("Choose what the key may do.", field="role")
    secret = _BEGINNING + secrets.token_urlsafe(32)
    with transaction():
        team.lock_body(body_id)
        known = keys_of(body_id)
        if any(key.name.casefold() == called.casefold() for key in known):
            raise RuleBroken(f"There is a key “{called}” already.", Rule.TAKEN, field="name")
        if len(known) >= MOST_KEYS:
            raise RuleBroken(f"There are {MOST_KEYS} keys. End one first.", Rule.TOO_MANY)
        made = ApiKey(
            body_id=body_id,
            user_id=by.id,
            name=called,
            role=wanted,
            secret_hash=token_hash(secret),
            ending=secret[-4:],
            created_at=now,
        )
        db.session.add(made)
    return made, secret


def keys_of(body_id: int) -> Sequence[ApiKey]:
    """Return the organisation's keys, the oldest first."""
    wanted = select(ApiKey).where(ApiKey.body_id == body_id).order_by(ApiKey.id)
    return db.session.scalars(wanted.options(joinedload(ApiKey.user))).all()


def end_key(body_id: int, key_id: int) -> bool:
    """End a key: it opens nothing from now on. False for one that has ended already."""
    with transaction():
        mine = ApiKey.body_id == body_id
        return changed_rows(delete(ApiKey).where(ApiKey.id == key_id, mine)) == 1


def key_holder(secret: str) -> KeyHolder | None:
    """Return whoever the key acts for; None for one that never was, has ended, or whose member
    has left the team."""
    found = db.session.execute(
        select(ApiKey, Membership.role)
        .join(
            Membership,
            (Membership.user_id == ApiKey.user_id) & (Membership.body_id == ApiKey.body_id),
        )
        .join(User, User.id == ApiKey.user_id)
        .where(ApiKey.secret_hash == token_hash(secret), User.active)
        .options(joinedload(ApiKey.user))
    ).one_or_none()
    if found is None:
        return None
    key, role = found
    return KeyHolder(key.body_id, key.user, key.name, RIGHTS[key.role] & RIGHTS[role])
