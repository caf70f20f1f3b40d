"""Reading which addresses could not be reached from what mail servers send back, or from a list."""

import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
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


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a mail server reports: whom it could not reach, and the Message-ID of that email.

    ``message_id`` is "" where the report brings nothing of the email along.
    """

    failed: tuple[str, ...]
    message_id: str = ""


def read_report(content: bytes) -> DeliveryReport | None:
    """Return what a whole message reports (RFC 3464); None where it tells of no failed recipient.

    Delays and confirmations are none, nor is an answer of a person.
    """
    report = message_from_bytes(content[:MOST_TEXT], policy=policy.compat32)
    failed = tuple(dict.fromkeys(_failed_in(report)))
    return DeliveryReport(failed, _original_id(report)) if failed else None


def _original_id(report: Message) -> str:
    """The Message-ID of the email that a report brings along, whole or as its headers."""
    for part in report.walk():
        if part.get_content_type() == "message/rfc822":
            inside = part.get_payload()
            email = inside[0] if isinstance(inside, list) and inside else None
        elif part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            email = message_from_string(_text_of(part), policy=policy.compat32)
        else:
            continue
        if isinstance(email, Message) and email.get("Message-ID"):
            return "".join(str(email["Message-ID"]).split())
    return ""


def _text_of(part: Message) -> str:
    content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        return content.decode("utf-8", "replace")
    inside = part.get_payload()
    first = inside[0] if isinstance(inside, list) and inside else None
    return first.as_string() if isinstance(first, Message) else ""


def _failed(text: str) -> list[str]:
    """The recipients of a delivery report whose action is "failed"; none for another text."""
    return _failed_in(message_from_string(text.lstrip(), policy=policy.compat32))


def _failed_in(report: Message) -> list[str]:
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
