"""Rules between two attendees: kept apart, together, must meet, would like to meet."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.people.search import matches
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendee, Event, PairRule, db, transaction
from scheduler.services.registration.places import lock_event

KINDS: Final = {
    "apart": "must not meet",
    "must_meet": "must meet",
    "wish": "would like to meet",
    "together": "stay together",
}
"""Every kind of rule with the words between the two names."""

_CONTRADICTIONS: Final = {
    "apart": ("together", "must_meet", "wish"),
    "together": ("apart",),
    "must_meet": ("apart",),
    "wish": ("apart",),
}


def rules_of(event: Event) -> Sequence[PairRule]:
    """Return the event's rules with both people, in the order they were added."""
    return db.session.scalars(
        select(PairRule)
        .where(PairRule.event_id == event.id)
        .options(joinedload(PairRule.a), joinedload(PairRule.b))
        .order_by(PairRule.id)
    ).all()


def add_rule(event: Event, kind: str, one_id: int, other_id: int) -> PairRule:
    """Add a rule between two of the event's people; a rule that is there already stays.

    Raises InvalidInput for one person twice or an unknown kind, NotFound for somebody who is
    not at the event, RuleBroken, naming the other rule, for a contradiction.
    """
    if kind not in KINDS:
        raise InvalidInput("Choose what the rule should be.", field="kind")
    if one_id == other_id:
        raise InvalidInput("Choose two different people.", field="other")
    a_id, b_id = min(one_id, other_id), max(one_id, other_id)
    with transaction():
        lock_event(event.id)
        a, b = _person(event, a_id), _person(event, b_id)
        there = db.session.scalars(
            select(PairRule).where(PairRule.a_id == a_id, PairRule.b_id == b_id)
        ).all()
        for rule in there:
            if rule.kind == kind:
                return rule
            if rule.kind in _CONTRADICTIONS[kind]:
                raise RuleBroken(
                    f"{a.name} and {b.name} have the rule “{KINDS[rule.kind]}”, which contradicts "
                    f"“{KINDS[kind]}”: remove one first.",
                    Rule.CONTRADICTION,
                    field="other",
                )
        rule = PairRule(event_id=event.id, kind=kind, a=a, b=b, a_id=a_id, b_id=b_id)
        db.session.add(rule)
    return rule


def remove_rule(event: Event, rule_id: int) -> tuple[str, int, int] | None:
    """Remove a rule and return its kind and people, to undo it; None if it is gone already."""
    with transaction():
        rule = db.session.scalar(
            select(PairRule).where(PairRule.id == rule_id, PairRule.event_id == event.id)
        )
        if rule is None:
            return None
        db.session.delete(rule)
        return rule.kind, rule.a_id, rule.b_id


def find_person(people: Sequence[Attendee], typed: str) -> Attendee:
    """Return the one person that a typed name, label or address stands for.

    A part of a name is enough where only one person has it. Raises InvalidInput when nobody or
    more than one person does.
    """
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        raise InvalidInput("Choose a person.")
    labelled = [p for p in people if wanted in (label(p).casefold(), (p.email or "").casefold())]
    found = labelled or [p for p in people if p.name.casefold() == wanted]
    found = found or [p for p in people if matches(typed, p.name)]
    if not found:
        raise InvalidInput(f"Nobody called “{typed[:80]}” is signed up: choose from the list.")
    if len(found) > 1:
        raise InvalidInput(
            f"{len(found)} people are called “{typed[:80].strip()}”: choose from the list."
        )
    return found[0]


def label(person: Attendee) -> str:
    """Return the person as the list to choose from shows them: name, organisation."""
    return f"{person.name}, {person.organisation}" if person.organisation else person.name


def _person(event: Event, attendee_id: int) -> Attendee:
    person = db.session.scalar(
        select(Attendee).where(Attendee.id == attendee_id, Attendee.event_id == event.id)
    )
    if person is None:
        raise NotFound("There is no such person at this event.")
    return person
