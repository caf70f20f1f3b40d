"""How many of an event's rules a plan has to keep."""

from scheduler.domain.states import PairKind
from scheduler.models import Event
from scheduler.services.planning.rules.group_rules import group_rules_of
from scheduler.services.planning.rules.pair_rules import rules_of


def rules_in_force(event: Event) -> int:
    """The rules between people and between groups that concern anybody with a place; no wishes."""
    pairs = sum(rule.kind != PairKind.WISH and rule.in_force for rule in rules_of(event))
    groups = (view for view in group_rules_of(event) if view.rule.kind != PairKind.WISH)
    return pairs + sum(view.pairs > 0 for view in groups)
