"""What the desk can do, for the organiser's Day page and for a volunteer's link."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import (
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from scheduler.domain.registration.transitions import Actor
from scheduler.domain.states import CAME, Presence, RegistrationState
from scheduler.errors import CrosstalkError, InvalidInput, NotFound
from scheduler.models import Attendee, Event
from scheduler.models.database import reading
from scheduler.services.morning import attendance
from scheduler.services.morning.arrivals import arrivals_of, guests_of, seat_now
from scheduler.services.morning.finding import find_guests
from scheduler.services.morning.hosting import missing_in, open_calls, see_to
from scheduler.services.morning.sent import Sent, take_in_all
from scheduler.services.people.person import PersonEdit
from scheduler.services.people.presence import news_of
from scheduler.web.shared.morning.live import FRESH_SECONDS, Remembered, live_state
from scheduler.web.shared.numbers import number

PLACED: Final = RegistrationState.PLACED
MOST_SENT: Final = 500
LONGEST_AGO: Final = 86_400.0
"""Seconds: a check-in is of the same morning."""

MOST_DRAWN: Final = 120
"""Of more people who are expected the desk draws bars, and not a shape for each."""

news: Remembered[int, str] = Remembered("news", FRESH_SECONDS)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who stands there, and the addresses of the desk's pages.

    ``keeper``: of the worker that brings the desk up when it is loaded without a network, if any.
    ``until``: when a tab forgets what it keeps for the time without a network.
    ``sees_needs``: dietary and access needs are shown. ``organises``: whoever is there may say
    that all the others do not come.
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
    keeper: str = ""


def desk_values(event: Event, desk: Desk, typed: str) -> dict[str, Any]:
    """What the templates of the desk show. ``typed`` is what is looked for.

    After a press that was refused: whom it concerns, and what was typed into its form.
    """
    now = datetime.now(UTC)
    listed = guests_of(event, now)
    who = request.form.get("who", type=number)
    found = tuple(guest for guest in listed.guests if guest.id == who)
    sentence = ""
    try:
        found = found or find_guests(listed, typed[:200])
    except NotFound as error:
        sentence = error.sentence
    if typed.strip() and not found and not sentence:
        sentence = "Nobody on the list is called that. Try fewer letters, or add them below."
    arrivals = arrivals_of(listed)
    return {
        "event": event,
        "desk": desk,
        "arrivals": arrivals,
        "many": arrivals.expected > MOST_DRAWN,
        "calls": open_calls(event.id) if desk.organises else (),
        "missed": missing_in(event.id, listed.round) if desk.organises else (),
        "found": found,
        "around": {guest.id: listed.around(guest) for guest in found},
        "typed": typed,
        "kept": request.form,
        "not_found": sentence,
        "desk_key": desk_state(event.id, now)["key"],
        "new_key": secrets.token_urlsafe(18),
    }


def desk_part(event: Event, desk: Desk) -> ResponseReturnValue:
    """The desk alone, for a page that is open; with ``?list``, the list that it keeps.

    ``find`` is what is looked for.
    """
    if "list" in request.args:
        return desk_people(event)
    values = desk_values(event, desk, request.args.get("find", ""))
    return render_template("live/_desk.html", **values)


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
    """The list that an open desk keeps for the time without a network: names and tables alone."""
    now = datetime.now(UTC)
    people = [
        {
            "id": guest.id,
            "name": guest.name,
            "organisation": guest.organisation,
            "sector": guest.sector,
            "table": guest.table,
            "partners": guest.partners,
            "here": guest.state in CAME,
            "expected": guest.registration is PLACED and guest.state is not Presence.ABSENT,
            "says": "" if guest.registration is PLACED else guest.registration.words,
        }
        for guest in guests_of(event, now).guests
    ]
    return {"people": people, "key": desk_state(event.id, now)["key"]}


def pressed(
    event: Event,
    desk: Desk,
    page: Callable[[], str],
    *,
    at: str = "",
    marked: Callable[[list[int]], None] = lambda _ids: None,
) -> ResponseReturnValue:
    """Do what was pressed at a desk, or take in check-ins that waited for the network.

    ``page`` makes the desk's page, which a refused press shows with what was typed; ``at``: where
    on it to go on. ``marked`` is told the ids of those who were marked together.
    """
    if request.is_json:
        return take_in_sent(event, desk)
    together = act(event, desk, request.form)
    if together is None:
        with reading():
            return page(), 409
    if together:
        marked(together)
    return redirect(desk.page + at, 303)


def take_in_sent(event: Event, desk: Desk) -> dict[str, Any]:
    """Take in check-ins that were made without a network; aborts for what is none of them."""
    now = datetime.now(UTC)
    try:
        sent = [
            Sent(_key(each), number(str(each["who"])), now - timedelta(seconds=_ago(each)))
            for each in request.get_json()["sent"][:MOST_SENT]
        ]
    except (KeyError, TypeError, ValueError, OverflowError):
        abort(400)
    told = take_in_all(event, desk.name, sent, now)
    news.forget()
    return {"told": told}


def _key(each: dict[str, Any]) -> str:
    """The random key of one check-in; raises ValueError for what no page of ours makes."""
    found = re.fullmatch(r"[\w-]{1,64}", str(each["key"]), re.ASCII)
    if found is None:
        raise ValueError("not a key of a check-in")
    return found.group()


def _ago(each: dict[str, Any]) -> float:
    """How many seconds ago it was made, by the desk's own clock from one moment to the other."""
    return min(max(float(each["ago"]), 0.0), LONGEST_AGO)


