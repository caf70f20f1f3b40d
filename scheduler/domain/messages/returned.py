"""Reading which addresses could not be reached from what mail servers send back, or from a list."""

import re
from email import message_from_string, policy
from email.message import Message
from typing import Final

from scheduler.domain.people.email_addresses import email_key

MOST_TEXT: Final = 1_000_000
"""Characters that are looked through."""

_ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:\"']{1,64}@[^\s<>()\[\],;:\"'@]{1,255}")


def addresses_in(text: str) -> list[str]:
    """Return the addresses a text tells of, each once, in the form in which spellings are one.

    A delivery report (RFC 3464) tells of its recipients that failed, and of nobody else whom its
    text may name; any other text tells of every address in it.
    """
    text = text[:MOST_TEXT]
    found = _failed(text)
    if not found:
        found = [address.strip(".") for address in _ADDRESS.findall(text)]
    return list(dict.fromkeys(email_key(address) for address in found))


def _failed(text: str) -> list[str]:
    """The recipients of a delivery report whose action is "failed"; none for another text."""
    report = message_from_string(text.lstrip(), policy=policy.compat32)
    blocks: list[Message] = []
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            content = part.get_payload()
            blocks += [each for each in content if isinstance(each, Message)]
    found = []
    for block in blocks:
        recipient = block.get("Original-Recipient") or block.get("Final-Recipient") or ""
        if str(block.get("Action", "")).strip().lower() == "failed":
            found += _ADDRESS.findall(str(recipient).partition(";")[2])
    return found
