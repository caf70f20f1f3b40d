"""What the buttons of a desk do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from scheduler.domain.morning.noted import Noted
from scheduler.errors import CrosstalkError, InvalidInput
from scheduler.models import Attendee, Event
from scheduler.models.database import reading
from scheduler.services.morning import attendance
from scheduler.services.morning.desk import joining
from scheduler.services.morning.desk.handing_over import make_code
from scheduler.services.morning.desk.sent_newcomers import SendingDesk
from scheduler.services.morning.desk.taking_back import take_back
from scheduler.services.morning.hosting import see_to
from scheduler.services.people.person import PersonEdit
from scheduler.web.shared.morning.desk import Desk, news
from scheduler.web.shared.morning.seat_told import here_words, instead_words, seat_words
from scheduler.web.shared.morning.sent import take_in_sent
from scheduler.web.shared.numbers import number


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a button: the sentence, "" where the page itself says it; who was marked
    together, for an undo; and whose card the desk shows now."""

    said: str
    marked: list[Noted] = field(default_factory=list)
    card: int | None = None


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
        told = take_in_sent(event, SendingDesk(desk.name, desk.actor, desk.of))
        news.forget()
        return told
    done = act(event, desk, request.form)
    if done is None:
        with reading():
            return page(), 409
    if done.marked:
        marked(done.marked)
    if done.card:
        return redirect(f"{desk.page}?card={done.card}#desk-card", 303)
    return redirect(desk.page + at, 303)


def act(event: Event, desk: Desk, form: MultiDict[str, str]) -> Done | None:
    """Do what a button of the desk asks, and flash what came of it.

    None if it was refused: then the page is shown at once, with what was typed.
    """
    done: Done | None = None
    try:
        done = _done(event, desk, form, datetime.now(UTC))
    except CrosstalkError as error:
        flash(error.sentence, "bad")
    else:
        # Of those who were marked together the page says so itself, beside the undo.
        if done.said and not done.marked:
            flash(done.said)
    news.forget()
    return done


def _done(event: Event, desk: Desk, form: MultiDict[str, str], now: datetime) -> Done:
    who = form.get("who", 0, type=number)
    where = partial(seat_words, event, now, desk.organises)
    match form.get("what"):
        case "check in":
            person = attendance.check_in(event, who, desk.name, now)
            with reading():
                return Done(f"{here_words(person)} {instead_words(person)}{where(person)}")
        case "after all":
            person = joining.let_in_after_all(event, who, desk.name, desk.actor, now)
            with reading():
                return Done(f"{here_words(person)} {where(person)}")
        case "take back":
            return Done(take_back(event, _undone(who, form), desk.name, desk.actor, now))
        case "does not come":
            person = attendance.mark_absent(event, who, desk.name, now)
            return Done(f"{person.name} does not come. Their sign-up stays, and nobody is emailed.")
        case "leaves" | "steps out" | "comes later" as what:
            return Done(_missing_rounds(event, desk, what, form, now))
        case "seen to" if desk.organises:
            see_to(event, who, now)
            return Done("The call for help is answered.")
        case "note seen" if desk.organises:
            attendance.clear_note(event, who)
            return Done("The note is gone.")
        case "walk in":
            person = _walk_in(event, desk, form, now)
            return _shown(event, desk, person, f"{person.name} is on the list and here.", now)
        case "comes instead":
            person = _comes_instead(event, desk, who, form, now)
            return _shown(event, desk, person, f"{person.name} is here instead.", now)
        case "show code":
            make_code(event, who, desk.of, now)
            return Done("", card=who)
        case "nobody else comes" if desk.organises:
            noted = attendance.mark_all_absent(event, desk.name, now)
            return Done("", noted)
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
    link = desk.of.link_id
    return joining.walk_in(event, edit, key, desk.name, desk.actor, now, link_id=link)


def _comes_instead(
    event: Event, desk: Desk, who: int, form: MultiDict[str, str], now: datetime
) -> Attendee:
    name, office = form.get("name", "")[:200], form.get("organisation", "")[:200]
    link = desk.of.link_id
    return joining.come_instead(event, who, name, office, desk.name, desk.actor, now, link_id=link)


def _shown(event: Event, desk: Desk, person: Attendee, said: str, now: datetime) -> Done:
    """Somebody whom this desk has just put on the list: their card has the code of their page."""
    make_code(event, person.id, desk.of, now)
    with reading():
        return Done(f"{said} {seat_words(event, now, desk.organises, person)}", card=person.id)


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
