"""Accounts of organisers, and clients that carry their session."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from sqlalchemy import select

from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.accounts.tokens import token_hash
from scheduler.domain.registration.transitions import organiser
from scheduler.models import Invitation, Membership, Passkey, User, db
from scheduler.services.accounts import set_up as accounts
from scheduler.services.accounts import sign_ins
from scheduler.services.accounts.api_keys import keys_of, make_key
from scheduler.services.accounts.team import new_user
from tests.builders.times import NOW

PASSWORD = "tea toast marmalade"
ORGANISER = organiser(1)
"""Whoever signs in for the body, as services know them."""


@dataclass(frozen=True)
class Account:
    """A user with their organising body and a signed-in client."""

    user: User
    body_id: int
    client: FlaskClient


def sign_in(app: Flask, user: User) -> FlaskClient:
    """A client that carries the user's session, without the cost of the sign-in form."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = user.fs_uniquifier
        session["_fresh"] = True
        session["fs_cc"] = "set"
        session["fs_paa"] = NOW.timestamp()
        session["sign_in"] = sign_ins.begin_sign_in(user.id, "Firefox on Linux", datetime.now(UTC))
    return client


def make_account(app: Flask, name: str, email: str, body: str) -> Account:
    """A user and the body they own."""
    user = accounts.add_account(name, email, hash_password(PASSWORD), body, NOW)
    db.session.commit()
    return Account(user, user.memberships[0].body_id, sign_in(app, user))


def make_member(app: Flask, body_id: int, role: TeamRole, name: str = "Mo Member") -> Account:
    """A user whom the owner has given a role, with a client that is signed in."""
    address = f"{name.split()[0].lower()}-{role}-{body_id}@example.org"
    user = new_user(name, address, hash_password(PASSWORD), NOW)
    db.session.flush()
    db.session.add(Membership(user_id=user.id, body_id=body_id, role=role))
    db.session.commit()
    return Account(user, body_id, sign_in(app, user))


def make_invitation(body_id: int, token: str, **changes: Any) -> Invitation:
    """An open invitation whose link has the token."""
    values: dict[str, Any] = {
        "email": "invited@example.org",
        "role": TeamRole.ORGANISER,
        "invited_by": "Olwen Rees",
        "created_at": datetime.now(UTC),
        "expires_at": datetime.now(UTC) + timedelta(days=7),
    }
    made = Invitation(body_id=body_id, token_hash=token_hash(token), **(values | changes))
    db.session.add(made)
    db.session.commit()
    return made


def make_passkey(user: User) -> Passkey:
    """A passkey of the user that answers nothing."""
    made = Passkey(
        user_id=user.id,
        name="Blue key",
        credential_id=f"key of {user.id}".encode(),
        public_key=b"",
        sign_count=0,
        transports="usb",
        added_at=NOW,
    )
    db.session.add(made)
    db.session.commit()
    return made


def make_program_key(body_id: int) -> int:
    """The id of a new key of a program that reads, made by the body's first member."""
    member = db.session.scalars(select(Membership).where(Membership.body_id == body_id)).first()
    assert member is not None
    name = f"Website {len(keys_of(body_id)) + 1}"
    return make_key(body_id, name, "viewer", member.user, NOW)[0].id
