"""What somebody changes of their own account: name, address, password, where it is signed in."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from scheduler.domain.accounts.tokens import token_hash
from scheduler.domain.people.email_addresses import is_address, tidy_address
from scheduler.domain.people.names import as_name
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.mail.letters import Sender
from scheduler.mail.messages import account_address, account_moved, password_changed
from scheduler.models import SignIn, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.messages import outbox
from scheduler.services.messages.mail_context import mail_context

HOURS_TO_CONFIRM: Final = 2
TAKEN: Final = "This address cannot be used for your account. Nothing was changed."


def change_name(user: User, name: str) -> None:
    """Change what the account is called. Raises InvalidInput for an empty name."""
    if not as_name(name):
        raise InvalidInput("Enter your name.", field="name")
    with transaction():
        db.session.get_one(User, user.id).name = as_name(name)


def ask_new_email(user: User, address: str, link_for: Callable[[str], str], now: datetime) -> None:
    """Write a link to the new address; nothing changes before it is opened and confirmed.

    ``link_for`` makes the link for an address. To an address that has an account nothing is
    written, and nobody is told. Raises InvalidInput for what is no address, or is theirs already.
    """
    new = tidy_address(address).lower()
    if not is_address(new):
        raise InvalidInput("Enter an email address such as name@example.org.", field="email")
    if new == user.email:
        raise InvalidInput("That is your address already.", field="email")
    with transaction():
        if not _has_account(new):
            letter = account_address(
                new, _from_us(), now, link=link_for(new), hours=HOURS_TO_CONFIRM
            )
            outbox.post(letter, now)


def take_new_email(user: User, address: str, now: datetime) -> None:
    """Let the account have the confirmed address, and tell the former one.

    Raises RuleBroken, rule TAKEN, when another account has it.
    """
    former = user.email
    try:
        with transaction():
            if _has_account(address):
                raise RuleBroken(TAKEN, Rule.TAKEN)
            db.session.get_one(User, user.id).email = address
            outbox.post(account_moved(former, _from_us(), now), now)
    except IntegrityError as error:
        raise RuleBroken(TAKEN, Rule.TAKEN) from error


def change_password(user: User, password_hash: str, key: str, now: datetime) -> None:
    """Change the password and end every sign-in but the one of ``key``; tell them by email."""
    with transaction():
        db.session.get_one(User, user.id).password = password_hash
        others = (SignIn.user_id == user.id) & (SignIn.key_hash != token_hash(key))
        changed_rows(delete(SignIn).where(others))
        outbox.post(password_changed(user.email, _from_us(), now), now)


def end_one(user: User, sign_in_id: int) -> bool:
    """End one of the account's sign-ins; whether there was one."""
    with transaction():
        theirs = (SignIn.user_id == user.id) & (SignIn.id == sign_in_id)
        return changed_rows(delete(SignIn).where(theirs)) == 1


def _has_account(address: str) -> bool:
    return db.session.scalar(select(User.id).where(User.email == address)) is not None


def _from_us() -> Sender:
    return Sender("Crosstalk", mail_context().mail_from)