def act(event: Event, desk: Desk, form: MultiDict[str, str]) -> list[int] | None:
    """Do what a button of the desk asks, and flash what came of it.

    Returns the ids of those who were marked together, for an undo; mostly none. None if it was
    refused: then the page is shown at once, with what was typed.
    """
    marked: list[int] | None = None
    try:
        said, marked = _done(event, desk, form, datetime.now(UTC))
    except CrosstalkError as error:
        flash(error.sentence, "bad")
    else:
        flash(said)
    news.forget()
    return marked


def _done(
    event: Event, desk: Desk, form: MultiDict[str, str], now: datetime
) -> tuple[str, list[int]]:
    """The sentence for what was done, and who was marked together."""
    who = form.get("who", 0, type=number)
    match form.get("what"):
        case "check in":
            person = attendance.check_in(event, who, desk.name, now)
            return f"{person.name} is here. {_where(event, person, now)}", []
        case "take back":
            seen = next((one for one in Presence if one == form.get("seen")), None)
            if seen is None:
                raise InvalidInput("This page is an old one. Press the button again.")
            attendance.undo_noted(event, who, seen, desk.actor, now)
            return "Taken back.", []
        case "does not come":
            person = attendance.mark_absent(event, who, desk.name, now)
            return f"{person.name} does not come. Their sign-up stays, and nobody is emailed.", []
        case "leaves" | "steps out" | "comes later" as what:
            return _missing_rounds(event, desk, what, form, now), []
        case "seen to" if desk.organises:
            see_to(event, who, now)
            return "The call for help is answered.", []
        case "walk in":
            edit = PersonEdit(
                name=form.get("name", "")[:200],
                organisation=form.get("organisation", "")[:200],
                sector_id=form.get("sector", type=number),
            )
            key = form.get("submission", "")[:64]
            person = attendance.walk_in(event, edit, key, desk.name, desk.actor, now)
            return f"{person.name} is on the list and here. {_where(event, person, now)}", []
        case "comes instead":
            name, office = form.get("name", "")[:200], form.get("organisation", "")[:200]
            person = attendance.come_instead(event, who, name, office, desk.name, desk.actor, now)
            return f"{person.name} is here instead. {_where(event, person, now)}", []
        case "nobody else comes" if desk.organises:
            ids = attendance.mark_all_absent(event, desk.name, now)
            return f"{len(ids)} marked as not coming. Nobody is emailed.", ids
    raise InvalidInput("That is not a button of the desk. Press one of these.")


def _missing_rounds(
    event: Event, desk: Desk, what: str, form: MultiDict[str, str], now: datetime
) -> str:
    """Note which rounds somebody misses, and say so."""
    who = form.get("who", 0, type=number)
    first = form.get("from_round", 0, type=number)
    back = form.get("back_for", type=number)
    match what:
        case "leaves":
            person = attendance.mark_left(event, who, first, desk.name, now)
            return f"{person.name} is gone from round {first} on."
        case "steps out":
            person = attendance.step_out(event, who, first, back, desk.name, now)
            until = f", back for round {back}" if back else ""
            return f"{person.name} is out from round {first}{until}."
    person = attendance.mark_late(event, who, back or 0, desk.name, now)
    return f"{person.name} comes for round {back}."


def _where(event: Event, person: Attendee, now: datetime) -> str:
    """Which table, and who sits there."""
    with reading():
        table, partners = seat_now(event, person.id, now)
    if table is None:
        return "They have no table yet: fit late changes into the rounds."
    if not partners:
        return f"Table {table}."
    return f"Table {table}, with {', '.join(partners)}."
