"""What the organisers propose of what somebody offers or looks for: a yes or not now to each."""

from datetime import UTC, datetime

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import gettext
from scheduler.errors import CrosstalkError
from scheduler.exports.address_books.vcards import FILE_TYPE, CardOf, vcards
from scheduler.models import Attendee
from scheduler.services.afterwards.exchanges.answering import answer_exchange, own_exchanges
from scheduler.web.access import personal
from scheduler.web.attendee.afterwards.asked import AskedButton
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.forms import button_of
from scheduler.web.shared.notices import redirect_saying
from scheduler.web.shared.numbers import number
from scheduler.web.shared.people.organisations import organisation_of


@blueprint.get("/exchanges")
@personal
def own_exchange_page(attendee: Attendee) -> ResponseReturnValue:
    """What was proposed to them, as long as it is open or both said yes."""
    found = own_exchanges(attendee, datetime.now(UTC))
    if not found:
        return redirect(url_for("attendee.page", token=attendee.token), 303)
    return render_template(
        "attendee/afterwards/exchanges.html",
        attendee=attendee,
        event=attendee.event,
        exchanges=found,
    )


@blueprint.post("/exchanges")
@personal
def exchange_answer(attendee: Attendee) -> ResponseReturnValue:
    """Keep a yes or not now."""
    there = url_for("attendee.own_exchange_page", token=attendee.token)
    chosen = request.form.get("id", 0, type=number)
    try:
        both = answer_exchange(
            attendee, chosen, button_of(AskedButton, "answer") is AskedButton.YES, datetime.now(UTC)
        )
    except CrosstalkError as error:
        return redirect_saying(error.sentence, there)
    return redirect_saying(gettext("You both said yes.") if both else gettext("Saved."), there)


@blueprint.get("/exchanges/card.vcf")
@personal
def exchange_card(attendee: Attendee) -> ResponseReturnValue:
    """The card of the person of ``?id=``, where both said yes; the page without one."""
    chosen = request.args.get("id", 0, type=number)
    found = own_exchanges(attendee, datetime.now(UTC))
    one = next((each for each in found if each.id == chosen and each.mutual), None)
    if one is None:
        return redirect(url_for("attendee.page", token=attendee.token), 303)
    other = one.other
    card = CardOf(
        other.name, organisation_of(other), other.role, other.email or "", one.their_words
    )
    response = Response(vcards([card]), content_type=FILE_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=f"{other.name}.vcf")
    return response
