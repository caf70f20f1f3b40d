"""Secrets at rest: stored so that a copy of the database alone gives nothing away."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select, update

from scheduler.models import SecondStep, db, transaction
from scheduler.models.database import changed_rows

PURPOSE: Final = b"secrets of authenticator apps"


class SealedOtherwise(Exception):
    """What was sealed does not open with these keys."""


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals texts with a key that is derived from the server's secret key, and opens them.

    What was sealed when the secret key was one of ``former`` opens too.
    """

    server_secret: str = field(repr=False)
    former: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Vault":
        """Return the vault of a server with these settings."""
        return cls(settings["SECRET_KEY"], tuple(settings["SECRET_KEY_FALLBACKS"]))

    def seal(self, text: str) -> str:
        """Return the text as nobody can read or change it without the key."""
        return _fernet(self.server_secret).encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed. Raises SealedOtherwise when the key is another."""
        keys = MultiFernet([_fernet(key) for key in (self.server_secret, *self.former)])
        try:
            return keys.decrypt(sealed).decode()
        except InvalidToken as error:
            raise SealedOtherwise from error

    def opens(self, sealed: str) -> bool:
        """Whether one of the keys opens it."""
        with suppress(SealedOtherwise):
            self.open(sealed)
            return True
        return False


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many secrets there are, and how many of them no key opens."""

    secrets: int
    unopened: int


def reseal(vault: Vault) -> Resealed:
    """Seal with the present secret key of the server what was sealed with a former one.

    What none of the vault's keys opens is left as it is.
    """
    present, unopened = Vault(vault.server_secret), 0
    with transaction():
        # As they are stored: an account may connect another app meanwhile, whose secret stays.
        found = db.session.execute(select(SecondStep.user_id, SecondStep.secret)).all()
        for user_id, sealed in found:
            if present.opens(sealed):
                continue
            if not vault.opens(sealed):
                unopened += 1
                continue
            anew = vault.seal(vault.open(sealed))
            as_read = (SecondStep.user_id == user_id, SecondStep.secret == sealed)
            changed_rows(update(SecondStep).where(*as_read).values(secret=anew))
    return Resealed(len(found), unopened)


def _fernet(server_secret: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(server_secret.encode())
    return Fernet(urlsafe_b64encode(derived))
