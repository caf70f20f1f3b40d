"""Secrets at rest: stored so that a copy of the database alone gives nothing away."""

from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select

from scheduler.models import SecondStep, db, transaction

PURPOSE: Final = b"secrets of authenticator apps"


class SealedOtherwise(Exception):
    """What was sealed does not open with this key."""


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals and opens texts with a key that is derived from the server's secret key."""

    server_secret: str = field(repr=False)

    def seal(self, text: str) -> str:
        """Return the text as nobody can read or change it without the key."""
        return self._fernet().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed. Raises SealedOtherwise when the key is another."""
        try:
            return self._fernet().decrypt(sealed).decode()
        except InvalidToken as error:
            raise SealedOtherwise from error

    def _fernet(self) -> Fernet:
        derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(self.server_secret.encode())
        return Fernet(urlsafe_b64encode(derived))


def reseal(former: str, present: str) -> None:
    """Seal with the present secret key of the server what was sealed with the former one.

    What the former one does not open is left as it is.
    """
    if former == present:
        return
    with transaction():
        for step in db.session.scalars(select(SecondStep)):
            with suppress(SealedOtherwise):
                step.secret = Vault(present).seal(Vault(former).open(step.secret))
