"""Rules between two people, private to the organiser."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from scheduler.domain.states import RegistrationState
from scheduler.errors import CrosstalkError, InvalidInput, NotFound, RuleBroken
from scheduler.models import Attendee, Event
from scheduler.services.people.alike import alike
from scheduler.services.people.listing import all_people
from scheduler.services.planning import pair_rules
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.people.forms import RuleForm
from scheduler.web.organiser.undo import forget_undo, offer_undo, offered_undo, take_undo
from scheduler.web.shared.forms import beside


@blueprint.get("/events/<int:event_id>/rules")
@event_organiser
def rules(event: Event) -> ResponseReturnValue:
    """Every rule, and the form for another."""
    return _page(event, RuleForm())


@blueprint.post("/events/<int:event_id>/rules")
@event_organiser
def rule_add(event: Event) -> ResponseReturnValue:
    """Add a rule between the two people named."""
    form = RuleForm()
    if not form.validate():
        return _page(event, form), 400
    coming = [person for person in all_people(event) if person.state != RegistrationState.CANCELLED]
    one, other = _find(coming, form.one), _find(coming, form.other)
    if one is None or other is None:
        return _page(event, form), 400
    try:
        pair_rules.add_rule(event, form.kind.data, one.id, other.id)
    except (InvalidInput, RuleBroken) as error:
        beside(form, error)
        return _page(event, form), 400
    forget_undo("rule", event.id)
    flash(f"{one.name} and {other.name} {pair_rules.KINDS[form.kind.data]}.")
    return redirect(url_for("organiser.rules", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/rules/<int:rule_id>/remove")
@event_organiser
def rule_remove(event: Event, rule_id: int) -> ResponseReturnValue:
    """Remove a rule; the next page offers to undo it."""
    if removed := pair_rules.remove_rule(event, rule_id):
        kind, one_id, other_id = removed
        offer_undo(
            "rule", event.id, "The rule is removed.",
            rule_kind=kind, one_id=one_id, other_id=other_id,
        )  # fmt: skip
    return redirect(url_for("organiser.rules", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/rules/undo")
@event_organiser
def rule_undo(event: Event) -> ResponseReturnValue:
    """Put the rule removed last back."""
    if taken := take_undo("rule", event.id):
        try:
            pair_rules.add_rule(event, taken["rule_kind"], taken["one_id"], taken["other_id"])
        except (NotFound, RuleBroken) as error:
            flash(error.sentence, "bad")
    return redirect(url_for("organiser.rules", event_id=event.id), 303)


def _find(people: list[Attendee], field: StringField) -> Attendee | None:
    try:
        return pair_rules.find_person(people, field.data or "")
    except CrosstalkError as error:
        field.errors = [error.sentence]
        return None


def _page(event: Event, form: RuleForm) -> str:
    coming = [person for person in all_people(event) if person.state != RegistrationState.CANCELLED]
    return render_template(
        "organiser/planning/rules/rules.html",
        event=event,
        form=form,
        rules=pair_rules.rules_of(event),
        alike=alike(coming),
        kinds=pair_rules.KINDS,
        people=sorted(pair_rules.label(person) for person in coming),
        undo=offered_undo("rule", event.id),
    )
