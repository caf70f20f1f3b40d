"""For whom a passkey answers: the name of the server, and the address of its pages (WebAuthn)."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

PATIENCE: Final = timedelta(minutes=5)
"""How long a browser's question to a passkey may wait for its answer."""
MOST: Final = 10
"""Passkeys of one account."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The server as passkeys know it: ``id`` is its name, ``origin`` scheme, name and port."""

    id: str
    origin: str


def relying_party(address: str) -> RelyingParty | None:
    """Return the party of a site's address; None where browsers offer no passkeys.

    They want https, but for localhost, and a name: an address of numbers has no passkeys.
    """
    parts = urlsplit(address)
    name = parts.hostname or ""
    if not name or _is_number(name) or (parts.scheme != "https" and not _is_local(name)):
        return None
    usual = {"https": 443, "http": 80}[parts.scheme]
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return RelyingParty(name, f"{parts.scheme}://{name}{port}")


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_local(name: str) -> bool:
    return name == "localhost" or name.endswith(".localhost")
