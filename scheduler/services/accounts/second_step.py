"""Two-step sign-in: after the password, a code of an app on the phone, or one of ten on paper.

The app's codes are those of RFC 6238: six digits, a new one every thirty seconds. One step before
and after the present one counts too, because clocks differ, and no code counts twice.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from passlib.exc import TokenError
from passlib.totp import TOTP
from sqlalchemy import ColumnElement, delete, func, or_, select, update

from scheduler.domain.accounts.roles import TeamRole
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.mail.letters import Sender
from scheduler.mail.messages import account_second_step
from scheduler.models import Membership, RecoveryCode, SecondStep, SignIn, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.accounts.sign_ins import key_hash
from scheduler.services.accounts.team import lock_body, member_of
from scheduler.services.messages import outbox
from scheduler.services.messages.mail_context import mail_context

ISSUER: Final = "Crosstalk"
CODES: Final = 10
"""Recovery codes that are given out at once."""
TIME_TO_CONNECT: Final = timedelta(minutes=15)
STEP: Final = 30
"""Seconds for which the app shows a code."""
_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""None that are taken for each other: 10 of them are 50 bits."""
WRONG: Final = "That code does not fit. Wait for the next one, or use a recovery code."


def is_on(user_id: int) -> bool:
    """Whether the account signs in with a second step."""
    confirmed = (SecondStep.user_id == user_id, SecondStep.confirmed_at.is_not(None))
    return db.session.scalar(select(SecondStep.user_id).where(*confirmed)) is not None


def with_second_step(body_id: int) -> set[int]:
    """Return the ids of the body's members who sign in with a second step."""
    theirs = select(SecondStep.user_id).where(
        SecondStep.confirmed_at.is_not(None),
        SecondStep.user_id.in_(select(Membership.user_id).where(Membership.body_id == body_id)),
    )
    return set(db.session.scalars(theirs))


def step_of(user_id: int, now: datetime) -> SecondStep | None:
    """Return the account's second step, whether it is on or an app is to be connected still."""
    step = db.session.get(SecondStep, user_id)
    if step is None or step.confirmed_at is not None or step.began_at > now - TIME_TO_CONNECT:
        return step
    return None


