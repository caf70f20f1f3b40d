"""Where an event meets online: one link for each table and round, made from a pattern."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote, urlsplit

from scheduler.errors import InvalidInput

LONGEST_LINK: Final = 500
MOST_LINKS: Final = 100
PLACEHOLDERS: Final = ("room", "table", "round", "event")
EVERYBODY: Final = 0
"""The number that stands for table and round where everybody meets first."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


class Venue(StrEnum):
    """Where people take part."""

    ROOM = "room"
    ONLINE = "online"
    HYBRID = "hybrid"


def joins(venue: str, online: bool) -> bool:
    """Whether a person joins an event of that venue online; ``online``: they have said so."""
    return venue == Venue.ONLINE or (venue == Venue.HYBRID and online)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The online rooms of one event.

    ``event`` is its short name in addresses, ``key`` a secret of its own, from which the names of
    its rooms are made. ``patterns``: one for every table, or one for each in order. ``everybody``:
    where all meet first. ``tables``: those of a hybrid event at which somebody always joins online.
    """

    venue: Venue
    event: str
    key: str
    patterns: tuple[str, ...] = ()
    everybody: str = ""
    tables: frozenset[int] = frozenset()

    def joins(self, online: bool) -> bool:
        """Whether a person joins online; ``online``: they have said so."""
        return joins(self.venue, online)

    def is_online(self, table: int, online: bool) -> bool:
        """Whether a table meets online too; ``online``: somebody who sits there joins so."""
        return self.joins(online) or (self.venue is Venue.HYBRID and table in self.tables)

    def link(self, table: int, round_number: int) -> str:
        """Return the link of a table in a round; "" where none is known."""
        if self.venue is Venue.ROOM or not self.patterns:
            return ""
        if len(self.patterns) == 1:
            return self._filled(self.patterns[0], table, round_number)
        known = 1 <= table <= len(self.patterns)
        return self._filled(self.patterns[table - 1], table, round_number) if known else ""

    def first_link(self) -> str:
        """Return the link where everybody meets first; "" where none is known."""
        if self.venue is Venue.ROOM:
            return ""
        if self.everybody:
            return self._filled(self.everybody, EVERYBODY, EVERYBODY)
        one = self.patterns[0] if len(self.patterns) == 1 else ""
        return self._filled(one, EVERYBODY, EVERYBODY)

    def _filled(self, pattern: str, table: int, round_number: int) -> str:
        values = {
            "room": self._room(table, round_number),
            "table": str(table),
            "round": str(round_number),
            "event": quote(self.event, safe=""),
        }
        return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), pattern)

    def _room(self, table: int, round_number: int) -> str:
        """A name of 80 bits, which nobody finds who does not know the key."""
        said = f"{table}/{round_number}".encode()
        digest = hmac.new(self.key.encode(), said, hashlib.sha256).digest()
        return base64.b32encode(digest[:10]).decode().lower()


def read_patterns(text: str) -> tuple[str, ...]:
    """Return the patterns of what was typed, one a line.

    One line alone serves every table, so it must hold ``{room}``; of several, each is the link of
    one table. Raises InvalidInput, with one sentence, for what cannot be used.
    """
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if len(lines) > MOST_LINKS:
        raise _refused(f"Enter at most {MOST_LINKS} links.")
    for line in lines:
        check_pattern(line, "meeting_links")
    if len(lines) == 1 and "{room}" not in lines[0]:
        raise _refused(
            "Write {room} where the name of the room goes: each table and round then has a name "
            "of its own that nobody can guess."
        )
    if twice := _twice(lines):
        raise _refused(f"Lines {twice[0]} and {twice[1]} are the same link: give each table one.")
    return lines


def check_pattern(pattern: str, field: str) -> None:
    """Raise InvalidInput, with one sentence, for what makes no link."""
    if len(pattern) > LONGEST_LINK:
        raise InvalidInput(f"Keep a link to {LONGEST_LINK} characters.", field=field)
    unknown = [name for name in _PLACEHOLDER.findall(pattern) if name not in PLACEHOLDERS]
    if unknown:
        offered = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise InvalidInput(f"{{{unknown[0]}}} is not filled in: use {offered}.", field=field)
    if not _is_link(_PLACEHOLDER.sub("x", pattern)):
        raise InvalidInput(
            f"“{pattern[:80]}” is no link: it must begin with https:// and hold no spaces.",
            field=field,
        )


def read_tables(text: str, most: int = 999) -> frozenset[int]:
    """Return the tables in "1, 3, 5-7". Raises InvalidInput for anything else."""
    found: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text).strip(", ;")):
        if not part:
            continue
        numbers = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part, re.ASCII)
        first, last = (
            (int(numbers[1]), int(numbers[2] or numbers[1])) if numbers is not None else (0, 0)
        )
        if not 1 <= first <= last <= most:
            raise InvalidInput(
                f"“{part[:40]}” is no table: write numbers such as 1, 3, 5-7.",
                field="online_tables",
            )
        found.update(range(first, last + 1))
    return frozenset(found)


def _is_link(text: str) -> bool:
    if not text.startswith("https://") or not text.isprintable() or re.search(r'[\s<>"{}\\]', text):
        return False
    try:
        parts = urlsplit(text)
        return bool(_HOST.fullmatch(parts.hostname or "")) and parts.username is None
    except ValueError:
        return False


def _twice(lines: Iterable[str]) -> tuple[int, int] | None:
    """The numbers of two lines that would be one room: the same, with nothing to part them."""
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if line in seen and not {"{room}", "{table}"} & set(re.findall(r"\{\w+\}", line)):
            return seen[line], number
        seen.setdefault(line, number)
    return None


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, field="meeting_links")
