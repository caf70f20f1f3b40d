"""Rules between people, two or more: kept apart, together, must meet, would like to meet."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from scheduler.domain.english import listed
from scheduler.domain.people.search import matches, search_key
from scheduler.domain.states import PairKind, RegistrationState
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendee, Event, PairRule, db, transaction
from scheduler.services.registration.places import lock_event

MOST_IN_RULE: Final = 12
"""People in one rule: more than that are a group."""


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule with everybody it is about. ``id``: that of its first row, which removes it."""

    id: int
    kind: PairKind
    people: tuple[Attendee, ...]

    @property
    def names(self) -> str:
        """Such as "Ann, Bo and Cy"."""
        return listed([person.name for person in self.people], MOST_IN_RULE)

    @property
    def in_force(self) -> bool:
        """Whether two of them have a place."""
        return sum(person.state == RegistrationState.PLACED for person in self.people) > 1


def rules_of(event: Event) -> list[RuleView]:
    """Return the event's rules with their people, in the order they were added."""
    rows = db.session.scalars(
        select(PairRule)
        .where(PairRule.event_id == event.id)
        .options(joinedload(PairRule.a), joinedload(PairRule.b))
        .order_by(PairRule.id)
    ).all()
    together: dict[str, list[PairRule]] = {}
    for row in rows:
        together.setdefault(row.bundle or str(row.id), []).append(row)
    return [_view(rule) for rule in together.values()]


def add_rule(event: Event, kind: str, *ids: int) -> PairRule:
    """Add a rule between some of the event's people; a rule that is there already stays.

    Returns its first row. Raises as :func:`put_rule`.
    """
    with transaction():
        lock_event(event.id)
        return put_rule(event, kind, *ids)


def put_rule(event: Event, kind: str, *ids: int) -> PairRule:
    """Like :func:`add_rule`, in the caller's transaction, which has locked the event.

    Raises InvalidInput for one person twice, too many people or an unknown kind, NotFound for
    somebody who is not at the event, RuleBroken, naming the other rule, for a contradiction.
    """
    kind = read_kind(kind, "kind")
    if len(set(ids)) < max(2, len(ids)):
        raise InvalidInput(f"Choose {_number(ids)} different people.", field="other")
    if len(ids) > MOST_IN_RULE:
        raise InvalidInput(
            f"A rule can have at most {MOST_IN_RULE} people: choose a rule between groups.",
            field="other",
        )
    people = [_person(event, id_) for id_ in sorted(ids)]
    there = _same(event, kind, set(ids))
    if there is not None:
        return there
    _check_contradictions(kind, people)
    bundle = secrets.token_hex(8) if len(people) > 2 else ""
    rows = [
        PairRule(event_id=event.id, kind=kind, bundle=bundle, a=a, b=b, a_id=a.id, b_id=b.id)
        for a, b in combinations(people, 2)
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows[0]


def read_kind(text: str, field: str) -> PairKind:
    """Return the kind of rule that was chosen. Raises InvalidInput for what is none."""
    try:
        return PairKind(text)
    except ValueError:
        raise InvalidInput("Choose what the rule should be.", field=field) from None


def pass_rules_on(event: Event, person: Attendee, other: Attendee) -> None:
    """Let every rule about the person hold for another too, who comes in their place; in the
    caller's transaction, which has locked the event. Theirs stay as they are."""
    for view in rules_of(event):
        ids = {each.id for each in view.people}
        if person.id in ids and other.id not in ids:
            put_rule(event, view.kind, *(ids - {person.id}), other.id)


def forget_rules_of(person: Attendee) -> None:
    """Remove every rule about a person whom nobody expects, in the caller's transaction."""
    for row in db.session.scalars(
        select(PairRule).where(or_(PairRule.a_id == person.id, PairRule.b_id == person.id))
    ).all():
        for each in _rows_of(row):
            db.session.delete(each)
        db.session.flush()


def remove_rule(event: Event, rule_id: int) -> tuple[PairKind, *tuple[int, ...]] | None:
    """Remove a rule with all its rows; None if it is gone already.

    Returns its kind and people, to undo it: ``add_rule(event, *removed)``.
    """
    with transaction():
        rule = db.session.scalar(
            select(PairRule).where(PairRule.id == rule_id, PairRule.event_id == event.id)
        )
        if rule is None:
            return None
        rows = _rows_of(rule)
        for row in rows:
            db.session.delete(row)
        return rule.kind, *sorted({id_ for row in rows for id_ in (row.a_id, row.b_id)})


def find_person(people: Sequence[Attendee], typed: str) -> Attendee:
    """Return the one person that a typed name, label or address stands for.

    A part of a name is enough where only one person has it. Raises InvalidInput when nobody or
    more than one person does.
    """
    wanted = search_key(typed)
    if not wanted:
        raise InvalidInput("Choose a person.")
    exact = " ".join(typed.split()).casefold()
    labelled = [p for p in people if exact in (label(p).casefold(), (p.email or "").casefold())]
    found = labelled or [p for p in people if p.name.casefold() == exact]
    found = found or [p for p in people if wanted in (search_key(p.name), search_key(label(p)))]
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


def _view(rows: Sequence[PairRule]) -> RuleView:
    people = {person.id: person for row in rows for person in (row.a, row.b)}
    return RuleView(rows[0].id, rows[0].kind, tuple(people.values()))


def _rows_of(rule: PairRule) -> Sequence[PairRule]:
    """All rows of the rule that this row belongs to, this one first of a rule for two."""
    if not rule.bundle:
        return [rule]
    same = PairRule.bundle == rule.bundle
    return db.session.scalars(
        select(PairRule).where(PairRule.event_id == rule.event_id, same).order_by(PairRule.id)
    ).all()


def _same(event: Event, kind: PairKind, ids: Collection[int]) -> PairRule | None:
    """The first row of the rule of that kind about just these people, if there is one."""
    for view in rules_of(event):
        if view.kind == kind and {person.id for person in view.people} == ids:
            return db.session.get(PairRule, view.id)
    return None


def _check_contradictions(kind: PairKind, people: Sequence[Attendee]) -> None:
    names = {person.id: person.name for person in people}
    rows = db.session.scalars(
        select(PairRule)
        .where(PairRule.a_id.in_(names), PairRule.b_id.in_(names))
        .order_by(PairRule.id)
    )
    for row in rows:
        if kind.contradicts(row.kind):
            raise RuleBroken(
                f"{names[row.a_id]} and {names[row.b_id]} have the rule “{row.kind.words}”, "
                f"which contradicts “{kind.words}”: remove one first.",
                Rule.CONTRADICTION,
                field="other",
            )


def _number(ids: Collection[int]) -> str:
    return "two" if len(ids) <= 2 else str(len(ids))


def _person(event: Event, attendee_id: int) -> Attendee:
    person = db.session.scalar(
        select(Attendee).where(Attendee.id == attendee_id, Attendee.event_id == event.id)
    )
    if person is None:
        raise NotFound("There is no such person at this event.")
    return person
