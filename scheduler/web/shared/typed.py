"""What somebody typed into a form that could not be taken: kept, shown, and sent once more.

It is packed into a signed text that the next page carries, so that nothing has to be stored and
nobody else can put words into it.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from flask import request
from itsdangerous import BadData
from werkzeug.exceptions import HTTPException

from scheduler.web.shared.signing import signer

LASTS: Final = 24 * 60 * 60
"""Seconds for which a packed form can be opened."""

_PURPOSE: Final = "what was typed"
LONGEST: Final = 40_000
"""Letters of a packed form; a page for signing in takes no more than 64 kB in all."""

_OURS: Final = frozenset({"csrf_token", "next", "typed"})
_UNSEEN: Final = frozenset(
    {
        *("act", "action", "another", "answer", "clock", "columns", "contact", "days", "edit"),
        *(
            "everybody",
            "exchange",
            "from_round",
            "id",
            "job",
            "kept_address",
            "kind",
            "lang",
            "language",
        ),
        *("loaded", "moving", "noted", "number", "of_round", "one", "other", "people_list"),
        *("person", "phase", "placed", "plan", "prefer", "quiet", "round", "seating", "seen"),
        *("seen_note", "seen_x", "seen_y", "state", "submission", "sure", "table", "tell"),
        *("timezone", "to", "undo", "version", "website", "what", "who"),
    }
)
"""What some form hides or sends by a button. Where it is seen, it is chosen from a list or ticked:
nothing of it would have to be written once more.
"""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that was sent. ``address`` is where to; ``page`` where it stood, or ""."""

    address: str
    page: str
    fields: tuple[tuple[str, str], ...]
    had_file: bool = False

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person chose or wrote: the field in words, and the value."""
        return [
            (_in_words(name), value)
            for name, value in self.fields
            if value and name.rpartition("-")[2] not in _UNSEEN
        ]


def typed_here() -> Typed | None:
    """Return what the request brings; None when it is no form, or one from another site."""
    if request.method != "POST" or request.endpoint is None or not _from_our_page():
        return None
    try:
        sent, files = request.form, request.files
    except HTTPException:
        # Too large to be read: the browser's own way back still has it.
        return None
    fields = tuple(pair for pair in sent.items(multi=True) if pair[0] not in _OURS)
    had_file = any(file.filename for file in files.values())
    return Typed(request.full_path.rstrip("?"), page_before() or "", fields, had_file)


def page_before() -> str | None:
    """The page of ours that posted the form, if the browser tells; its address holds no host."""
    before = urlsplit(request.referrer or "")
    if request.method != "POST" or before.netloc != request.host:
        return None
    # Two slashes at the start would name another host.
    path = "/" + before.path.lstrip("/")
    return f"{path}?{before.query}" if before.query else path


def pack(typed: Typed) -> str | None:
    """Return the form as a text that a page can carry; None when it is too long for one."""
    packed = signer(_PURPOSE).dumps([typed.address, typed.page, typed.fields])
    return str(packed) if len(packed) <= LONGEST else None


def unpack(packed: str) -> Typed | None:
    """Return what was packed; None for anything else, and when it is too old."""
    try:
        address, page, fields = signer(_PURPOSE).loads(packed, max_age=LASTS)
    except BadData:
        return None
    return Typed(address, page, tuple((name, value) for name, value in fields))


def _from_our_page() -> bool:
    """Whether no other site sent the form, as far as the browser says."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _in_words(name: str) -> str:
    """Such as "Items, 2, title" for ``items-1-title``."""
    parts = [part for part in name.replace("_", " ").split("-") if part]
    words = ", ".join(str(int(part) + 1) if part.isdecimal() else part for part in parts)
    return words[:1].upper() + words[1:]
