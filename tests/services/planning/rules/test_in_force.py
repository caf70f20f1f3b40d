"""How many rules a plan has to keep: no wishes, and none about people who do not come."""

from scheduler.domain.states import PairKind, RegistrationState
from scheduler.models import Event, db
from scheduler.services.planning.rules.group_rules import add_group_rule, groups_at
from scheduler.services.planning.rules.in_force import rules_in_force
from scheduler.services.planning.rules.pair_rules import add_rule
from tests.builders import make_people


def test_rules_that_concern_somebody_are_counted(event: Event) -> None:
    ann, bo, cy, dee = make_people(event, ["Ann", "Bo", "Cy", "Dee"])
    assert rules_in_force(event) == 0
    add_rule(event, PairKind.APART, ann.id, bo.id)
    add_rule(event, PairKind.WISH, ann.id, cy.id)
    add_rule(event, PairKind.MUST_MEET, cy.id, dee.id)
    sectors = [key for key, words in groups_at(event).items() if words.startswith("the sector")]
    add_group_rule(event, PairKind.WISH, sectors[0], sectors[1])
    assert rules_in_force(event) == 2
    dee.state = RegistrationState.CANCELLED
    db.session.commit()
    assert rules_in_force(event) == 1
