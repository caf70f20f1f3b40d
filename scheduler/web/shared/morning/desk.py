"""What the desk shows, for the organiser's Day page and for a volunteer's link."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from flask import Response, current_app, render_template, request, send_from_directory
from flask.typing import ResponseReturnValue

from scheduler.domain.morning.finding import words_to_find
from scheduler.domain.morning.namesakes import is_named_alike
from scheduler.domain.registration.transitions import Actor
from scheduler.domain.states import CAME, Presence, RegistrationState
from scheduler.errors import NotFound
from scheduler.models import Event
from scheduler.services.morning.arrivals import arrivals_of
from scheduler.services.morning.desk.finding import find_guests, find_table, marks_of_badges
from scheduler.services.morning.desk.guests import Guest, GuestList, guests_of
from scheduler.services.morning.desk.handing_over import DeskOf, added_by
from scheduler.services.morning.hosting import missing_in, open_calls
from scheduler.services.people.presence import news_of
from scheduler.web.shared.morning.card import card_of
from scheduler.web.shared.morning.live import FRESH_SECONDS, Remembered, live_state
from scheduler.web.shared.numbers import number

PLACED: Final = RegistrationState.PLACED
MOST_DRAWN: Final = 120
"""Of more people who are expected the desk draws bars, and not a shape for each."""

news: Remembered[int, str] = Remembered("news", FRESH_SECONDS)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who stands there, and the addresses of the desk's pages.

    ``keeper``: of the worker that brings the desk up when it is loaded without a network, if any.
    ``until``: when a tab forgets what it keeps for the time without a network.
    ``sees_needs``: dietary and access needs are shown. ``organises``: whoever is there may say
    that all the others do not come. ``of``: whose codes it may show; ``card``: the address of
    somebody's card as a PDF.
    """

    name: str
    actor: Actor
    page: str
    act: str
    find: str
    state: str
    sees_needs: bool
    organises: bool
    until: datetime
    of: DeskOf
    card: Callable[[int], str]
    keeper: str = ""


def desk_values(event: Event, desk: Desk, typed: str) -> dict[str, Any]:
    """What the templates of the desk show. ``typed`` is what is looked for.

    After a press that was refused: whom it concerns, and what was typed into its form.
    """
    now = datetime.now(UTC)
    listed = guests_of(event, now)
    arrivals = arrivals_of(listed)
    return _found(listed, desk, typed, now) | {
        "card": card_of(listed, desk.of, request.args.get("card", 0, type=number), now),
        "arrivals": arrivals,
        "many": arrivals.expected > MOST_DRAWN,
        "calls": open_calls(event.id) if desk.organises else (),
        "missed": missing_in(event.id, listed.round) if desk.organises else (),
        "typed": typed,
        "desk_key": desk_state(event.id, now)["key"],
        "new_key": secrets.token_urlsafe(18),
    }


def _found(listed: GuestList, desk: Desk, typed: str, now: datetime) -> dict[str, Any]:
    """What the part with whoever was found shows."""
    who = request.form.get("who", type=number)
    refused = listed.of(who) if who else None
    found: tuple[Guest, ...] = (refused,) if refused else ()
    sentence = ""
    try:
        found = found or find_table(listed, typed[:200]) or find_guests(listed, typed[:200])
    except NotFound as error:
        sentence = error.sentence
    if typed.strip() and not found and not sentence:
        sentence = "Nobody on the list is called that. Try fewer letters, or add them below."
    begun = listed.begun
    return {
        "event": listed.event,
        "desk": desk,
        "next_round": listed.round,
        "next_free": begun + 1 if begun < listed.event.rounds else None,
        "found": found,
        "around": {guest.id: listed.around(guest) for guest in found},
        "kept": request.form,
        "namesakes": _namesakes(listed),
        "not_found": sentence,
        "added": added_by(listed.event, desk.of, now),
    }


def _namesakes(listed: GuestList) -> list[Guest]:
    """After a walk-in that was refused: who on the list has that name."""
    if request.form.get("what") != "walk in":
        return []
    name = request.form.get("name", "")[:200]
    return [listed.guest(row) for row in listed.rows if is_named_alike(row.name, name)]


def desk_part(event: Event, desk: Desk) -> ResponseReturnValue:
    """The desk alone, for a page that is open; with ``?list``, the list that it keeps.

    ``find`` is what is looked for; with ``?found``, whoever is found alone: who types letter after
    letter asks for nothing else.
    """
    if "list" in request.args:
        return desk_people(event)
    typed = request.args.get("find", "")
    if "found" in request.args:
        now = datetime.now(UTC)
        values = _found(guests_of(event, now), desk, typed, now)
        return render_template("live/desk/_found.html", **values)
    return render_template("live/desk/_desk.html", **desk_values(event, desk, typed))


def desk_state(event_id: int, now: datetime) -> dict[str, Any]:
    """What an open desk asks for every two seconds: whether there is something new to show."""
    told = live_state(event_id, now)
    there = news.get(event_id, lambda: news_of(event_id))
    return {"key": f"{told['key']}/{there}", "every": 1_500}


def keeping_script() -> Response:
    """The worker that keeps a bare desk; it must stand beside or above the desk's page."""
    assert current_app.static_folder
    response = send_from_directory(current_app.static_folder, "js/live/kept_desk.js")
    response.headers["Cache-Control"] = "no-store"
    return response


def desk_people(event: Event) -> dict[str, Any]:
    """The list that an open desk keeps for the time without a network: names and tables, and of
    each person's code a mark from which it cannot be made."""
    now, marks = datetime.now(UTC), marks_of_badges(event)
    people = [
        {
            "id": guest.id,
            "mark": marks[guest.id],
            "name": guest.name,
            "organisation": guest.organisation,
            "words": words_to_find(f"{guest.name} {guest.organisation}"),
            "sector": guest.sector,
            "table": guest.table,
            "partners": guest.partners,
            "here": guest.state in CAME,
            "noted": guest.noted,
            "expected": guest.registration is PLACED
            and not (guest.instead and guest.state is Presence.ABSENT),
            "says": "" if guest.registration is PLACED else guest.registration.words,
        }
        for guest in guests_of(event, now).guests
    ]
    return {"people": people, "key": desk_state(event.id, now)["key"]}
