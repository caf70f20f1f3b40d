"""Whom the desk means by a few letters, or by what a scanner read."""

from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.states import RegistrationState
from scheduler.domain.text import plain_letters
from scheduler.errors import NotFound
from scheduler.models import Attendee, Event, db
from scheduler.services.morning.arrivals import Guest, GuestList, is_here

MOST_FOUND: Final = 8


def find_guests(listed: GuestList, typed: str) -> tuple[Guest, ...]:
    """Whom the letters mean: words of the name or the organisation that begin so, accents aside.

    Everybody on the list can be found, those who cancelled too: the desk must be able to say so.
    What a scanner reads from a badge or a phone is a personal link, and finds its person, as the
    number on a badge does. Raises NotFound, in words for the desk, for a link of another event or
    of none.
    """
    if "/me/" in typed:
        wanted_id = _by_link(listed.event, typed)
        return tuple(guest for guest in listed.guests if guest.id == wanted_id)
    wanted = plain_letters(typed).split()
    if not wanted:
        return ()
    if numbered := [guest for guest in listed.guests if [str(guest.id)] == wanted]:
        return tuple(numbered)

    def fits(guest: Guest) -> bool:
        words = plain_letters(f"{guest.name} {guest.organisation}").replace("-", " ").split()
        return all(any(word.startswith(part) for word in words) for part in wanted)

    found = [guest for guest in listed.guests if fits(guest)]
    order = {RegistrationState.PLACED: 0, RegistrationState.WAITING: 1}
    found.sort(key=lambda guest: (order.get(guest.registration, 2), is_here(guest), guest.name))
    return tuple(found[:MOST_FOUND])


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
