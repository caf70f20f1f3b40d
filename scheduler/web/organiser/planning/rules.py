"""Rules between people and between groups, private to the organiser."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from scheduler.domain.english import count, listed
from scheduler.domain.states import BETWEEN_GROUPS, COMING, PairKind
from scheduler.errors import CrosstalkError, InvalidInput, NotFound, RuleBroken
from scheduler.models import Attendee, Event
from scheduler.services.people.alike import alike
from scheduler.services.people.listing import all_people
from scheduler.services.planning.rules import group_rules, pair_rules
from scheduler.services.planning.rules.wishes import wishes_of
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
    """Add a rule between the people named."""
    form = RuleForm()
    if not form.validate():
        return _page(event, form), 400
    coming = [person for person in all_people(event) if person.state in COMING]
    people = [person for field in form.named() if (person := _find(coming, field))]
    if len(people) < len(form.named()):
        return _page(event, form), 400
    try:
        pair_rules.add_rule(event, form.kind.data, *(person.id for person in people))
    except (InvalidInput, RuleBroken) as error:
        beside(form, error)
        return _page(event, form), 400
    forget_undo("rule", event.id)
    names = listed([person.name for person in people], pair_rules.MOST_IN_RULE)
    flash(f"{names} {PairKind(form.kind.data).words}.")
    return redirect(url_for("organiser.rules", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/rules/<int:rule_id>/remove")
@event_organiser
def rule_remove(event: Event, rule_id: int) -> ResponseReturnValue:
    """Remove a rule; the next page offers to undo it."""
    if removed := pair_rules.remove_rule(event, rule_id):
        kind, *ids = removed
        of = f" for {len(ids)} people" if len(ids) > 2 else ""
        offer_undo("rule", event.id, f"The rule{of} is removed.", rule_kind=kind, ids=ids)
    return redirect(url_for("organiser.rules", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/rules/undo")
@event_organiser
def rule_undo(event: Event) -> ResponseReturnValue:
    """Put the rule removed last back: between people, or between groups."""
    if taken := take_undo("rule", event.id):
        try:
            if "ids" in taken:
                pair_rules.add_rule(event, taken["rule_kind"], *taken["ids"])
            else:
                group_rules.add_group_rule(event, taken["rule_kind"], *taken["groups"])
        except (InvalidInput, NotFound, RuleBroken) as error:
            flash(error.sentence, "bad")
    return redirect(url_for("organiser.rules", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/rules/groups")
@event_organiser
def group_rule_add(event: Event) -> ResponseReturnValue:
    """Add a rule between two groups, or refuse it with the people whom it concerns."""
    sent = [request.form.get(name, "") for name in ("group_kind", "group_one", "group_other")]
    try:
        group_rules.add_group_rule(event, *sent)
    except (InvalidInput, RuleBroken) as error:
        return _page(event, RuleForm(formdata=None), error.sentence, sent), 400
    forget_undo("rule", event.id)
    flash("The rule between the groups is added. It holds for whoever belongs to them.")
    return redirect(url_for("organiser.rules", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/rules/groups/<int:group_rule_id>/remove")
@event_organiser
def group_rule_remove(event: Event, group_rule_id: int) -> ResponseReturnValue:
    """Remove a rule between groups; the next page says of how many pairs, and offers to undo it."""
    if removed := group_rules.remove_group_rule(event, group_rule_id):
        rule = removed.rule
        offer_undo(
            "rule", event.id,
            f"The rule between groups is removed: {count(removed.pairs, 'pair')} of people.",
            rule_kind=rule.kind, groups=[rule.one, rule.other],
        )  # fmt: skip
    return redirect(url_for("organiser.rules", event_id=event.id), 303)


def _find(people: list[Attendee], field: StringField) -> Attendee | None:
    try:
        return pair_rules.find_person(people, field.data or "")
    except CrosstalkError as error:
        field.errors = [error.sentence]
        return None


def _page(
    event: Event, form: RuleForm, refused: str = "", chosen: Sequence[str] = ("", "", "")
) -> str:
    coming = [person for person in all_people(event) if person.state in COMING]
    there = pair_rules.rules_of(event)
    accompanied = {
        each.id for rule in there if rule.kind is PairKind.TOGETHER for each in rule.people
    }
    return render_template(
        "organiser/planning/rules/rules.html",
        event=event,
        form=form,
        rules=there,
        alone=[each for each in coming if each.buddy and each.id not in accompanied],
        label=pair_rules.label,
        alike=alike(coming),
        wishes=wishes_of(event, coming),
        people=sorted(pair_rules.label(person) for person in coming),
        group_rules=group_rules.group_rules_of(event),
        groups=group_rules.groups_at(event),
        group_kinds=BETWEEN_GROUPS,
        group_refused=refused,
        group_chosen=chosen,
        undo=offered_undo("rule", event.id),
    )
