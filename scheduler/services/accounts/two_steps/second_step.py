"""Two-step sign-in: after the password a code of an app, a passkey, or one of ten codes on paper.

The app's codes are those of RFC 6238: six digits, a new one every thirty seconds. One step before
and after the present one counts too, because clocks differ, and no code counts twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from passlib.exc import TokenError
from passlib.totp import TOTP
from sqlalchemy import delete, or_, select, update

from scheduler.domain.accounts.tokens import token_hash
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.mail.letters import Sender
from scheduler.mail.messages import account_second_step, account_way
from scheduler.models import Membership, Passkey, SecondStep, SignIn, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.accounts.two_steps.passkeys import (
    PasskeyAnswer,
    number_of_passkeys,
    store_passkey,
    take_passkey,
)
from scheduler.services.accounts.two_steps.recovery_codes import (
    forget_codes,
    new_codes,
    plain_code,
    take_recovery_code,
)
from scheduler.services.accounts.two_steps.sealing import SealedOtherwise, Vault
from scheduler.services.messages import outbox
from scheduler.services.messages.mail_context import mail_context

ISSUER: Final = "Crosstalk"
TIME_TO_CONNECT: Final = timedelta(minutes=15)
STEP: Final = 30
"""Seconds for which the app shows a code."""
WRONG: Final = "That code does not fit. Wait for the next one, or use a recovery code."
WRONG_PASSKEY: Final = "That passkey does not fit, or it took too long. Try again, or use a code."
OTHER_KEY: Final = (
    "The app’s codes cannot be checked, because the server has another secret key than when the "
    "app was connected. Use a recovery code or a passkey, then connect the app again."
)
AN_APP: Final = "an authenticator app"


@dataclass(frozen=True, slots=True)
class TypedCode:
    """A code of the app or of the paper, and the vault that holds what the app shares with us."""

    typed: str
    vault: Vault


SecondFactor = TypedCode | PasskeyAnswer
"""What shows, beside the password, that it is them."""


def is_on(user_id: int) -> bool:
    """Whether the account signs in with a second step."""
    return number_of_ways(user_id) > 0


def number_of_ways(user_id: int) -> int:
    """Return how many ways the account has for its second step: the app, and each passkey."""
    return app_is_connected(user_id) + number_of_passkeys(user_id)


def app_is_connected(user_id: int) -> bool:
    """Whether an app of the account gives codes."""
    confirmed = (SecondStep.user_id == user_id, SecondStep.confirmed_at.is_not(None))
    return db.session.scalar(select(SecondStep.user_id).where(*confirmed)) is not None


def with_second_step(body_id: int) -> set[int]:
    """Return the ids of the body's members who sign in with a second step."""
    members = select(Membership.user_id).where(Membership.body_id == body_id)
    apps = select(SecondStep.user_id).where(
        SecondStep.confirmed_at.is_not(None), SecondStep.user_id.in_(members)
    )
    keys = select(Passkey.user_id).where(Passkey.user_id.in_(members))
    return set(db.session.scalars(apps.union(keys)))


def step_of(user_id: int, now: datetime) -> SecondStep | None:
    """Return the account's app, whether it is connected or is to be connected still."""
    step = db.session.get(SecondStep, user_id)
    if step is None or step.confirmed_at is not None or step.began_at > now - TIME_TO_CONNECT:
        return step
    return None


def require_answer(user_id: int, answer: SecondFactor | None, now: datetime) -> None:
    """Use the answer up. Raises InvalidInput, field ``code``, when it does not show it is them."""
    with transaction():
        _check(user_id, answer, now)


def allow_another_way(user: User, answer: SecondFactor | None, now: datetime) -> None:
    """Check who adds a way to sign in: where two-step sign-in is on, by one that there is.

    Raises InvalidInput for a wrong answer, or none.
    """
    with transaction():
        _allow(user, answer, now)


def begin(user: User, answer: SecondFactor | None, vault: Vault, now: datetime) -> None:
    """Make a secret for an app; its codes count for nothing before the first confirms it.

    Raises RuleBroken when an app is connected already, and as :func:`allow_another_way`.
    """
    with transaction():
        if app_is_connected(user.id):
            raise RuleBroken("An app is connected already. Remove it first.")
        _allow(user, answer, now)
        changed_rows(delete(SecondStep).where(SecondStep.user_id == user.id))
        secret = vault.seal(str(TOTP.new().base32_key))
        db.session.add(SecondStep(user_id=user.id, secret=secret, began_at=now))


def app_link(step: SecondStep, email: str, vault: Vault) -> str:
    """The link that an app reads from the QR code. Raises SealedOtherwise, as readable_key."""
    return str(TOTP(vault.open(step.secret)).to_uri(label=email, issuer=ISSUER))


def readable_key(step: SecondStep, vault: Vault) -> str:
    """The secret in groups of four, for an app without a camera."""
    return str(TOTP(vault.open(step.secret)).pretty_key(sep=" "))


