"""Builds whole messages from templates; `messages` holds one function per message.

Each message has two templates under templates/mail/<name>/, body.txt and body.html, and a third,
subject.txt, where no subject comes with its values.
The HTML is for reading only: it carries no tracking and no remote image.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from scheduler.domain.events.sectors import NO_SECTOR, SECTOR_STYLES, style_of
from scheduler.domain.languages import gettext, plural_form, speaking, spoken
from scheduler.domain.states import FOR_TEMPLATES
from scheduler.mail.made_ahead import made_once

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "mail"
POLICY = SMTP.clone(cte_type="7bit")
LONGEST_LINE: Final = 78
SHORT_NAME: Final = 60
"""A sender's name of at most so many characters is written on one line."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a message is from: the address that may send, and where answers go."""

    name: str
    address: str
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished message: ``content`` is the whole of it as bytes."""

    kind: str
    recipient: str
    subject: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A calendar by what it is made from; equal facts make the same bytes."""

    make: Callable[..., bytes]
    facts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A calendar that travels with a letter, and is written when that is.

    ``method`` equals the METHOD inside.
    """

    calendar: bytes | Unwritten
    method: str
    filename: str = "invite.ics"

    def content(self) -> bytes:
        """Return its bytes, made now where they are unwritten."""
        calendar = self.calendar
        return calendar if isinstance(calendar, bytes) else calendar.make(*calendar.facts)


@dataclass(frozen=True, slots=True)
class _Facts:
    """All that a letter is made from. ``language``: the tag of the one it is written in."""

    language: str
    kind: str
    recipient: str
    sender: Sender
    now: datetime
    calendar: CalendarPart | None
    for_whom: str
    values: dict[str, Any]


def render_letter(
    kind: str,
    recipient: str,
    sender: Sender,
    now: datetime,
    calendar: CalendarPart | None = None,
    for_whom: str = "",
    **values: Any,
) -> Letter:
    """Return the message ``kind`` filled with ``values``, as one made ahead of equal facts.

    ``for_whom``: the person's name, for a mailbox that several share; then the subject has it.

    With ``calendar``: multipart/mixed(alternative(plain, html, calendar), attachment), which
    Outlook, Gmail and Apple Mail all read as an invitation (RFC 6047).
    """
    facts = _Facts(spoken().tag, kind, recipient, sender, now, calendar, for_whom, values)
    return made_once(_written, facts, Letter(kind, recipient, "", b""))


def _written(facts: _Facts) -> Letter:
    kind, sender, values = facts.kind, facts.sender, facts.values
    with speaking(facts.language):
        subject = _subject(facts)
        message = EmailMessage(policy=POLICY)
        _set_text(message, "Subject", subject)
        _set_sender(message, sender)
        message["To"] = facts.recipient
        if sender.reply_to:
            message["Reply-To"] = sender.reply_to
        message["Date"] = format_datetime(facts.now)
        message["Message-ID"] = make_msgid(domain=sender.address.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        # Exchange ignores the line above; without this one it answers for whoever is away.
        message["X-Auto-Response-Suppress"] = "All"
        message.set_content(_render(f"{kind}/body.txt", values))
        message.add_alternative(_render(f"{kind}/body.html", values), subtype="html")
        if facts.calendar:
            _add_calendar(message, facts.calendar)
        return Letter(kind, facts.recipient, subject, message.as_bytes())


def _subject(facts: _Facts) -> str:
    subject = facts.values.get("subject") or _render(f"{facts.kind}/subject.txt", facts.values)
    subject = " ".join(subject.split())
    if not facts.for_whom:
        return subject
    name = " ".join(facts.for_whom.split())
    return gettext("For %(name)s: %(subject)s", name=name, subject=subject)


def _set_text(message: EmailMessage, name: str, text: str) -> None:
    """Write a header of free text so that every reader gets back each letter and space of it.

    Python folds several encoded words of one header wrongly: spaces between them are lost; and a
    text that all but fills a line begins with a blank one. The older Header class writes them
    right, and what it wrote is set as it is.
    """
    if text.isascii() and "=?" not in text and len(f"{name}: {text}") <= LONGEST_LINE:
        message.set_raw(name, text)
    else:
        message.set_raw(name, Header(text, "utf-8", header_name=name).encode(linesep="\r\n"))


def _set_sender(message: EmailMessage, sender: Sender) -> None:
    """Write the From line, whatever the organising body is called.

    Python forgets the quotes when it folds a name that is long or not ASCII, and the comma of
    “Søns, Ltd” would then begin a second address: such a name is encoded whole and set as it is.
    """
    name = " ".join(sender.name.split())
    if name.isascii() and len(name) <= SHORT_NAME:
        message["From"] = formataddr((name, sender.address))
    else:
        words = Header(name, "utf-8", header_name="From").encode(linesep="\r\n")
        message.set_raw("From", f"{words}\r\n <{sender.address}>")


def _add_calendar(message: EmailMessage, calendar: CalendarPart) -> None:
    content = calendar.content()
    text = content.decode("utf-8")
    message.add_alternative(text, subtype="calendar", params={"method": calendar.method})
    message.add_attachment(
        content, maintype="application", subtype="ics", filename=calendar.filename
    )


def _render(name: str, values: dict[str, Any]) -> str:
    return _templates().get_template(name).render(values)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(gettext, plural_form, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(FOR_TEMPLATES, spoken=spoken)
    environment.globals.update(style_of=style_of, styles={0: NO_SECTOR, **SECTOR_STYLES})
    return environment
