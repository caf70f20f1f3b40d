"""The personal page of an attendee: where they stand, their rounds, changing and cancelling.

Whoever has the link may do what the page offers. Nothing changes on a GET: mail filters
follow links.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import (
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import gettext
from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.messages.calendar_links import google_link, outlook_link
from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw
from scheduler.domain.registration.sign_up import may_change
from scheduler.domain.states import CAME, COMING, Presence, RegistrationState
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.exports.calendar.entries import FILE_TYPE, filename
from scheduler.models import Attendee, Event
from scheduler.services.afterwards.commitments import own_commitments
from scheduler.services.afterwards.exchanges.answering import own_exchanges
from scheduler.services.messages.calendars import own_calendar_event, personal_download
from scheduler.services.morning.chairs import rounds_without_table
from scheduler.services.morning.own_leave import own_leave
from scheduler.services.people.presence import presence_of, who_came_instead
from scheduler.services.planning.rounds.clock import rounds_begun, stored_clock
from scheduler.services.planning.rounds.leading import Lead, RoundsByTime, by_room
from scheduler.services.planning.rounds.personal_rounds import (
    RoundView,
    own_rounds,
    personal_rounds,
)
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.told import own_changes
from scheduler.services.planning.rules.wishes import may_say, own_wishes
from scheduler.services.registration import own_sign_up as signups_own
from scheduler.services.registration.parties import could_join, party_of
from scheduler.services.registration.places import (
    event_times,
    link_holder,
    next_waiting_number,
    waiting_number,
)
from scheduler.web.access import personal
from scheduler.web.app.errors.pages import error_page
from scheduler.web.attendee.afterwards.after import after_page, is_over_for, was_guest
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.attendee.keeping import let_keep
from scheduler.web.attendee.morning.company import mark_of
from scheduler.web.shared.edit_form import as_stored
from scheduler.web.shared.forms import refused
from scheduler.web.shared.links import links_for
from scheduler.web.shared.morning.live import state_of
from scheduler.web.shared.notices import redirect_saying
from scheduler.web.shared.people.details_form import EditPersonDetailsForm, told

UNFOLDS: Final = timedelta(hours=1)
"""So long before the event the rounds unfold from lines to the large cards of the morning."""


def own_drawing(view: RoundView, attendee: Attendee, size: int = 320) -> RoundTable:
    """The attendee's table in one round, their own seat ringed."""
    sector = attendee.sector
    own = Sitter(
        attendee.name,
        sector.name if sector else "",
        sector.style if sector else 0,
        host=view.host,
        you=True,
        marks=frozenset({Mark.FOLLOWED}),
    )
    others = [Sitter(c.name, c.sector or "", c.style or 0, c.host) for c in view.companions]
    return draw(view.table or "", [*others, own], size)


blueprint.add_app_template_filter(own_drawing)


@blueprint.get("/", strict_slashes=False)
@personal
def page(attendee: Attendee) -> ResponseReturnValue:
    """Where they stand, when and where it is, and their rounds once published."""
    return own_page(attendee)


def own_page(attendee: Attendee, refused: str = "") -> Response:
    """Somebody's page; ``refused`` says why what they typed into a form on it was not taken."""
    if was_guest(attendee):
        return make_response(after_page(attendee, refused))
    near = mark_of(attendee.event_id, attendee.id)
    now, event = datetime.now(UTC), attendee.event
    rounds = own_rounds(attendee, now)
    room = stored_clock(event)
    begun = now >= event.starts_at or bool(room and room.at(now).rounds_begun)
    split = by_room(rounds, room, now)
    response = make_response(
        render_template(
            "attendee/registration/page.html",
            keep=_may_keep(rounds, event, now),
            attendee=attendee,
            event=event,
            rounds=split,
            live=state_of(room, now) | {"near": near},
            any_rounds=bool(rounds),
            without=rounds_without_table(attendee, rounds_begun(event, now)) if rounds else (),
            hosting=any(view.host for view in split.ahead or rounds),
            changes=own_changes(attendee, _to_tell(rounds, split, begun), begun=begun),
            **_own_calendars(attendee),
            published=published_plan(event),
            **_standing(attendee),
            may_change=may_change(event_times(event), now),
            over=is_over_for(attendee, now),
            leave=own_leave(attendee, now),
            begun=begun,
            days=_days_until(event, now),
            unfolded=begun or now >= event.starts_at - UNFOLDS,
            promised=own_commitments(attendee),
            exchanges=own_exchanges(attendee, now),
            wishes=may_say(attendee, now) or any(own_wishes(attendee).values()),
            refused=refused,
            rejoin_option=signups_own.rejoin_option(attendee, now),
        )
    )
    return let_keep(response, attendee, now) if _may_keep(rounds, event, now) else response


def _may_keep(rounds: list[RoundView], event: Event, now: datetime) -> bool:
    return bool(rounds) and now < event.ends_at


