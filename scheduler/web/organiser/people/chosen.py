"""People chosen in the list: what can be done to all of them, and undone."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.registration.waiting_list import who_moves_up
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.people import chosen as services
from scheduler.services.planning.rules import pair_rules
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.people.chosen_acts import ACTS, MOST_CHOSEN, ChosenButton
from scheduler.web.organiser.undo import offer_undo, take_undo
from scheduler.web.shared.forms import button_of
from scheduler.web.shared.numbers import ids_of

CHOSEN = "/events/<int:event_id>/people/chosen"


@blueprint.get(CHOSEN)
@event_organiser
def people_chosen(event: Event) -> ResponseReturnValue:
    """Who is chosen, and what can be done to all of them."""
    return _page(event, ids_of(request.args.getlist("id"), MOST_CHOSEN))


@blueprint.post(CHOSEN)
@event_organiser
def people_chosen_act(event: Event) -> ResponseReturnValue:
    """Do what the pressed button says, to all of the chosen."""
    ids = ids_of(request.form.getlist("id"), MOST_CHOSEN)
    try:
        button = button_of(ChosenButton)
        done = ACTS[button].do(event, ids)
    except (InvalidInput, RuleBroken) as error:
        return _page(event, ids, error.sentence)
    offer_undo("chosen", event.id, done.sentence, what=button.value, **done.kept)
    return redirect(url_for("organiser.people", event_id=event.id), 303)


@blueprint.post(CHOSEN + "/undo")
@event_organiser
def people_chosen_undo(event: Event) -> ResponseReturnValue:
    """Undo what was done to several people last: each stands as before."""
    if taken := take_undo("chosen", event.id):
        try:
            flash(ACTS[ChosenButton(taken["what"])].put_back(event, taken))
        except RuleBroken as error:
            flash(f"Nothing was undone. {error.sentence}", "bad")
    return redirect(url_for("organiser.people", event_id=event.id), 303)


def _page(event: Event, ids: list[int], refused: str = "") -> ResponseReturnValue:
    people = services.chosen_people(event, ids)
    ahead = services.effect_of_cancelling(event, ids, datetime.now(UTC))
    page = render_template(
        "organiser/people/people_chosen.html",
        event=event,
        people=people,
        ahead=ahead,
        moving=who_moves_up(ahead.moving_up, event.offer_hours, 5),
        waiting=sum(person.state == RegistrationState.WAITING for person in people),
        asking=[person.id for person in people if person.state == RegistrationState.ASKED],
        without_table=sum(person.host_table is None for person in people),
        most_in_rule=pair_rules.MOST_IN_RULE,
        most_cancelled=services.MOST_CANCELLED,
        refused=refused,
    )
    return page, 409 if refused else 200
