"""What the people of a series offer and look for now, each line with its kind."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, union
from sqlalchemy.orm import contains_eager, joinedload

from scheduler.domain.afterwards.exchanges import (
    ExchangeKind,
    ExchangeLine,
    ExchangeMember,
    kind_of_line,
)
from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.domain.states import PairKind, RegistrationState
from scheduler.models import (
    Attendee,
    Event,
    Exchange,
    ExchangeItem,
    GroupRule,
    PairRule,
    Series,
    db,
    transaction,
)
from scheduler.services.people.presence import is_coming
from scheduler.services.planning.memory import standing_contacts
from scheduler.services.planning.rules.group_rules import group_pairs

LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One line of somebody's latest sign-up that has any. ``contact``: who they are in the series.

    ``key`` tells it from all others, for forms; it changes with the words.
    """

    key: str
    contact: int
    person: Attendee
    asks: bool
    words: str
    kind: ExchangeKind

    @property
    def line(self) -> ExchangeLine:
        """The same for matching."""
        return ExchangeLine(self.key, self.contact, self.words, self.kind)


def open_lines(series: Series) -> list[OpenLine]:
    """Return everything that people of the series offer and look for, by name.

    People are asked by email, so that those without an address have none. Changes nothing.
    """
    people = _latest_with_lines(series)
    ids = [person.id for person in people.values()]
    items = db.session.scalars(select(ExchangeItem).where(ExchangeItem.attendee_id.in_(ids)))
    kinds = {(item.attendee_id, item.asks, item.words): item.kind for item in items}
    found = []
    for contact, person in people.items():
        for asks, lines in ((False, person.offers), (True, person.asks)):
            for words in dict.fromkeys(line[:LONGEST_LINE] for line in lines):
                kind = kind_of_line(kinds.get((person.id, asks, words)), words)
                key = line_key(person.id, asks, words)
                found.append(OpenLine(key, contact, person, asks, words, kind))
    return sorted(found, key=lambda one: (one.person.name_key, one.person.id, one.words))


def members_of_lines(lines: Sequence[OpenLine]) -> dict[int, ExchangeMember]:
    """Return organisation, sector and areas of everybody who has a line."""
    return {
        one.contact: ExchangeMember(
            organisation_key(one.person.organisation),
            one.person.sector.name if one.person.sector else "",
            tuple(one.person.priorities),
        )
        for one in lines
    }


def kept_apart(series: Series) -> set[tuple[int, int]]:
    """Return the contacts, two by two and ascending, who must not meet at some event."""
    standing = standing_contacts(series.id)
    events = {e.id: e for e in db.session.scalars(select(Event).filter_by(series_id=series.id))}
    people: defaultdict[int, list[Attendee]] = defaultdict(list)
    coming = select(Attendee).where(Attendee.event_id.in_(events), is_coming())
    for person in db.session.scalars(coming.options(joinedload(Attendee.sector))):
        people[person.event_id].append(person)
    contact = {p.id: standing.get(p.contact_id or 0, 0) for each in people.values() for p in each}
    rules = select(PairRule.a_id, PairRule.b_id).where(
        PairRule.event_id.in_(events), PairRule.kind == PairKind.APART
    )
    pairs = [(a, b) for a, b in db.session.execute(rules)]
    grouped = select(GroupRule.event_id).where(GroupRule.event_id.in_(events)).distinct()
    for event_id in db.session.scalars(grouped):
        pairs += group_pairs(events[event_id], people[event_id]).get(PairKind.APART, ())
    return {
        (min(one, other), max(one, other))
        for one, other in ((contact.get(a, 0), contact.get(b, 0)) for a, b in pairs)
    }


def say_kinds(series: Series, kinds: Mapping[str, ExchangeKind]) -> int:
    """Keep the kinds of these lines, by their keys; return how many changed.

    A line that its writer has changed meanwhile is passed over.
    """
    with transaction():
        changed = [
            (line, kinds[line.key])
            for line in open_lines(series)
            if kinds.get(line.key, line.kind) != line.kind
        ]
        for line, kind in changed:
            item_of(line).kind = kind
    return len(changed)


def item_of(line: OpenLine) -> ExchangeItem:
    """Return the line as it is kept, in the caller's transaction; one that is not yet is added."""
    there = db.session.scalar(
        select(ExchangeItem).where(
            ExchangeItem.attendee_id == line.person.id,
            ExchangeItem.asks.is_(line.asks),
            ExchangeItem.words == line.words,
        )
    )
    if there is None:
        there = ExchangeItem(
            attendee_id=line.person.id, asks=line.asks, words=line.words, kind=line.kind
        )
        db.session.add(there)
        db.session.flush()
    return there


def forget_lines(body_id: int) -> int:
    """Delete lines that no exchange needs and that their writer has changed since; how many.

    In the caller's transaction.
    """
    events = select(Event.id).where(Event.body_id == body_id)
    used = union(select(Exchange.offer_id), select(Exchange.ask_id))
    items = db.session.scalars(
        select(ExchangeItem)
        .join(ExchangeItem.attendee)
        .where(Attendee.event_id.in_(events), ExchangeItem.id.not_in(used))
        .options(contains_eager(ExchangeItem.attendee))
    ).all()
    old = [one for one in items if one.words not in _said(one)]
    for one in old:
        db.session.delete(one)
    return len(old)


def _said(item: ExchangeItem) -> set[str]:
    lines = item.attendee.asks if item.asks else item.attendee.offers
    return {line[:LONGEST_LINE] for line in lines}


def line_key(attendee_id: int, asks: bool, words: str) -> str:
    """The key of a line of that sign-up."""
    digest = hashlib.sha256(words.encode()).hexdigest()[:12]
    return f"{attendee_id}-{'ask' if asks else 'offer'}-{digest}"


def _latest_with_lines(series: Series) -> dict[int, Attendee]:
    """By who they are in the series: the latest sign-up of each that has a line."""
    standing = standing_contacts(series.id)
    rows = db.session.scalars(
        select(Attendee)
        .join(Attendee.event)
        .where(
            Event.series_id == series.id,
            Event.called_off_at.is_(None),
            Attendee.state == RegistrationState.PLACED,
            Attendee.contact_id.is_not(None),
            Attendee.email.is_not(None),
            Attendee.removed_at.is_(None),
            Attendee.name != NAME_REMOVED,
        )
        .options(contains_eager(Attendee.event), joinedload(Attendee.sector))
        .order_by(Event.starts_at.desc(), Attendee.id.desc())
    )
    found: dict[int, Attendee] = {}
    for person in rows:
        if person.offers or person.asks:
            found.setdefault(standing[person.contact_id or 0], person)
    return found
