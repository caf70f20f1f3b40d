"""What the desk can do, for the organiser's Day page and for a volunteer's link."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from flask import (
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from scheduler.domain.morning.finding import words_to_find
from scheduler.domain.morning.namesakes import is_named_alike
from scheduler.domain.morning.noted import Noted
from scheduler.domain.registration.transitions import Actor
from scheduler.domain.states import CAME, Presence, RegistrationState
from scheduler.errors import CrosstalkError, InvalidInput, NotFound
from scheduler.models import Attendee, Event
from scheduler.models.database import reading
from scheduler.services.morning import attendance
from scheduler.services.morning.arrivals import arrivals_of
from scheduler.services.morning.desk import joining
from scheduler.services.morning.desk.finding import find_guests, find_table
from scheduler.services.morning.desk.guests import Guest, GuestList, guests_of
from scheduler.services.morning.desk.taking_back import take_back
from scheduler.services.morning.hosting import missing_in, open_calls, see_to
from scheduler.services.people.person import PersonEdit
from scheduler.services.people.presence import news_of
from scheduler.web.shared.morning.live import FRESH_SECONDS, Remembered, live_state
from scheduler.web.shared.morning.seat_told import here_words, instead_words, seat_words
from scheduler.web.shared.morning.sent import take_in_sent
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
    arrivals = arrivals_of(listed)
    return _found(listed, desk, typed) | {
        "arrivals": arrivals,
        "many": arrivals.expected > MOST_DRAWN,
        "calls": open_calls(event.id) if desk.organises else (),
        "missed": missing_in(event.id, listed.round) if desk.organises else (),
        "typed": typed,
        "desk_key": desk_state(event.id, now)["key"],
        "new_key": secrets.token_urlsafe(18),
    }


def _found(listed: GuestList, desk: Desk, typed: str) -> dict[str, Any]:
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
    return {
        "event": listed.event,
        "desk": desk,
        "next_round": listed.round,
        "found": found,
        "around": {guest.id: listed.around(guest) for guest in found},
        "kept": request.form,
        "namesakes": _namesakes(listed),
        "not_found": sentence,
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
        values = _found(guests_of(event, datetime.now(UTC)), desk, typed)
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
    """The list that an open desk keeps for the time without a network: names and tables alone."""
    now = datetime.now(UTC)
    people = [
        {
            "id": guest.id,
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


def pressed(
    event: Event,
    desk: Desk,
    page: Callable[[], str],
    *,
    at: str = "",
    marked: Callable[[list[Noted]], None] = lambda _noted: None,
) -> ResponseReturnValue:
    """Do what was pressed at a desk, or take in check-ins that waited for the network.

    ``page`` makes the desk's page, which a refused press shows with what was typed; ``at``: where
    on it to go on. ``marked`` is told what was noted of those who were marked together.
    """
    if request.is_json:
        told = take_in_sent(event, desk.name)
        news.forget()
        return told
    together = act(event, desk, request.form)
    if together is None:
        with reading():
            return page(), 409
    if together:
        marked(together)
    return redirect(desk.page + at, 303)


def act(event: Event, desk: Desk, form: MultiDict[str, str]) -> list[Noted] | None:
    """Do what a button of the desk asks, and flash what came of it.

    Returns what was noted of those who were marked together, for an undo; mostly nothing. None if
    it was refused: then the page is shown at once, with what was typed.
    """
    marked: list[Noted] | None = None
    try:
        said, marked = _done(event, desk, form, datetime.now(UTC))
    except CrosstalkError as error:
        flash(error.sentence, "bad")
    else:
        # Of those who were marked together the page says so itself, beside the undo.
        if not marked:
            flash(said)
    news.forget()
    return marked


def _done(
    event: Event, desk: Desk, form: MultiDict[str, str], now: datetime
) -> tuple[str, list[Noted]]:
    """The sentence for what was done, and who was marked together."""
    who = form.get("who", 0, type=number)
    where = partial(seat_words, event, now, desk.organises)
    match form.get("what"):
        case "check in":
            person = attendance.check_in(event, who, desk.name, now)
            return f"{here_words(person)} {instead_words(person)}{where(person)}", []
        case "after all":
            person = joining.let_in_after_all(event, who, desk.name, desk.actor, now)
            return f"{here_words(person)} {where(person)}", []
        case "take back":
            return take_back(event, _undone(who, form), desk.name, desk.actor, now), []
        case "does not come":
            person = attendance.mark_absent(event, who, desk.name, now)
            return f"{person.name} does not come. Their sign-up stays, and nobody is emailed.", []
        case "leaves" | "steps out" | "comes later" as what:
            return _missing_rounds(event, desk, what, form, now), []
        case "seen to" if desk.organises:
            see_to(event, who, now)
            return "The call for help is answered.", []
        case "walk in":
            person = _walk_in(event, desk, form, now)
            return f"{person.name} is on the list and here. {where(person)}", []
        case "comes instead":
            name, office = form.get("name", "")[:200], form.get("organisation", "")[:200]
            person = joining.come_instead(event, who, name, office, desk.name, desk.actor, now)
            return f"{person.name} is here instead. {where(person)}", []
        case "nobody else comes" if desk.organises:
            noted = attendance.mark_all_absent(event, desk.name, now)
            return f"{len(noted)} marked as not coming. Nobody is emailed.", noted
    raise InvalidInput("That is not a button of the desk. Press one of these.")


def _walk_in(event: Event, desk: Desk, form: MultiDict[str, str], now: datetime) -> Attendee:
    edit = PersonEdit(
        name=form.get("name", "")[:200],
        organisation=form.get("organisation", "")[:200],
        sector_id=form.get("sector", type=number),
    )
    key = form.get("submission", "")[:64]
    if not form.get("another"):
        joining.check_namesakes(event, edit, key)
    return joining.walk_in(event, edit, key, desk.name, desk.actor, now)


def _undone(who: int, form: MultiDict[str, str]) -> Noted:
    """What an undo takes back: the state that its page showed."""
    try:
        return Noted.read(who, form.get("noted", ""))
    except ValueError:
        raise InvalidInput("That page is too old to undo from. Press Undo here.") from None


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
