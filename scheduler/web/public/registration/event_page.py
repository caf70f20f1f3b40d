"""The public page of an event: what it is, signing up, and asking for a lost link."""

from datetime import UTC, datetime
from functools import partial

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError, generate_csrf

from scheduler.domain.events.agenda import agenda_times
from scheduler.domain.languages import gettext, marked, spoken
from scheduler.domain.people.email_addresses import tidy_address
from scheduler.domain.people.questions.description import Reader
from scheduler.domain.registration.sign_up import SignUpStatus, refusal, sign_up_status
from scheduler.domain.words.data_use import seen_by
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.exports.calendar.entries import FILE_TYPE, filename
from scheduler.models import Event
from scheduler.models.database import reading
from scheduler.services.afterwards.reports import public_reports
from scheduler.services.events.place.expecting import pictures_of
from scheduler.services.events.public_rows import NextOne, next_of_series, public_event, public_rows
from scheduler.services.messages.calendars import public_download
from scheduler.services.planning.rounds.times import held_by_items
from scheduler.services.registration import sign_up as signups
from scheduler.services.registration.answers.values import fields_asked
from scheduler.services.registration.places import event_times, next_waiting_number
from scheduler.web.access import public
from scheduler.web.app import limits
from scheduler.web.app.extensions import limiter
from scheduler.web.public.registration.blank_form import blank_fields
from scheduler.web.public.registration.forms import (
    LostLinkForm,
    SignUpForm,
    new_submission,
)
from scheduler.web.public.registration.in_turn import in_turn
from scheduler.web.public.registration.kept_page import kept_page
from scheduler.web.public.registration.room_picture import FEWEST_SHOWN, balance_shown, room_picture
from scheduler.web.shared.forms import refused
from scheduler.web.shared.languages import carry_choice, chosen, speak_to_visitor
from scheduler.web.shared.links import links_for
from scheduler.web.shared.notices import redirect_saying, said
from scheduler.web.shared.signing import signer

blueprint = Blueprint("public", __name__, url_prefix="/e/<slug>")
carry_choice(blueprint)

LONGEST_ORGANISATION = 200

LOST_LINK = "public/registration/lost_link.html"

OUTCOME = "what came of a sign-up"

ONCE_MORE = marked("This page is an old one. What you typed is still here: press the button again.")


@blueprint.get("/", strict_slashes=False)
@public
def event(slug: str) -> ResponseReturnValue:
    """Title, time, place, agenda, places left, and the form while there is something to sign."""
    if organisation := request.args.get("organisation", "")[:LONGEST_ORGANISATION]:
        found = event_at(slug)
        return _page(found, SignUpForm.of(found, organisation=organisation))
    if said() or session.get("_flashes"):
        return _page(event_at(slug))
    now, submission = datetime.now(UTC), new_submission()

    def shown() -> object:
        rows = public_rows(slug, FEWEST_SHOWN) or abort(404)
        speak_to_visitor(rows.event.language)
        status = _status(rows.event, now)
        following = _following(rows.event.series_id, status, now)
        return rows, status, following, request.script_root, spoken().tag, chosen()

    own = (generate_csrf(), submission)
    return kept_page(shown, lambda: _page(event_at(slug), None, now, submission), own)


@blueprint.get("/sign-up")
@public
def sign_up_again(slug: str) -> ResponseReturnValue:
    """Somebody reloads or bookmarks the form's target: show the page with the form."""
    return redirect(url_for("public.event", slug=event_at(slug).slug))


@blueprint.post("/sign-up")
@public
@limiter.limit(limits.SIGN_UPS)
@in_turn
def sign_up(slug: str) -> ResponseReturnValue:
    """Sign somebody up and say what came of it on a page that can be reloaded."""
    with reading():
        found = event_at(slug)
        form = SignUpForm.of(found)
        if not form.validate():
            return _page(found, form), 400
        now, language = datetime.now(UTC), spoken().tag
        details, email = form.details(), form["email"].data or ""
        ahead = signups.prepare(found, details, email, now, language=language)
    submission = form.submission.data or ""
    try:
        outcome = signups.add_signup(
            found.id, details, email, submission, now, language=language, ahead=ahead
        )
    except (InvalidInput, RuleBroken) as error:
        # The event may have closed or changed while they typed.
        with reading():
            refused(form, error, found.body.contact_email)
            return _page(found, form), 409
    told = {"slug": slug, "state": outcome.state}
    session["thanks"] = told | {
        "email": tidy_address(form["email"].data or ""),
        "organisation": form["organisation"].data or "",
        "submission": form.submission.data or "",
    }
    return redirect(url_for("public.thanks", slug=slug, told=signer(OUTCOME).dumps(told)), 303)


