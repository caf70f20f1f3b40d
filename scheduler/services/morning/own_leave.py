"""What people say for themselves on their own phone: they step out, leave early, or are back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from scheduler.domain.languages import gettext
from scheduler.domain.morning.clock import Clock, Phase
from scheduler.domain.morning.noted import Noted
from scheduler.domain.states import CAME, Presence, RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendance, Attendee, Event, Plan, db, transaction
from scheduler.services.morning.attendance import be_back, go_away, locked_person
from scheduler.services.planning.rounds.clock import stored_clock
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.times import times_of
from scheduler.services.registration.places import lock_event

OWN_PHONE: Final = "their own phone"
"""Where it was noted, as desks read it."""


class OwnWord(StrEnum):
    """What somebody can say of themselves."""

    OUT = "out"
    LEFT = "left"
    BACK = "back"


_STATES: Final = {OwnWord.OUT: Presence.OUT, OwnWord.LEFT: Presence.LEFT}


@dataclass(frozen=True, slots=True)
class OwnLeave:
    """What is noted of somebody who was checked in, and what they can say.

    ``missed_from``: the first round that they are not there for, None while they are here; and
    ``back_for``: the round that they are awaited for, None where nobody said. Once people
    move to it they are here. ``next_round``: the first that has not begun, None in the last.
    ``noted``: what they saw, for the form.
    """

    state: Presence
    missed_from: int | None
    next_round: int | None
    noted: str
    back_for: int | None = None


def own_leave(attendee: Attendee, now: datetime) -> OwnLeave | None:
    """What their page offers; None for who was not checked in, and once the rounds are over."""
    row = db.session.get(Attendance, attendee.id)
    if row is None or row.state not in CAME or attendee.state is not RegistrationState.PLACED:
        return None
    event, plan = attendee.event, published_plan(attendee.event)
    room = stored_clock(event)
    clock = room.at(now) if room else None
    if plan is None or _is_over(event, clock, now):
        return None
    noted, following = Noted(attendee.id, row.state, row.noted_at).packed, _next_round(plan, clock)
    missed_from, back_for = row.away[-1] if row.away else (None, None)
    if row.state is Presence.HERE or (back_for and back_for <= _reached(event, plan, clock, now)):
        return OwnLeave(Presence.HERE, None, following, noted)
    return OwnLeave(row.state, missed_from, following, noted, back_for)


def say_oneself(attendee: Attendee, what: OwnWord, shown: str, now: datetime) -> None:
    """Note what somebody says of themselves; nobody is emailed, and desks see it at once.

    Whoever steps out or leaves misses no round that has begun. ``shown``: what their page showed
    as noted. Raises RuleBroken once it is over, for who was not checked in, and where something
    else was noted meanwhile.
    """
    with transaction():
        event = lock_event(attendee.event_id)
        person = locked_person(event, attendee.id)
        known = own_leave(person, now)
        if known is None:
            raise RuleBroken(
                gettext("This cannot be said here now. If it matters, tell the desk."), Rule.NOT_NOW
            )
        if known.noted != shown:
            raise RuleBroken(
                gettext("Something else was noted of you meanwhile. Look at your page again."),
                Rule.STALE,
            )
        if what is OwnWord.BACK:
            be_back(event, person, OWN_PHONE, now)
        elif known.next_round is None:
            raise RuleBroken(
                gettext("The last round has begun: nobody waits for you after it."), Rule.NOT_NOW
            )
        else:
            go_away(person, _STATES[what], [known.next_round, None], OWN_PHONE, now)


def _is_over(event: Event, clock: Clock | None, now: datetime) -> bool:
    done = clock is not None and clock.phase is Phase.DONE
    return done or event.called_off_at is not None or now >= event.ends_at


def _reached(event: Event, plan: Plan, clock: Clock | None, now: datetime) -> int:
    """The round that is on or that people move to: by the room's clock, else by the agenda."""
    if clock is None:
        return sum(starts <= now for starts, _ends in times_of(event, plan.rounds))
    return clock.round if clock.phase is Phase.MOVE else clock.rounds_begun


def _next_round(plan: Plan, clock: Clock | None) -> int | None:
    following = (clock.rounds_begun if clock else 0) + 1
    return following if following <= plan.rounds else None
