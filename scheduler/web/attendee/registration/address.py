"""Changing the address that an attendee's mails go to, confirmed by a mail to the new one."""

from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded
from flask_wtf import FlaskForm

from scheduler.domain.languages import gettext
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Attendee
from scheduler.services.registration import own_address
from scheduler.services.registration.places import link_holder
from scheduler.web.access import personal, secret_link
from scheduler.web.app import limits
from scheduler.web.app.extensions import limiter
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.attendee.registration.personal_page import changeable
from scheduler.web.shared.forms import address_field, refused
from scheduler.web.shared.languages import later, speak_to
from scheduler.web.shared.notices import redirect_saying

EMAIL = "attendee/registration/email.html"

confirming = Blueprint("address", __name__, url_prefix="/address")


class AddressForm(FlaskForm):
    """Asks for the new address."""

    email = address_field(
        later("Your new email address"),
        later("We send a link there. Nothing changes until you open it and confirm."),
        later("Enter your email address."),
    )


@blueprint.route("/email", methods=["GET", "POST"])
@personal
@limiter.limit(limits.ASKED_EACH, methods=["POST"], key_func=limits.personal_link)
def email(attendee: Attendee) -> ResponseReturnValue:
    """Ask for the new address, and mail the link to it."""
    there = url_for("attendee.page", token=attendee.token)
    if request.method != "POST" and not changeable(attendee):
        return redirect(there, 303)
    form = AddressForm()
    if form.validate_on_submit():
        address = form.email.data or ""
        try:
            own_address.ask_new_address(attendee, address, datetime.now(UTC))
        except (InvalidInput, RuleBroken) as error:
            refused(form, error, attendee.event.body.contact_email, "email")
        else:
            # The address itself stays out of the page's address, which a proxy may write down.
            return redirect_saying(
                gettext("We have sent a link to your new address. Open it there to confirm."), there
            )
    status = 400 if form.errors else 200
    return render_template(EMAIL, attendee=attendee, form=form), status


@blueprint.errorhandler(RateLimitExceeded)
def too_often(_error: RateLimitExceeded) -> ResponseReturnValue:
    """Nothing typed is lost, and the page says when to press again."""
    token = (request.view_args or {}).get("token", "")
    attendee = link_holder(token) or abort(404)
    form = AddressForm()
    form.form_errors.append(limits.try_again_sentence(kept=True))
    page = render_template(EMAIL, attendee=attendee, form=form)
    return page, 429, limits.retry_header()


def _waiting(code: str) -> dict[str, object]:
    attendee = own_address.waiting_for(code, datetime.now(UTC))
    if attendee is None:
        raise NotFound(own_address.OVER)
    return {"attendee": attendee, "code": code}


mailed = secret_link("code", _waiting)


@confirming.get("/<code>/", strict_slashes=False)
@mailed
def confirm(attendee: Attendee, code: str) -> ResponseReturnValue:
    """Show the new address, and ask whether to use it."""
    speak_to(attendee)
    return render_template("attendee/registration/email_confirm.html", attendee=attendee)


@confirming.post("/<code>/", strict_slashes=False)
@mailed
def use(attendee: Attendee, code: str) -> ResponseReturnValue:
    """Let the mails go to the new address, and lead to the personal page."""
    attendee = own_address.take_new_address(code, datetime.now(UTC))
    speak_to(attendee)
    return redirect_saying(
        gettext("Our emails go to your new address now."),
        url_for("attendee.page", token=attendee.token),
    )
