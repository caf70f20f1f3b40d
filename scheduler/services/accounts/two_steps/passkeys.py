"""Passkeys of an account: what browsers are asked, and whether what they answer counts.

Each question holds a challenge, made by chance, that whoever asks keeps in the signed session. It
counts once: what was answered is noted here, so that a copied session and answer open nothing.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog
import webauthn
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from scheduler.domain.accounts.passkeys import MOST, PATIENCE, RelyingParty
from scheduler.domain.people.names import as_name
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Passkey, UsedChallenge, User, db
from scheduler.models.database import changed_rows

NAME: Final = "Crosstalk"
LONGEST: Final = 20_000
"""Letters of an answer: public keys and signatures are far shorter."""
LONGEST_ID: Final = 1023
"""Bytes of a passkey's own name."""
REFUSED: Final = "That passkey could not be added. Try again, or with another browser or key."
log = structlog.get_logger("crosstalk")


@dataclass(frozen=True, slots=True)
class PasskeyAnswer:
    """What a browser sent: JSON, to the ``challenge`` that ``party`` asked (empty for none)."""

    sent: str
    challenge: bytes
    party: RelyingParty


def passkeys_of(user_id: int) -> Sequence[Passkey]:
    """Return the account's passkeys, in the order in which they were added."""
    theirs = select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)
    return db.session.scalars(theirs).all()


def passkey_of(user_id: int, passkey_id: int) -> Passkey:
    """Return one of the account's passkeys. Raises NotFound."""
    mine = select(Passkey).where(Passkey.user_id == user_id, Passkey.id == passkey_id)
    found = db.session.scalar(mine)
    if found is None:
        raise NotFound("There is no such passkey.")
    return found


def number_of_passkeys(user_id: int) -> int:
    """Return how many passkeys the account has."""
    theirs = select(func.count()).select_from(Passkey).where(Passkey.user_id == user_id)
    return db.session.scalar(theirs) or 0


def adding_options(user: User, party: RelyingParty, challenge: bytes) -> str:
    """Return, as JSON, what a browser needs to make a passkey for the account.

    Raises RuleBroken when it has as many as it may.
    """
    shapes = webauthn.helpers.structs
    there = passkeys_of(user.id)
    if len(there) >= MOST:
        raise RuleBroken(f"You have {MOST} passkeys. Remove one that you no longer use first.")
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=NAME,
        # Browsers replace a passkey of the same account; it says nothing of who that is.
        user_id=hashlib.sha256(f"passkeys of {user.fs_uniquifier}".encode()).digest(),
        user_name=user.email,
        user_display_name=user.name,
        challenge=challenge,
        timeout=_milliseconds(),
        authenticator_selection=shapes.AuthenticatorSelectionCriteria(
            resident_key=shapes.ResidentKeyRequirement.PREFERRED,
            # It comes after the password: that somebody presses it is enough.
            user_verification=shapes.UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=_described(there),
    )
    return str(webauthn.options_to_json(options))


def asking_options(user_id: int, party: RelyingParty, challenge: bytes) -> str | None:
    """Return, as JSON, what a browser needs to ask for one of the passkeys; None without any."""
    there = passkeys_of(user_id)
    if not there:
        return None
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=_milliseconds(),
        allow_credentials=_described(there),
        user_verification=webauthn.helpers.structs.UserVerificationRequirement.PREFERRED,
    )
    return str(webauthn.options_to_json(options))


def store_passkey(user: User, name: str, answer: PasskeyAnswer, now: datetime) -> Passkey:
    """Keep the passkey that the browser made, in the caller's transaction.

    Raises InvalidInput, field ``name`` for an empty name, else field ``passkey``.
    """
    if not as_name(name):
        raise InvalidInput("Give the passkey a name.", field="name")
    if number_of_passkeys(user.id) >= MOST or not _first_use(answer.challenge, now):
        raise InvalidInput(REFUSED, field="passkey")
    made = _checked(
        webauthn.verify_registration_response,
        credential=answer.sent,
        expected_challenge=answer.challenge,
        expected_rp_id=answer.party.id,
        expected_origin=answer.party.origin,
    )
    if made is None or len(made.credential_id) > LONGEST_ID:
        raise InvalidInput(REFUSED, field="passkey")
    ways = webauthn.helpers.parse_registration_credential_json(answer.sent).response.transports
    known = select(Passkey.id).where(Passkey.credential_id == made.credential_id)
    if db.session.scalar(known) is not None:
        raise InvalidInput("That passkey is here already.", field="passkey")
    passkey = Passkey(
        user_id=user.id,
        name=as_name(name)[:80],
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=",".join(sorted({way.value for way in ways or ()})),
        added_at=now,
    )
    db.session.add(passkey)
    log.info("passkey added", user=user.id)
    return passkey


def take_passkey(user_id: int, answer: PasskeyAnswer, now: datetime) -> bool:
    """Whether one of the account's passkeys gave the answer; it is used up.

    A passkey that counts must have counted on: else it was copied, or the answer was.
    In the caller's transaction.
    """
    if not _first_use(answer.challenge, now):
        return False
    sent = _checked(webauthn.helpers.parse_authentication_credential_json, json_val=answer.sent)
    if sent is None:
        return False
    mine = (Passkey.user_id == user_id, Passkey.credential_id == sent.raw_id)
    passkey = db.session.scalar(select(Passkey).where(*mine))
    if passkey is None:
        return False
    given = _checked(
        webauthn.verify_authentication_response,
        credential=sent,
        expected_challenge=answer.challenge,
        expected_rp_id=answer.party.id,
        expected_origin=answer.party.origin,
        credential_public_key=passkey.public_key,
        credential_current_sign_count=passkey.sign_count,
    )
    if given is None:
        return False
    as_read = (Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
    used = {"sign_count": given.new_sign_count, "last_used_at": now}
    return changed_rows(update(Passkey).where(*as_read).values(**used)) == 1


def _checked(check: Callable[..., Any], **given: Any) -> Any | None:
    """What the library reads of an answer; None for one that does not hold."""
    try:
        return check(**given)
    except Exception as error:
        # A stranger wrote it: the library also stumbles over depths, numbers and letters in it.
        log.warning("passkey refused", kind=type(error).__name__)
        return None


def _first_use(challenge: bytes, now: datetime) -> bool:
    """Note the challenge as answered; False for none, and for one that was answered before."""
    if not challenge:
        return False
    changed_rows(delete(UsedChallenge).where(UsedChallenge.used_at < now - 2 * PATIENCE))
    noted = UsedChallenge(challenge_hash=hashlib.sha256(challenge).hexdigest(), used_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(noted)
    except IntegrityError:
        return False
    return True


def _described(passkeys: Sequence[Passkey]) -> list[Any]:
    shapes = webauthn.helpers.structs
    return [
        shapes.PublicKeyCredentialDescriptor(
            id=one.credential_id,
            transports=[
                shapes.AuthenticatorTransport(way) for way in one.transports.split(",") if way
            ],
        )
        for one in passkeys
    ]


def _milliseconds() -> int:
    return int(PATIENCE.total_seconds() * 1000)
