"""The secret of an installation that was given none: made by chance once, kept in its folder."""

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from scheduler.errors import InvalidInput
from scheduler.services.background.durable import write_whole

FILE: Final = "secret_key"


def kept_secret(instance: Path) -> str:
    """Return the secret, made and kept at the first start; two processes that start at once agree.

    Raises InvalidInput for a file that is empty or cannot be read: with a known or empty secret
    everybody could sign in as anybody.
    """
    path = instance / FILE
    try:
        if not path.exists():
            with suppress(FileExistsError):
                write_whole(path, secrets.token_hex(32))
        secret = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise InvalidInput(f"{path} cannot be read. {_WAYS_OUT}") from None
    if not secret.strip():
        raise InvalidInput(f"{path} is empty. {_WAYS_OUT}")
    return secret


_WAYS_OUT: Final = (
    "It keeps the secret that signs cookies and links: put it back from a backup, or delete it, "
    "and everybody signs in anew."
)


def keep_another(instance: Path, secret: str) -> bool:
    """Keep another secret in place of the kept one; False where none is kept."""
    path = instance / FILE
    if not path.exists():
        return False
    write_whole(path, secret, anew=True)
    return True
