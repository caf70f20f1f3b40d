"""Reads the value of a setting, or says in one sentence why it cannot be used.

Each function takes the environment and the name of a variable, and raises InvalidInput. An empty
value counts as none.
"""

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from scheduler.domain.people.email_addresses import is_address, tidy_address
from scheduler.errors import InvalidInput

HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?")
LEAST_SECRET = 32
LEAST_DIFFERENT = 10
LEAST_STEPS = 4
"""Alphabets and digits in their order have this many different steps, or fewer."""

EXAMPLES = re.compile(r"chang|example|secret|crosstalk|password|random|…|\.\.\.", re.IGNORECASE)
RESERVED = re.compile(r"(?:.*[.@])?(?:example(?:\.[a-z]+)?|test|invalid|localhost)", re.IGNORECASE)
"""Domains that nobody can have: emails from them, and links to them, go nowhere."""


def whole_number(
    environ: Mapping[str, str], name: str, low: int, high: int, default: int | None
) -> int | None:
    """Return the number, from ``low`` to ``high``."""
    given = environ.get(name)
    if not given:
        return default
    # Not more digits than the limit has: Python reads no number of 5,000 digits.
    if not re.fullmatch(rf"[0-9]{{1,{len(str(high))}}}", given) or not low <= int(given) <= high:
        raise InvalidInput(f"{name} must be a whole number from {low} to {high}, not {given!r}.")
    return int(given)


def choice(environ: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """Return one of the allowed words, in any case; the first of them when nothing is given."""
    given = environ.get(name) or allowed[0]
    found = [word for word in allowed if word.lower() == given.lower()]
    if not found:
        raise InvalidInput(f"{name} must be one of {', '.join(allowed)}, not {given!r}.")
    return found[0]


def host(environ: Mapping[str, str], name: str, production: bool = False) -> str | None:
    """Return a host's name or address: no scheme, no port; in production no example."""
    given = environ.get(name)
    if production and given and given != "localhost" and RESERVED.fullmatch(given):
        raise InvalidInput(f"{name} must be a host that exists in production, not {given}.")
    if not given or HOST_NAME.fullmatch(given) or _is_ip(given):
        return given or None
    raise InvalidInput(
        f"{name} must be the name or the address of a host, without a scheme or a port, "
        f"not {given!r}."
    )


def url(environ: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    """Return an address with one of the schemes.

    What was given is not repeated in the sentence: it may hold a password.
    """
    given = environ.get(name)
    if not given:
        return None
    try:
        parts = urlsplit(given)
        _ = parts.port, parts.hostname  # Read only when asked for, and then refused.
    except ValueError:
        raise InvalidInput(
            f"{name} cannot be read: its host or its port is not written as such."
        ) from None
    if parts.scheme not in schemes or not given.startswith(f"{parts.scheme}://"):
        raise InvalidInput(f"{name} must begin with {_either(schemes)}.")
    path = parts.path.removeprefix("/")
    if parts.scheme == "sqlite" and not path:
        raise InvalidInput(
            f"{name} must name a file, as sqlite:////var/lib/crosstalk/file.db does."
        )
    if parts.scheme == "sqlite" and not Path(path.removeprefix("file:")).parent.is_dir():
        raise InvalidInput(f"{name} must name a file in a folder that exists.")
    if parts.scheme in ("redis", "rediss") and not re.fullmatch("[0-9]{0,4}", path):
        raise InvalidInput(f"{name} must end with a number, as redis://127.0.0.1/0 does.")
    return given


def site(environ: Mapping[str, str], name: str, production: bool) -> SplitResult | None:
    """Return the parts of the public address: scheme and host, nothing behind them."""
    given = (environ.get(name) or "").rstrip("/")
    if production and not given.startswith("https://"):
        raise InvalidInput(f"{name} must be set to an https:// address in production.")
    if not given:
        return None
    parts = urlsplit(url(environ, name, ("https", "http")) or "")
    if (
        not parts.hostname
        or parts.path.rstrip("/")
        or parts.query
        or parts.fragment
        or parts.username
        # A browser writes the name of a host in ASCII, and we compare it with this.
        or not (HOST_NAME.fullmatch(parts.hostname) or _is_ip(parts.hostname))
    ):
        raise InvalidInput(
            f"{name} must be a scheme and a host alone, such as https://breakfast.example.org."
        )
    if production and (RESERVED.fullmatch(parts.hostname) or _leads_to_oneself(parts.hostname)):
        raise InvalidInput(
            f"{name} must be an address of your own in production: links in emails lead there, and "
            f"nobody else reaches {parts.hostname}."
        )
    return parts


def sender(environ: Mapping[str, str], name: str, default: str, production: bool) -> str:
    """Return an email address; in production one that can exist."""
    typed = environ.get(name) or default
    given = tidy_address(typed)
    if not is_address(given):
        raise InvalidInput(f"{name} must be an email address, not {typed!r}.")
    if production and RESERVED.fullmatch(given.rpartition("@")[2]):
        raise InvalidInput(f"{name} must be an address of your own in production, not {given}.")
    return given


def ascii_text(environ: Mapping[str, str], name: str, least: int = 1) -> str | None:
    """Return text that every protocol can carry. It may be a secret, and is not repeated."""
    given = environ.get(name)
    if not given:
        return None
    if not given.isascii() or not given.isprintable():
        raise InvalidInput(f"{name} may hold letters, digits and signs of ASCII only.")
    if len(given) < least:
        raise InvalidInput(f"{name} must have at least {least} characters.")
    return given


def folder(environ: Mapping[str, str], name: str, default: Path) -> Path:
    """Return a folder that exists by now and can be written."""
    path = Path(environ.get(name) or default).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = (error.strerror or "error").lower()
        raise InvalidInput(f"{name} cannot be made: {path} ({reason}).") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise InvalidInput(f"{name} cannot be written: {path}.")
    return path


def several(environ: Mapping[str, str], name: str) -> list[str]:
    """Return the texts that stand there with commas between them."""
    given = environ.get(name)
    found = [text.strip() for text in given.split(",")] if given else []
    if "" in found:
        raise InvalidInput(f"{name} must be texts with one comma between each and the next.")
    return found


def strong_secret(name: str, given: str) -> str:
    """Return a secret that cannot be guessed."""
    if len(given) < LEAST_SECRET:
        raise InvalidInput(f"{name} must have at least {LEAST_SECRET} characters in production.")
    if len(set(given)) < LEAST_DIFFERENT or _repeats_itself(given):
        raise InvalidInput(f"{name} repeats itself: make one by chance for production.")
    if EXAMPLES.search(given):
        raise InvalidInput(f"{name} looks like an example: make one by chance for production.")
    return given


def _repeats_itself(text: str) -> bool:
    """Whether the second half follows from the first, or each letter from the one before."""
    half = range(1, len(text) // 2 + 1)
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return any(text.startswith(text[period:]) for period in half) or len(steps) <= LEAST_STEPS


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _leads_to_oneself(text: str) -> bool:
    """Whether it is an address by which each machine means itself, or none at all."""
    return _is_ip(text) and (ip_address(text).is_loopback or ip_address(text).is_unspecified)


def _either(schemes: tuple[str, ...]) -> str:
    named = [f"{scheme}:" for scheme in schemes]
    return " or ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else named[0]
