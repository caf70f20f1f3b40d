"""Whom the desk means by a few letters, or by what a scanner read."""

import re
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.morning.finding import typed_words, words_fit, words_to_find
from scheduler.domain.states import Presence, RegistrationState
from scheduler.domain.text import plain_letters
from scheduler.errors import NotFound
from scheduler.models import Attendee, Event, db
from scheduler.services.morning.desk.guests import Guest, GuestList, Listed, is_here

MOST_FOUND: Final = 8
MARK: Final = 16
"""Letters of a badge's mark."""
_TABLE: Final = re.compile(r"table ([1-9]\d{0,3})")


def find_guests(listed: GuestList, typed: str) -> tuple[Guest, ...]:
    """Whom the letters mean: words of the name or the organisation that begin so, accents aside.

    Everybody on the list can be found, those who cancelled too: the desk must be able to say so.
    What a scanner reads from a badge or a phone is a personal link, and finds its person, as the
    number on a badge does. Raises NotFound, in words for the desk, for a link of another event or
    of none.
    """
    if "/me/" in typed:
        found = listed.of(_by_link(listed.event, typed))
        return (found,) if found else ()
    wanted = typed_words(typed)
    if not wanted:
        return ()
    number = wanted[0] if len(wanted) == 1 and wanted[0].isdecimal() else ""
    if number and (numbered := listed.of(int(number))):
        return (numbered,)
    return tuple(map(listed.guest, _named(listed, wanted)[:MOST_FOUND]))


def find_table(listed: GuestList, typed: str) -> tuple[Guest, ...] | None:
    """Who is missing at a table, if that is what was typed: "table 4"; None if it is not.

    For those who work at a desk: it reads names off the list that nobody has to know. Raises
    NotFound, in words for the desk, if nobody is missing there.
    """
    table = _TABLE.fullmatch(plain_letters(typed))
    if not table:
        return None
    there = listed.tables.get(int(table.group(1)), ())
    found = [row for row in there if row.state is not Presence.ABSENT and not is_here(row)]
    if not found:
        raise NotFound(f"Nobody is missing at table {table.group(1)}.")
    return tuple(map(listed.guest, found))


def marks_of_badges(event: Event) -> dict[int, str]:
    """By id, a mark of each person's code, by which a desk without a network knows their badge.

    The code is a long secret, so nobody gets from the mark to it, nor to their page.
    """
    rows = db.session.execute(
        select(Attendee.id, Attendee.token).where(Attendee.event_id == event.id)
    )
    return {key: sha256(token.encode()).hexdigest()[:MARK] for key, token in rows}


def _named(listed: GuestList, wanted: list[str]) -> list[Listed]:
    """Whose words begin so; first those with a place who are not here."""
    order = {RegistrationState.PLACED: 0, RegistrationState.WAITING: 1}
    found = [row for row in listed.rows if words_fit(wanted, _words(row))]
    found.sort(key=lambda row: (order.get(row.registration, 2), is_here(row), row.name))
    return found


def _words(row: Listed) -> list[str]:
    return words_to_find(f"{row.name} {row.organisation}")


def _by_link(event: Event, typed: str) -> int:
    token = typed.partition("/me/")[2].strip().strip("/")[:64]
    person = db.session.scalar(select(Attendee).where(Attendee.token == token.replace("\0", "")))
    if person is None:
        raise NotFound("This code belongs to nobody. Type the first letters of the name.")
    if person.event_id != event.id:
        other = person.event
        day = other.starts_at.astimezone(ZoneInfo(other.timezone))
        raise NotFound(
            f"{person.name} is signed up for another date: {day.day} {day:%B %Y}, {other.title}."
        )
    return person.id
