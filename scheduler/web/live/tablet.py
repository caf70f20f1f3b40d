"""A tablet at the door on which people find themselves; nothing else can be reached from it."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import gettext
from scheduler.domain.states import DeskKind, RegistrationState
from scheduler.errors import CrosstalkError, NotFound, Rule, RuleBroken
from scheduler.models import DeskLink, Event
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.finding import find_guests
from scheduler.services.morning.desk.guests import Guest, GuestList, guests_of
from scheduler.services.morning.desk_links import link_of
from scheduler.web.access import secret_link
from scheduler.web.shared.languages import carry_choice, speak_to_visitor
from scheduler.web.shared.morning.desk import news
from scheduler.web.shared.numbers import number

blueprint = Blueprint("tablet", __name__, url_prefix="/tablet/<tablet_token>")

carry_choice(blueprint)

LEAST_LETTERS = 3
"""Nobody reads the whole list off the tablet."""


def _opened(token: str) -> dict[str, object] | None:
    link = link_of(token, datetime.now(UTC), DeskKind.TABLET)
    if link is None:
        return None
    speak_to_visitor(link.event.language)
    return {"link": link, "event": link.event}


on_the_tablet = secret_link("tablet_token", _opened)


@blueprint.get("/", strict_slashes=False)
@on_the_tablet
def page(link: DeskLink, event: Event) -> ResponseReturnValue:
    """Find yourself by the first letters of your name, or be welcomed once you have."""
    listed, typed = guests_of(event, datetime.now(UTC)), request.args.get("find", "").strip()
    found, sentence = _found(listed, typed[:200])
    return render_template(
        "live/tablet.html",
        event=event,
        here=listed.of(request.args.get("here", 0, type=number)),
        found=found,
        typed=typed,
        not_found=sentence,
        back=url_for("tablet.page", tablet_token=link.token),
        # The next person begins in the event's own language.
        anew=url_for("tablet.page", tablet_token=link.token, lang=None),
    )


@blueprint.post("/", strict_slashes=False)
@on_the_tablet
def press(link: DeskLink, event: Event) -> ResponseReturnValue:
    """ "This is me": they are here."""
    who = request.form.get("who", 0, type=number)
    try:
        attendance.check_in(event, who, link.name, datetime.now(UTC))
    except RuleBroken as error:
        if error.rule is not Rule.TAKEN:
            return _to_the_desk(link)
    except CrosstalkError:
        return _to_the_desk(link)
    news.forget()
    return redirect(url_for("tablet.page", tablet_token=link.token, here=who), 303)


def _to_the_desk(link: DeskLink) -> ResponseReturnValue:
    """Why somebody is not let in is told by people, and not by a screen that others see."""
    flash(gettext("We cannot check you in here. Please ask at the desk."), "warn")
    return redirect(url_for("tablet.page", tablet_token=link.token), 303)


def _found(listed: GuestList, typed: str) -> tuple[list[Guest], str]:
    """Those with a place whom the letters mean, or why there is nobody."""
    if not typed:
        return [], ""
    if len(typed) < LEAST_LETTERS:
        return [], gettext("Type at least three letters of your name.")
    try:
        everybody = find_guests(listed, typed)
    except NotFound:
        everybody = ()
    found = [guest for guest in everybody if guest.registration is RegistrationState.PLACED]
    if found:
        return found, ""
    return [], gettext("We cannot find that name. Please ask at the desk.")
