"""Rules between groups, private to the organiser; they hold for whoever belongs to the groups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from scheduler.domain.english import count, listed
from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.planning.group_rules import (
    ANSWER,
    ORGANISATION,
    SECTOR,
    GroupMember,
    group_key,
    pairs_between,
)
from scheduler.domain.states import BETWEEN_GROUPS, COMING, PairKind
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Answer, Attendee, Event, GroupRule, PairRule, db, transaction
from scheduler.services.planning.rules.pair_rules import read_kind
from scheduler.services.registration.places import lock_event

KEY: Final = 200
"""Characters of a group's key that are stored."""

MOST_MUST_MEET: Final = 300
"""Pairs that one rule may order to meet: more could not be kept in a morning."""
NAMED: Final = 2

IdPairs = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class GroupRuleView:
    """A rule between groups in words, with how many pairs of people it concerns now."""

    rule: GroupRule
    one: str
    other: str
    pairs: int


def groups_at(event: Event) -> dict[str, str]:
    """Return every group that a rule can name, by key: sectors, organisations, answers."""
    people = _people(event)
    found = {group_key(SECTOR, sector.id): f"the sector {sector.name}" for sector in event.sectors}
    names: dict[str, str] = {}
    for person in people:
        if key := organisation_key(person.organisation):
            names.setdefault(key, person.organisation)
    for key, name in sorted(names.items()):
        found[group_key(ORGANISATION, key)[:KEY]] = f"the organisation {name}"
    for question in event.questions:
        for choice in question.choices:
            key = group_key(ANSWER, f"{question.id}-{choice}")[:KEY]
            found[key] = f"“{choice}” to “{question.label}”"
    return found


def group_rules_of(event: Event) -> list[GroupRuleView]:
    """Return the event's rules between groups, in the order they were added."""
    words, members = groups_at(event), _members(event, _people(event))
    return [
        GroupRuleView(
            rule,
            words.get(rule.one, "a group that is gone"),
            words.get(rule.other, "a group that is gone"),
            len(pairs_between(members, rule.one, rule.other)),
        )
        for rule in _rows(event.id)
    ]


def add_group_rule(event: Event, kind: str, one: str, other: str) -> GroupRule:
    """Add a rule between two groups, or within one; a rule that is there already stays.

    Raises InvalidInput for an unknown kind or group, RuleBroken, naming people, for a rule that
    contradicts another or orders more meetings than a morning holds.
    """
    kind = read_kind(kind, "group_kind")
    if kind not in BETWEEN_GROUPS:
        raise InvalidInput("Choose what the rule should be.", field="group_kind")
    known = groups_at(event)
    for field, key in (("group_one", one), ("group_other", other)):
        if key not in known:
            raise InvalidInput("Choose a group.", field=field)
    one, other = min(one, other), max(one, other)
    with transaction():
        lock_event(event.id)
        rows = _rows(event.id)
        there = next((r for r in rows if (r.kind, r.one, r.other) == (kind, one, other)), None)
        if there is not None:
            return there
        _check_possible(event, kind, one, other, rows)
        rule = GroupRule(event_id=event.id, kind=kind, one=one, other=other)
        db.session.add(rule)
    return rule


def _check_possible(
    event: Event, kind: PairKind, one: str, other: str, rows: Iterable[GroupRule]
) -> None:
    """Refuse more meetings than a morning holds, and what another rule forbids."""
    people = _people(event)
    members = _members(event, people)
    pairs = pairs_between(members, one, other)
    if kind is PairKind.MUST_MEET and len(pairs) > MOST_MUST_MEET:
        raise RuleBroken(
            f"That is {len(pairs)} meetings, more than a morning holds: choose “would like to "
            "meet”, or smaller groups.",
            Rule.TOO_MANY,
            field="group_kind",
        )
    for row in rows:
        clash = pairs & pairs_between(members, row.one, row.other)
        if kind.contradicts(row.kind) and clash:
            raise RuleBroken(
                f"{_named(clash, people)} would be brought together by one rule and kept apart "
                "by another: remove the other one first.",
                Rule.CONTRADICTION,
                field="group_other",
            )


