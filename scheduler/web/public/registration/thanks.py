"""What came of a sign-up, as a page that can be reloaded; a mistyped address is corrected here."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData

from scheduler.domain.people.email_addresses import tidy_address
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.registration import own_address
from scheduler.web.access import public
from scheduler.web.app import limits
from scheduler.web.app.extensions import limiter
from scheduler.web.public.registration.event_page import OUTCOME, blueprint, event_at
from scheduler.web.public.registration.forms import CorrectAddressForm
from scheduler.web.public.registration.room_picture import room_with_a_seat_kept
from scheduler.web.shared.forms import refused
from scheduler.web.shared.signing import signer


@blueprint.get("/thanks")
@public
def thanks(slug: str) -> ResponseReturnValue:
    """What came of the sign-up: a place, or where to read it, which is true of everybody.

    Nobody learns here whether the person was signed up before.
    A browser that refuses cookies brings it in the address, signed and without the email address,
    which a proxy may write down.
    """
    found = event_at(slug)
    told = session.get("thanks")
    if told is None or told["slug"] != slug:
        try:
            told = signer(OUTCOME).loads(request.args.get("told", ""))
        except BadData:
            told = None
    if told is None or told["slug"] != slug:
        return redirect(url_for("public.event", slug=slug))
    return _thanks_page(found, told)


@blueprint.post("/thanks")
@public
@limiter.limit(limits.SIGN_UPS)
def correct_address(slug: str) -> ResponseReturnValue:
    """Send what was sent to a mistyped address to the right one.

    Only the browser that signed up can, and what it is told is true whether or not that sign-up
    was a new one.
    """
    found = event_at(slug)
    told = session.get("thanks")
    if told is None or told["slug"] != slug or not told.get("submission"):
        return redirect(url_for("public.event", slug=slug), 303)
    form = CorrectAddressForm()
    if not form.validate():
        return _thanks_page(found, told, form), 400
    address = form.email.data or ""
    try:
        own_address.correct_address(found.id, told["submission"], address, datetime.now(UTC))
    except (InvalidInput, RuleBroken) as error:
        refused(form, error, found.body.contact_email, "email")
        return _thanks_page(found, told, form), 409
    session["thanks"] = told | {"email": tidy_address(address)}
    return redirect(url_for("public.thanks", slug=slug), 303)


def _thanks_page(found: Event, told: dict[str, str], form: CorrectAddressForm | None = None) -> str:
    corrected = form or (CorrectAddressForm() if told.get("submission") else None)
    return render_template(
        "public/registration/thanks.html",
        event=found,
        told=told,
        corrected=corrected,
        room=room_with_a_seat_kept(found) if told["state"] == RegistrationState.PLACED else "",
    )
