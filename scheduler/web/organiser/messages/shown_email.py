"""An email as its reader sees it, in a frame of its own on a page that asks or tells of it."""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from typing import Final

from scheduler.mail.letters import Letter
from scheduler.services.messages.outbox_views import html_part, plain_text
from scheduler.web.app.headers import allow_styles

_LINK: Final = re.compile(r'\bhref="[^"]*"')
NOWHERE: Final = 'href="about:srcdoc#"'
"""The frame's own address: a link of an email is its reader's alone, and leads nowhere here."""


@dataclass(frozen=True, slots=True)
class ShownEmail:
    """What the macro `shown_email` draws: the HTML for the frame, the subject, the plain text."""

    subject: str
    html: str
    text: str


class _Styles(HTMLParser):
    """Collects what an email says of its own style: each style sheet and each style attribute."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, None] = {}
        self._within = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag == "style"
        self.found |= {value: None for name, value in attrs if name == "style" and value}

    def handle_endtag(self, tag: str) -> None:
        self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found[data] = None


def shown_letter(letter: Letter) -> ShownEmail:
    """What a letter that is not sent yet looks like. As `shown_message` otherwise."""
    return shown_message(letter.subject, letter.content)


def shown_message(subject: str, content: bytes) -> ShownEmail:
    """A whole message as programs that show HTML show it.

    The page of this request may then carry the email's own style, and no other: the policy of
    the page names each by its digest, because a frame without an address obeys that policy.
    """
    html = _LINK.sub(NOWHERE, html_part(content).replace("\r\n", "\n"))
    allow_styles(
        b64encode(sha256(style.encode()).digest()).decode() for style in _Styles(html).found
    )
    return ShownEmail(subject, html, plain_text(content))