def remove_group_rule(event: Event, rule_id: int) -> GroupRuleView | None:
    """Remove a rule and return what it was, to undo it; None if it is gone already."""
    with transaction():
        view = next((v for v in group_rules_of(event) if v.rule.id == rule_id), None)
        if view is not None:
            db.session.delete(view.rule)
    return view


def group_pairs(event: Event, people: Sequence[Attendee]) -> Mapping[PairKind, IdPairs]:
    """Return what the rules between groups say of these people: pairs of ids by kind.

    Two people who must not meet by one rule are not brought together by another.
    """
    rows = _rows(event.id)
    if not rows:
        return {}
    members = _members(event, people)
    found: defaultdict[PairKind, IdPairs] = defaultdict(frozenset)
    for row in rows:
        found[row.kind] |= pairs_between(members, row.one, row.other)
    apart = found.pop(PairKind.APART, frozenset())
    return {PairKind.APART: apart} | {kind: pairs - apart for kind, pairs in found.items()}


def rule_contradictions(event: Event) -> list[str]:
    """Say by name where rules contradict each other now: groups change as people sign up.

    A rule between two named people goes before one between groups; a must meet of colleagues
    cannot be kept while colleagues are kept apart.
    """
    pair_rows = db.session.scalars(select(PairRule).where(PairRule.event_id == event.id)).all()
    rows = _rows(event.id)
    if not rows and not (event.apart_organisations and pair_rows):
        return []
    people = _people(event)
    by_id = {person.id: person for person in people}
    members = _members(event, people) if rows else []
    pairs = [(row.kind, pairs_between(members, row.one, row.other)) for row in rows]
    sentences = []
    for number, (kind, mine) in enumerate(pairs):
        for other, theirs in pairs[:number]:
            if kind.contradicts(other) and (clash := mine & theirs):
                sentences.append(
                    f"{_named(clash, people)} are brought together by one rule between groups and "
                    "kept apart by another: they stay apart."
                )
    if event.apart_organisations:
        for row in pair_rows:
            a, b = by_id.get(row.a_id), by_id.get(row.b_id)
            key = organisation_key(a.organisation) if a else ""
            if (
                row.kind in (PairKind.MUST_MEET, PairKind.TOGETHER)
                and a
                and b
                and key
                and (key == organisation_key(b.organisation))
            ):
                sentences.append(
                    f"{a.name} and {b.name} have a rule that brings them together, but colleagues "
                    f"of one organisation ({a.organisation}) are kept apart."
                )
    return sentences


def _named(pairs: IdPairs, people: Sequence[Attendee]) -> str:
    """Such as "Ann and Bo (and 3 more pairs)"."""
    names = {person.id: person.name for person in people}
    first = sorted(pairs)[0]
    words = listed([names[id_] for id_ in first], NAMED)
    more = len(pairs) - 1
    return f"{words} (and {count(more, 'more pair')})" if more else words


def _rows(event_id: int) -> Sequence[GroupRule]:
    return db.session.scalars(
        select(GroupRule).where(GroupRule.event_id == event_id).order_by(GroupRule.id)
    ).all()


def _people(event: Event) -> Sequence[Attendee]:
    return db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.state.in_(COMING))
        .order_by(Attendee.id)
    ).all()


def _members(event: Event, people: Sequence[Attendee]) -> list[GroupMember]:
    chosen: defaultdict[int, set[str]] = defaultdict(set)
    questions = [question.id for question in event.questions if question.choices]
    answers = select(Answer).where(Answer.question_id.in_(questions))
    for answer in db.session.scalars(answers) if questions else ():
        value: Any = answer.value
        for choice in value if isinstance(value, list) else [value]:
            key = group_key(ANSWER, f"{answer.question_id}-{choice}")[:KEY]
            chosen[answer.attendee_id].add(key)
    return [
        GroupMember(
            person.id,
            frozenset(
                {
                    group_key(SECTOR, person.sector_id),
                    group_key(ORGANISATION, organisation_key(person.organisation))[:KEY],
                    *chosen[person.id],
                }
            ),
        )
        for person in people
    ]
