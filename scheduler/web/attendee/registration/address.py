"""Changing the address that an attendee's mails go to, confirmed by a mail to the new one."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from scheduler.errors import InvalidInput
from scheduler.models import Attendee
from scheduler.services.registration import own_address
from scheduler.web.access import personal, public
from scheduler.web.app import limits
from scheduler.web.app.errors import error_page
from scheduler.web.app.extensions import limiter
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.attendee.registration.personal_page import changeable
from scheduler.web.shared.forms import address_field, beside

confirming = Blueprint("address", __name__, url_prefix="/address")


class AddressForm(FlaskForm):
    """Asks for the new address."""

    email = address_field(
        "Your new email address",
        "We send a link there. Nothing changes until you open it and confirm.",
        "Enter your email address.",
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
        except InvalidInput as error:
            beside(form, error, "email")
        else:
            flash(f"We have sent a link to {address}. Open it there to confirm the new address.")
            return redirect(there, 303)
    status = 400 if form.errors else 200
    return render_template("attendee/registration/email.html", attendee=attendee, form=form), status


@confirming.get("/<code>/", strict_slashes=False)
@public
def confirm(code: str) -> ResponseReturnValue:
    """Show the new address, and ask whether to use it."""
    # PostgreSQL cannot compare text that holds a NUL; no link has one.
    attendee = None if "\0" in code else own_address.waiting_for(code, datetime.now(UTC))
    if attendee is None:
        return error_page(404, own_address.OVER)
    return render_template("attendee/registration/email_confirm.html", attendee=attendee)


@confirming.post("/<code>/", strict_slashes=False)
@public
def use(code: str) -> ResponseReturnValue:
    """Let the mails go to the new address, and lead to the personal page."""
    if "\0" in code:
        abort(404)
    attendee = own_address.take_new_address(code, datetime.now(UTC))
    flash("Our emails go to your new address now.")
    return redirect(url_for("attendee.page", token=attendee.token), 303)