def codes_left(user_id: int) -> int:
    """Return how many recovery codes have not been used."""
    unused = (RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def begin(user: User, now: datetime) -> None:
    """Make a secret for an app; nothing is asked for before its first code confirms it.

    Raises RuleBroken when two-step sign-in is on already.
    """
    with transaction():
        if is_on(user.id):
            raise RuleBroken("Two-step sign-in is on already. Turn it off first.")
        changed_rows(delete(SecondStep).where(SecondStep.user_id == user.id))
        secret = str(TOTP.new().base32_key)
        db.session.add(SecondStep(user_id=user.id, secret=secret, began_at=now))


def app_link(step: SecondStep, email: str) -> str:
    """The link that an app reads from the QR code."""
    return str(TOTP(step.secret).to_uri(label=email, issuer=ISSUER))


def readable_key(step: SecondStep) -> str:
    """The secret in groups of four, for an app without a camera."""
    return str(TOTP(step.secret).pretty_key(sep=" "))


def confirm_app(user: User, code: str, key: str, now: datetime) -> list[str]:
    """Turn two-step sign-in on with the app's first code; return the recovery codes.

    They are told only now. Every sign-in but the one of ``key`` ends, and an email tells of it.
    Raises InvalidInput, field ``code``, for a wrong code, and RuleBroken when there is nothing to
    confirm any more.
    """
    with transaction():
        step = step_of(user.id, now)
        if step is None or step.confirmed_at is not None:
            raise RuleBroken("This took more than 15 minutes: begin again.")
        if not _take_app_code(user.id, code, now):
            raise InvalidInput(
                "That code does not fit. Wait for the next one and type it at once.", field="code"
            )
        step.confirmed_at = now
        others = (SignIn.user_id == user.id) & (SignIn.key_hash != key_hash(key))
        changed_rows(delete(SignIn).where(others))
        _tell(user, now, on=True)
        return _new_codes(user.id)


def accept(user_id: int, typed: str, now: datetime) -> bool:
    """Whether it is a code of the account's app now, or an unused recovery code; it is used up."""
    with transaction():
        return _take(user_id, typed, now)


def renew_codes(user: User, typed: str, now: datetime) -> list[str]:
    """Replace the recovery codes and return the new ones; raises as :func:`turn_off`."""
    with transaction():
        _check(user.id, typed, now)
        return _new_codes(user.id)


def turn_off(user: User, typed: str, now: datetime) -> None:
    """Ask for the password alone from now on. Raises InvalidInput for a wrong code."""
    with transaction():
        _check(user.id, typed, now)
        _forget(user, now)


def turn_off_for_member(body_id: int, member_id: int, actor: User, now: datetime) -> str:
    """Turn it off for a member who has lost phone and codes; return their name.

    Raises RuleBroken for oneself, and where the member belongs to an organisation that ``actor``
    does not own: its owners have not been asked.
    """
    with transaction():
        lock_body(body_id)
        user = member_of(body_id, member_id).user
        if user.id == actor.id:
            raise RuleBroken("For yourself, turn it off on your account page.")
        if not _bodies(user.id) <= _bodies(actor.id, Membership.role == TeamRole.OWNER):
            raise RuleBroken(
                f"{user.name} belongs to an organisation that you do not own. Ask whoever runs the "
                "server: it can be turned off there.",
                Rule.TAKEN,
            )
        _forget(user, now)
        return user.name


def turn_off_by_operator(email: str, now: datetime) -> bool:
    """Turn it off for the account of that address; whether it was on."""
    with transaction():
        user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
        if user is None or not is_on(user.id):
            return False
        _forget(user, now)
        return True


def _bodies(user_id: int, *more: ColumnElement[bool]) -> set[int]:
    theirs = select(Membership.body_id).where(Membership.user_id == user_id, *more)
    return set(db.session.scalars(theirs))


def _check(user_id: int, typed: str, now: datetime) -> None:
    if not _take(user_id, typed, now):
        raise InvalidInput(WRONG, field="code")


def _take(user_id: int, typed: str, now: datetime) -> bool:
    return _take_app_code(user_id, typed, now) or _take_recovery_code(user_id, typed, now)


def _take_app_code(user_id: int, typed: str, now: datetime) -> bool:
    step = db.session.get(SecondStep, user_id, populate_existing=True)
    if step is None:
        return False
    try:
        match = TOTP(step.secret).match(
            _plain(typed), time=int(now.timestamp()), window=STEP, last_counter=step.last_counter
        )
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


def _take_recovery_code(user_id: int, typed: str, now: datetime) -> bool:
    unused = (
        RecoveryCode.user_id == user_id,
        RecoveryCode.code_hash == _hash(typed),
        RecoveryCode.used_at.is_(None),
    )
    return changed_rows(update(RecoveryCode).where(*unused).values(used_at=now)) == 1


def _new_codes(user_id: int) -> list[str]:
    changed_rows(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(CODES)]
    db.session.add_all(RecoveryCode(user_id=user_id, code_hash=_hash(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _forget(user: User, now: datetime) -> None:
    was_on = is_on(user.id)
    changed_rows(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    changed_rows(delete(SecondStep).where(SecondStep.user_id == user.id))
    if was_on:
        _tell(user, now, on=False)


def _tell(user: User, now: datetime, *, on: bool) -> None:
    sender = Sender("Crosstalk", mail_context().mail_from)
    outbox.post(account_second_step(user.email, sender, now, on=on), now)


def _plain(typed: str) -> str:
    """What was typed without spaces and dashes, in capitals; too long is nothing."""
    return "".join(typed.split()).replace("-", "").upper() if len(typed) < 60 else ""


def _hash(code: str) -> str:
    return hashlib.sha256(_plain(code).encode()).hexdigest()