@blueprint.errorhandler(CSRFError)
def asked_again(_error: CSRFError) -> ResponseReturnValue:
    """The form's token is none of ours, as after a change of the secret: nothing typed is lost."""
    return _once_more(gettext(ONCE_MORE), 400)


@blueprint.errorhandler(RateLimitExceeded)
def too_often(_error: RateLimitExceeded) -> ResponseReturnValue:
    """Nothing typed is lost, and the page says when to press again."""
    page, status = _once_more(limits.try_again_sentence(kept=True), 429)
    return page, status, limits.retry_header()


def _once_more(sentence: str, status: int) -> tuple[str, int]:
    """The form with what was typed; its token goes out afresh with the page."""
    with reading():
        found = event_at((request.view_args or {})["slug"])
        if request.endpoint == "public.sign_up":
            form = SignUpForm.of(found)
            form.form_errors.append(sentence)
            return _page(found, form), status
        asking = LostLinkForm()
        asking.form_errors.append(sentence)
        return render_template(LOST_LINK, event=found, form=asking), status


@blueprint.get("/lost-link")
@public
def lost_link(slug: str) -> ResponseReturnValue:
    """Ask which address the link should go to."""
    return render_template(LOST_LINK, event=event_at(slug), form=LostLinkForm())


@blueprint.post("/lost-link")
@public
@limiter.limit(limits.LINKS)
@limiter.limit(limits.LINKS_EACH, key_func=limits.mailbox)
def send_link(slug: str) -> ResponseReturnValue:
    """Mail the link if the address is signed up; the answer is the same if it is not."""
    found = event_at(slug)
    form = LostLinkForm()
    if not form.validate():
        return render_template(LOST_LINK, event=found, form=form), 400
    signups.send_link_again(found.id, form["email"].data or "", datetime.now(UTC))
    return redirect_saying(
        gettext(
            "If that address is signed up for this event, its personal link is on the way. Give it "
            "a few minutes, and look in your junk or spam folder too."
        ),
        url_for("public.lost_link", slug=slug),
    )


@blueprint.get("/calendar.ics")
@public
def calendar(slug: str) -> ResponseReturnValue:
    """The event for anybody's calendar, without anything about a person."""
    found = event_at(slug)
    response = Response(public_download(found, links_for(current_app)), content_type=FILE_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=filename(found.title))
    return response


def event_at(slug: str) -> Event:
    """The event at a public address; anything else is no page. The page speaks its visitor's
    language from now on."""
    found = public_event(slug) or abort(404)
    speak_to_visitor(found.language)
    return found


def _status(found: Event, now: datetime) -> SignUpStatus:
    return sign_up_status(event_times(found), found.capacity, found.places_taken, now)


def _following(series_id: int | None, status: SignUpStatus, now: datetime) -> NextOne | None:
    return next_of_series(series_id, now) if status is SignUpStatus.PAST and series_id else None


def _page(
    found: Event,
    form: SignUpForm | None = None,
    now: datetime | None = None,
    submission: str | None = None,
) -> str:
    """The event's page, with what was typed if there is a form, and with an empty one if not.

    What else it shows than the rows of `public_rows` has to be added to them.
    """
    places_left = max(0, found.capacity - found.places_taken)
    now = now or datetime.now(UTC)
    state = _status(found, now)
    balance = balance_shown(found)
    spans = agenda_times(found.starts_at, found.agenda)
    return render_template(
        "public/registration/event.html",
        event=found,
        form=form,
        status=state,
        shut="" if state.takes_signups else refusal(state),
        room=room_picture(found, balance, state.takes_signups),
        balance=balance,
        reports=public_reports(found),
        next_one=_following(found.series_id, state, now),
        pictures=pictures_of(found),
        submission=submission or new_submission(),
        blank_fields=blank_fields,
        seen_by=partial(seen_by, fields_asked(found)),
        readers=Reader,
        places_left=places_left,
        waiting=0 if places_left else next_waiting_number(found.id) - 1,
        speakers=[item for item in found.agenda if item.speaker],
        agenda=list(zip(found.agenda, spans, held_by_items(found, found.rounds), strict=True)),
    )
