"""The personal page once the event is over: the people met, what was promised, the questions."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import render_template

from scheduler.domain.afterwards.touch import LONGEST_NOTE, TouchReply, closes_at
from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendee, Event
from scheduler.services.afterwards.commitments import own_commitments
from scheduler.services.afterwards.exchanges.answering import own_exchanges
from scheduler.services.afterwards.opening import is_looked_back_on
from scheduler.services.afterwards.survey import to_answer
from scheduler.services.afterwards.touch import may_say_of_others, partners_of
from scheduler.services.afterwards.working_groups.answering import own_group
from scheduler.services.people.presence import attended, was_checked, who_came_instead
from scheduler.services.planning.rounds.clock import stored_clock
from scheduler.services.planning.rounds.personal_rounds import own_rounds
from scheduler.services.planning.rounds.told import OwnChanges
from scheduler.web.shared.morning.live import OFTEN_MS, state_of


def was_guest(attendee: Attendee) -> bool:
    """Whether there is anybody they can have met by now."""
    placed = attendee.state == RegistrationState.PLACED
    return placed and is_looked_back_on(attendee.event, datetime.now(UTC))


def is_over_for(attendee: Attendee, now: datetime) -> bool:
    """Whether their page says that the event is over; who has a place first follows a late room."""
    event = attendee.event
    awaited = attendee.state == RegistrationState.PLACED and event.called_off_at is None
    return now >= event.ends_at and not awaited


def after_page(
    attendee: Attendee,
    refused: str = "",
    said: Mapping[int, TouchReply] | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    """The page of somebody for whom :func:`was_guest` is true.

    ``refused`` says why a promise was not taken. ``said`` are answers that were typed but not
    kept, by the id of whom they are about, and ``errors`` why, by the name of the field.
    """
    now, event = datetime.now(UTC), attendee.event
    met = sorted(partners_of(attendee, now), key=lambda one: not one.mutual)
    rounds = own_rounds(attendee, now)
    was_there = bool(met) or attended(attendee)
    return render_template(
        "attendee/afterwards/after.html",
        attendee=attendee,
        event=event,
        attended=was_there,
        instead=None if was_there else who_came_instead(attendee.id),
        met=met,
        known=was_checked(event),
        answers={one.person.id: one.said for one in met} | dict(said or {}),
        errors=errors or {},
        open=may_say_of_others(event, now),
        closes=closes_at(event.ends_at),
        longest=LONGEST_NOTE,
        rounds=rounds,
        any_rounds=bool(rounds),
        changes=OwnChanges(),
        over=True,
        promised=own_commitments(attendee),
        exchanges=own_exchanges(attendee, now),
        asked=to_answer(attendee, now) is not None,
        refused=refused,
        group=own_group(attendee),
        finished=_just_finished(event, now),
    )


def _just_finished(event: Event, now: datetime) -> dict[str, Any] | None:
    """The room's clock while the end of the last round may still be taken back, else None."""
    room = stored_clock(event)
    if room is None or room.at(now).phase is not Phase.DONE:
        return None
    state = state_of(room, now)
    return state if state["every"] == OFTEN_MS else None
