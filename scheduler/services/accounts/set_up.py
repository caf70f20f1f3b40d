"""The first owner and the organising body."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import Select, func, select, update

from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.accounts.tokens import token_hash
from scheduler.domain.people.email_addresses import is_address, tidy_address
from scheduler.domain.people.names import as_name
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Membership, OrganisingBody, SetupLink, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.accounts.team import new_user

NOT_VALID = (
    "This link for setting up was used, or was replaced by a newer one. If you have made the "
    "account, sign in. If not, ask whoever runs this server for a new link: “flask setup-link” "
    "prints one."
)


def has_owner() -> bool:
    """Whether this server belongs to somebody already."""
    return bool(db.session.scalar(select(func.count()).select_from(User)))


def new_setup_link(now: datetime | None = None) -> str | None:
    """Return a fresh one-time token, which voids earlier ones; None once an owner exists."""
    token = secrets.token_urlsafe(32)
    # Asking takes the write lock of SQLite, and the server that asks lives for days: the
    # transaction must end in either case.
    with transaction():
        if has_owner():
            return None
        db.session.query(SetupLink).delete()
        db.session.add(SetupLink(token_hash=token_hash(token), created_at=now or datetime.now(UTC)))
    return token


def check_setup_link(token: str) -> None:
    """Raise NotFound unless the token opens the set-up of this server."""
    if has_owner() or db.session.scalar(_unused(token)) is None:
        raise NotFound(NOT_VALID)


def create_owner(
    token: str, *, name: str, email: str, password_hash: str, body_name: str, now: datetime
) -> User:
    """Create the first account and its organising body, spending the link.

    Raises NotFound for a wrong or spent link, RuleBroken when an owner exists.
    """
    with transaction():
        link = db.session.scalar(_unused(token))
        if link is None:
            raise NotFound(NOT_VALID)
        spent = changed_rows(
            update(SetupLink)
            .where(SetupLink.id == link.id, SetupLink.used_at.is_(None))
            .values(used_at=now)
        )
        if spent != 1 or has_owner():
            raise RuleBroken("The owner's account exists already. Sign in with it.", Rule.TAKEN)
        return add_account(name, email, password_hash, body_name, now)


def add_account(name: str, email: str, password_hash: str, body_name: str, now: datetime) -> User:
    """Add a user who owns a new body, in the caller's transaction."""
    user = new_user(name, email, password_hash, now)
    body = OrganisingBody(name=body_name, contact_email=user.email, created_at=now)
    db.session.add(Membership(user=user, body=body, role=TeamRole.OWNER))
    db.session.flush()
    return user


def change_body(body: OrganisingBody, name: str, contact_email: str) -> None:
    """Change a body's name and where people's questions go; mails already written stay.

    Raises InvalidInput for an empty name or a malformed address.
    """
    address = tidy_address(contact_email)
    if not as_name(name):
        raise InvalidInput("Enter the name of your organisation.", field="name")
    if not is_address(address):
        raise InvalidInput(
            "Enter an email address such as name@example.org.", field="contact_email"
        )
    with transaction():
        body.name, body.contact_email = as_name(name), address


def _unused(token: str) -> Select[SetupLink]:
    return select(SetupLink).where(
        SetupLink.token_hash == token_hash(token), SetupLink.used_at.is_(None)
    )
