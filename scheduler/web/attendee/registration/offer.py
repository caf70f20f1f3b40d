"""A place that is offered to who waits: taking it, saying no, asking for offers again.

Nothing changes on a GET: mail filters follow links.
"""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import gettext
from scheduler.domain.states import RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendee
from scheduler.services.registration import own_sign_up, parties
from scheduler.web.access import personal
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.notices import redirect_saying


@blueprint.get("/offer/", strict_slashes=False)
@personal
def offer(attendee: Attendee) -> ResponseReturnValue:
    """The offer with both answers; with ``?answer=no`` that one comes first."""
    if attendee.state != RegistrationState.OFFERED:
        return redirect(url_for("attendee.page", token=attendee.token), 303)
    return render_template(
        "attendee/registration/offer.html",
        attendee=attendee,
        event=attendee.event,
        no_first=request.args.get("answer") == "no",
    )


@blueprint.post("/offer/accept")
@personal
def offer_accept(attendee: Attendee) -> ResponseReturnValue:
    """They take the place."""
    own_sign_up.accept_own_offer(attendee, datetime.now(UTC))
    return _back(attendee, gettext("The place is yours. We’ll see you there."))


@blueprint.post("/offer/decline")
@personal
def offer_decline(attendee: Attendee) -> ResponseReturnValue:
    """They do not want this one, and stay on the list."""
    try:
        own_sign_up.decline_own_offer(attendee, datetime.now(UTC))
    except RuleBroken as error:
        if error.rule is not Rule.TAKEN:
            raise
        return redirect_saying(error.sentence, url_for("attendee.cancel", token=attendee.token))
    return _back(attendee, gettext("Thank you for telling us. The place goes to the next person."))


@blueprint.post("/offer/again")
@personal
def offer_again(attendee: Attendee) -> ResponseReturnValue:
    """They would like to be offered places again."""
    own_sign_up.want_offers_again(attendee, datetime.now(UTC))
    return _back(attendee, gettext("We will offer you a place when it is your turn."))


@blueprint.post("/together")
@personal
def wait_together(attendee: Attendee) -> ResponseReturnValue:
    """They are offered places together with the others at their address, or by turn."""
    said = {
        "yes": gettext("You are offered places when there is one for each of you."),
        "in part": gettext("You are offered places together, as many as there are."),
    }
    wanted = request.form.get("together", "")
    parties.wait_together(
        attendee, datetime.now(UTC), together=wanted in said, in_part=wanted == "in part"
    )
    by_turn = gettext("Each of you is offered the next place that is theirs by turn.")
    return _back(attendee, said.get(wanted, by_turn))


def _back(attendee: Attendee, sentence: str) -> ResponseReturnValue:
    return redirect_saying(sentence, url_for("attendee.page", token=attendee.token))