def _days_until(event: Event, now: datetime) -> int:
    """How many days lie between today and the event's, where it takes place."""
    zone = ZoneInfo(event.timezone)
    return (event.starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days


def _standing(attendee: Attendee) -> dict[str, Any]:
    """Their number on the waiting list, how many wait, with whom they do, and what the desk has
    noted of them: that they are here or absent, and which colleague came instead."""
    presence = presence_of(attendee.id)
    absent = presence is Presence.ABSENT
    return {
        "number": waiting_number(attendee),
        "waiting": next_waiting_number(attendee.event_id) - 1,
        "party": party_of(attendee),
        "could_join": could_join(attendee),
        "noted_absent": absent,
        "noted_here": presence in CAME,
        "instead": who_came_instead(attendee.id) if absent else None,
    }


def _own_calendars(attendee: Attendee) -> dict[str, str]:
    """Where they join online, and their entry in calendars on the web."""
    entry = own_calendar_event(attendee, links_for(current_app))
    return {"join": entry.join, "google": google_link(entry), "outlook": outlook_link(entry)}


@blueprint.get("/kept-page.js")
@personal
def keeper(attendee: Attendee) -> ResponseReturnValue:
    """The worker that keeps their pages on the phone: it must stand beside them."""
    assert current_app.static_folder
    response = send_from_directory(current_app.static_folder, "js/attendee/kept_page.js")
    response.headers["Cache-Control"] = "no-store"
    return response


def _to_tell(rounds: list[RoundView], split: RoundsByTime, begun: bool) -> list[RoundSlot]:
    """The rounds, as they were planned, of which news are told: once it has begun, those to come.

    The round that is on is no news either.
    """
    over = {view.number for view in split.before}
    if split.lead is Lead.NOW:
        over.add(split.current[0][1].number)
    return [view.slot() for view in rounds if not begun or view.number not in over]


@blueprint.post("/confirm")
@personal
def confirm(attendee: Attendee) -> ResponseReturnValue:
    """They are coming."""
    signups_own.confirm(attendee, datetime.now(UTC))
    return _back(attendee, gettext("Thank you. We’ll see you there."))


@blueprint.route("/details", methods=["GET", "POST"])
@personal
def details(attendee: Attendee) -> ResponseReturnValue:
    """Change what they told about themselves."""
    if request.method != "POST" and not changeable(attendee):
        return _back(attendee)
    attendee = as_stored(attendee)
    form, refusal = EditPersonDetailsForm.of(attendee.event, data=told(attendee)), 400
    if form.validate_on_submit():
        try:
            signups_own.change_details(attendee, form.details(), datetime.now(UTC))
        except (InvalidInput, RuleBroken) as error:
            refused(form, error, attendee.event.body.contact_email)
            refusal = 409 if isinstance(error, RuleBroken) else 400
        else:
            return _back(attendee, gettext("Your details are saved.") + form.others_note)
    status = refusal if form.errors else 200
    return render_template(
        "attendee/registration/details.html", attendee=attendee, form=form
    ), status


@blueprint.route("/cancel", methods=["GET", "POST"])
@personal
def cancel(attendee: Attendee) -> ResponseReturnValue:
    """Ask whether they are sure; then cancel."""
    if request.method != "POST" and not changeable(attendee):
        return _back(attendee)
    if request.method != "POST":
        return render_template(
            "attendee/registration/cancel.html",
            attendee=attendee,
            number=waiting_number(attendee),
            waiting=next_waiting_number(attendee.event_id) - 1,
            first=next(iter(personal_rounds(attendee)), None),
        )
    signups_own.cancel_own(attendee, datetime.now(UTC))
    return _back(attendee)


@blueprint.post("/take-place")
@personal
def take_place(attendee: Attendee) -> ResponseReturnValue:
    """Undo the cancellation, as far as places allow."""
    outcome = signups_own.come_back(attendee, datetime.now(UTC))
    if outcome.state == RegistrationState.PLACED:
        return _back(attendee, gettext("You have a place again."))
    if outcome.state == RegistrationState.ASKED:
        return _back(attendee, gettext("You have asked for a place once more."))
    if outcome.state == RegistrationState.WAITING:
        told = gettext("You are number %(number)s on the waiting list.", number=outcome.number)
        return _back(attendee, told)
    return _back(attendee)


@blueprint.post("/language")
@personal
def language(attendee: Attendee) -> ResponseReturnValue:
    """From now on they are spoken to in the language that they chose."""
    signups_own.choose_language(attendee, request.form.get("language", ""), datetime.now(UTC))
    return _back(attendee)


@blueprint.get("/calendar.ics")
@personal
def calendar(attendee: Attendee) -> ResponseReturnValue:
    """Their entry for a calendar; with ``?rounds=1`` each round as an entry of its own.

    ``?names=1`` says in each round with whom they sit.
    """
    names = bool(request.args.get("names"))
    rounds = personal_rounds(attendee) if request.args.get("rounds") else []
    slots = [view.slot(names=names) for view in rounds]
    content = personal_download(attendee, links_for(current_app), slots)
    response = Response(content, content_type=FILE_TYPE)
    name = filename(attendee.event.title)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.errorhandler(RuleBroken)
def not_now(error: RuleBroken) -> ResponseReturnValue:
    """What is not possible now is said with a way back to their page, and whom to ask."""
    view_args = request.view_args or {}
    attendee = link_holder(view_args.get("token", ""))
    return error_page(
        409,
        error.sentence,
        url_for("attendee.page", **view_args),
        contact=attendee.event.body.contact_email if attendee else None,
    )


def changeable(attendee: Attendee) -> bool:
    """Whether a form is of use now; their page shows why not."""
    return attendee.state in COMING and may_change(event_times(attendee.event), datetime.now(UTC))


def _back(attendee: Attendee, sentence: str = "") -> ResponseReturnValue:
    there = url_for("attendee.page", token=attendee.token)
    return redirect_saying(sentence, there) if sentence else redirect(there, 303)
