"""When two spellings name one mailbox, and how an address is written so that mail can be sent."""

import re
from difflib import get_close_matches
from typing import Final

import idna

from scheduler.domain.text import one_line

LONGEST: Final = 254
_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_SHAPE = re.compile(
    rf"(?!\.)[^@\s,;:<>()\[\]\"\\]{{1,64}}(?<!\.)@(?:{_PART}\.)+(?=\d*[a-zA-Z-])(?=..){_PART}"
)
"""The name of a mailbox, and a domain of letters, digits and hyphens; a last part of digits would
be the number of a machine."""

_JOINERS = "\u200c\u200d"


def tidy_address(text: str) -> str:
    """Return the address without what cannot be seen, and with its domain in lower-case ASCII.

    Mail headers carry ASCII alone, so "zoë@bücher.example" becomes "zoë@xn--bcher-kva.example";
    a domain that cannot be written so is left as it is, for :func:`is_address` to refuse. So is
    text far longer than any address, unread: the rules for domains take long over long ones.
    """
    if len(text) > 2 * LONGEST:
        return text
    # Chat programs and web pages put signs without any width around an address that is copied.
    text = one_line(text).strip(_JOINERS)
    local, at, domain = text.rpartition("@")
    try:
        # The standard library's codec is IDNA 2003, which sends faß.de's mail to fass.de.
        return local + at + _ascii_domain(domain)
    except UnicodeError:
        return text


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain.lower()
    return idna.encode(domain, uts46=True).decode("ascii").lower()


def is_address(address: str) -> bool:
    """Whether a tidied address can be put into a mail header and looks like a mailbox."""
    return (
        address.isascii()
        and address.isprintable()
        and len(address) <= LONGEST
        and ".." not in address
        and _SHAPE.fullmatch(address) is not None
    )


def email_key(address: str) -> str:
    """Return the key under which two spellings of one address are equal.

    Case and surrounding white space do not distinguish mailboxes; anything else does
    ("ann+work@…" is not "ann@…": some servers keep the two apart).
    """
    return tidy_address(address).casefold()


COMMON_DOMAINS: Final = (
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.co.uk",
    "outlook.com",
    "live.co.uk",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "btinternet.com",
    "sky.com",
    "aol.com",
    "protonmail.com",
    "nhs.net",
)
"""Where many people have their mailbox; some of their misspellings exist and swallow email."""

ALIKE: Final = 0.85
OTHERS: Final = frozenset({"gmx.com", "mail.com", "email.com", "ymail.com", "live.com", "nhs.uk"})
"""Domains that are alike and right."""


def likely_meant(address: str) -> str:
    """Return the address that somebody probably meant to type, or "" where it looks right."""
    local, at, domain = tidy_address(address).rpartition("@")
    if not at or domain in COMMON_DOMAINS or domain in OTHERS:
        return ""
    near = get_close_matches(domain, COMMON_DOMAINS, n=1, cutoff=ALIKE)
    return f"{local}@{near[0]}" if near else ""
