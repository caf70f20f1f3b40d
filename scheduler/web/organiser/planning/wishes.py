"""What people ask for on their own pages: made a rule by one press, or noted as seen."""

from datetime import UTC, datetime
from enum import StrEnum

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.states import COMING, PairKind
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.people.listing import all_people
from scheduler.services.planning.rules import pair_rules
from scheduler.services.planning.rules.wishes import make_wish_rule, note_wish_seen
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.forms import button_of


class WishButton(StrEnum):
    """The buttons beside a wish."""

    RULE = "rule"
    SEEN = "seen"


@blueprint.post("/events/<int:event_id>/rules/wishes/<int:wish_id>")
@event_organiser
def wish_answer(event: Event, wish_id: int) -> ResponseReturnValue:
    """Make a rule of a wish with the person named, or note that it was read."""
    now = datetime.now(UTC)
    try:
        if button_of(WishButton, "answer") is WishButton.RULE:
            coming = [p for p in all_people(event) if p.state in COMING]
            person = pair_rules.find_person(coming, request.form.get("person", "")[:400])
            wish = make_wish_rule(event, wish_id, person, now)
            words = PairKind(wish.kind).words
            flash(f"{wish.attendee.name} and {person.name} {words}. Neither of them is told.")
        else:
            note_wish_seen(event, wish_id, now)
            flash("Noted as seen. It is no rule.")
    except (InvalidInput, RuleBroken) as error:
        flash(error.sentence, "bad")
    return redirect(url_for("organiser.rules", event_id=event.id, _anchor="wishes"), 303)