def confirm_app(user: User, code: TypedCode, key: str, now: datetime) -> list[str]:
    """Connect the app with its first code; return recovery codes where it is the first way.

    They are told only now, and every sign-in but the one of ``key`` ends; an email tells of it.
    Raises InvalidInput, field ``code``, for a wrong code, and RuleBroken when there is nothing to
    confirm any more.
    """
    with transaction():
        step = step_of(user.id, now)
        if step is None or step.confirmed_at is not None:
            raise RuleBroken("This took more than 15 minutes: begin again.")
        was_on = is_on(user.id)
        if not _take_app_code(user.id, code, now):
            raise InvalidInput(
                "That code does not fit. Wait for the next one and type it at once.", field="code"
            )
        step.confirmed_at = now
        return _another_way(user, AN_APP, was_on, key, now)


def add_passkey(user: User, name: str, answer: PasskeyAnswer, key: str, now: datetime) -> list[str]:
    """Add what the browser made, as :func:`confirm_app`. Raises as :func:`store_passkey`."""
    with transaction():
        was_on = is_on(user.id)
        added = store_passkey(user, name, answer, now)
        return _another_way(user, f"the passkey “{added.name}”", was_on, key, now)


def accept(user_id: int, answer: SecondFactor, now: datetime) -> bool:
    """Whether the answer shows that it is them, now; it is used up.

    Raises InvalidInput where the app's codes cannot be checked.
    """
    with transaction():
        return _take(user_id, answer, now)


def renew_codes(user: User, answer: SecondFactor | None, now: datetime) -> list[str]:
    """Replace the recovery codes and return the new ones; raises as :func:`turn_off`."""
    with transaction():
        _check(user.id, answer, now)
        return new_codes(user.id)


def remove_app(user: User, answer: SecondFactor | None, now: datetime) -> None:
    """Forget the app; without a passkey that turns it off. Raises as :func:`turn_off`."""
    with transaction():
        _check(user.id, answer, now)
        changed_rows(delete(SecondStep).where(SecondStep.user_id == user.id))
        _one_way_less(user, AN_APP, now)


def remove_passkey(
    passkey: Passkey, user: User, answer: SecondFactor | None, now: datetime
) -> None:
    """Forget a passkey; without another way that turns it off. Raises as :func:`turn_off`."""
    with transaction():
        _check(user.id, answer, now)
        changed_rows(delete(Passkey).where(Passkey.id == passkey.id, Passkey.user_id == user.id))
        _one_way_less(user, f"the passkey “{passkey.name}”", now)


def turn_off(user: User, answer: SecondFactor | None, now: datetime) -> None:
    """Ask for the password alone from now on. Raises InvalidInput for a wrong answer."""
    with transaction():
        _check(user.id, answer, now)
        forget_second_step(user, now)


def forget_second_step(user: User, now: datetime) -> None:
    """Delete app, passkeys and codes in the caller's transaction, and tell them if it was on."""
    was_on = is_on(user.id)
    forget_codes(user.id)
    changed_rows(delete(SecondStep).where(SecondStep.user_id == user.id))
    changed_rows(delete(Passkey).where(Passkey.user_id == user.id))
    if was_on:
        outbox.post(account_second_step(user.email, _from_us(), now, on=False), now)


def _another_way(user: User, what: str, was_on: bool, key: str, now: datetime) -> list[str]:
    if was_on:
        outbox.post(account_way(user.email, _from_us(), now, what=what, added=True), now)
        return []
    others = (SignIn.user_id == user.id) & (SignIn.key_hash != token_hash(key))
    changed_rows(delete(SignIn).where(others))
    outbox.post(account_second_step(user.email, _from_us(), now, on=True), now)
    return new_codes(user.id)


def _one_way_less(user: User, what: str, now: datetime) -> None:
    if is_on(user.id):
        outbox.post(account_way(user.email, _from_us(), now, what=what, added=False), now)
    else:
        forget_codes(user.id)
        outbox.post(account_second_step(user.email, _from_us(), now, on=False), now)


def _allow(user: User, answer: SecondFactor | None, now: datetime) -> None:
    if is_on(user.id):
        _check(user.id, answer, now)


def _check(user_id: int, answer: SecondFactor | None, now: datetime) -> None:
    if answer is None or not _take(user_id, answer, now):
        wrong = WRONG_PASSKEY if isinstance(answer, PasskeyAnswer) else WRONG
        raise InvalidInput(wrong, field="code")


def _take(user_id: int, answer: SecondFactor, now: datetime) -> bool:
    if isinstance(answer, PasskeyAnswer):
        return take_passkey(user_id, answer, now)
    if plain_code(answer.typed).isdecimal():
        return app_is_connected(user_id) and _take_app_code(user_id, answer, now)
    return take_recovery_code(user_id, answer.typed, now)


def _take_app_code(user_id: int, answer: TypedCode, now: datetime) -> bool:
    step = db.session.get(SecondStep, user_id, populate_existing=True)
    if step is None:
        return False
    try:
        match = TOTP(answer.vault.open(step.secret)).match(
            plain_code(answer.typed),
            time=int(now.timestamp()),
            window=STEP,
            last_counter=step.last_counter,
        )
    except SealedOtherwise:
        raise InvalidInput(OTHER_KEY, field="code") from None
    except TokenError:
        return False
    # Conditional, so that of two requests with one code only one gets in.
    earlier = or_(SecondStep.last_counter.is_(None), SecondStep.last_counter < match.counter)
    used = (
        update(SecondStep)
        .where(SecondStep.user_id == user_id, earlier)
        .values(last_counter=match.counter)
    )
    return changed_rows(used) == 1


def _from_us() -> Sender:
    return Sender("Crosstalk", mail_context().mail_from)
