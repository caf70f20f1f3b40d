"""Whom people would like to meet or avoid: said by themselves, answered by the organiser.

Nobody but the writer and the organisers sees any of it; to the engine goes what an organiser made
a rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import contains_eager

from scheduler.domain.languages import gettext
from scheduler.domain.planning.wishes import WishKind, read_wishes, wishes_open
from scheduler.domain.states import COMING
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, PairRule, SeatingWish, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.people.presence import sign_ups_before
from scheduler.services.planning.rules.pair_rules import find_person, label, put_rule
from scheduler.services.registration.places import lock_attendee, lock_event


@dataclass(frozen=True, slots=True)
class WishView:
    """A wish as the organiser reads it. ``found``: whom the words stand for, if it is plain."""

    wish: SeatingWish
    found: str


def may_say(attendee: Attendee, now: datetime) -> bool:
    """Whether the attendee may say now whom they would like to meet or avoid."""
    event = attendee.event
    open_now = wishes_open(event.wishes_until, event.starts_at, now)
    return attendee.state in COMING and open_now and event.called_off_at is None


def own_wishes(attendee: Attendee) -> dict[WishKind, list[str]]:
    """Return what the attendee said of each kind, in their order."""
    rows = _rows_of(attendee)
    return {kind: [row.words for row in rows if row.kind == kind] for kind in WishKind}


def say_wishes(attendee: Attendee, said: Mapping[WishKind, Sequence[str]], now: datetime) -> None:
    """Keep what the attendee says now in the place of what they said before.

    A line that stays keeps what the organiser answered; with one that goes, the rule that was made
    of it goes too. Raises RuleBroken, rule CLOSED, once the time for it is over, and InvalidInput
    as ``read_wishes``.
    """
    wanted = {kind: read_wishes(kind, said.get(kind, ())) for kind in WishKind}
    with transaction():
        attendee = lock_attendee(attendee.id)
        if not may_say(attendee, now):
            raise RuleBroken(
                gettext("The time to say so is over. Nothing was changed."), Rule.CLOSED
            )
        rows = _rows_of(attendee)
        for row in rows:
            if row.words not in wanted[row.asks]:
                _take_back(row)
        there = {(row.asks, row.words) for row in rows}
        for kind, lines in wanted.items():
            for words in lines:
                if (kind, words) not in there:
                    db.session.add(
                        SeatingWish(
                            attendee_id=attendee.id, kind=kind.value, words=words, said_at=now
                        )
                    )


def wishes_of(event: Event, coming: Sequence[Attendee]) -> list[WishView]:
    """Return what people of the event said, what is not answered yet first.

    ``coming``: everybody who has not cancelled, among whom the words are looked for.
    """
    rows = db.session.scalars(
        select(SeatingWish)
        .join(SeatingWish.attendee)
        .where(Attendee.event_id == event.id, Attendee.state.in_(COMING))
        .options(contains_eager(SeatingWish.attendee))
        .order_by(SeatingWish.seen_at.is_not(None), SeatingWish.id)
    ).all()
    return [WishView(row, _found(row, coming)) for row in rows]


def wishes_to_answer(event_id: int) -> int:
    """Return how many wishes no organiser has answered."""
    number = select(func.count()).select_from(SeatingWish).join(SeatingWish.attendee)
    unanswered = SeatingWish.seen_at.is_(None)
    return (
        db.session.scalar(
            number.where(Attendee.event_id == event_id, Attendee.state.in_(COMING), unanswered)
        )
        or 0
    )


def make_wish_rule(event: Event, wish_id: int, person: Attendee, now: datetime) -> SeatingWish:
    """Make a rule of a wish: they are to meet if possible, or are kept apart.

    That somebody would rather not sit with another goes before every wish about the two, also
    where a rule was made of it; nobody is told. Raises InvalidInput and RuleBroken as ``put_rule``.
    """
    with transaction():
        lock_event(event.id)
        wish = _wish(event, wish_id)
        if wish.attendee_id == person.id:
            raise InvalidInput(f"{person.name} wrote this: choose the other person.")
        pair = sorted((wish.attendee_id, person.id))
        between = (PairRule.a_id == pair[0]) & (PairRule.b_id == pair[1]) & (PairRule.bundle == "")
        if wish.asks is WishKind.AVOID:
            changed_rows(delete(PairRule).where(between, PairRule.kind == WishKind.MEET.value))
        there = db.session.scalar(select(PairRule.id).where(between, PairRule.kind == wish.kind))
        theirs = select(SeatingWish.id).where(SeatingWish.rule_id == there)
        rule = put_rule(event, wish.kind, *pair)
        # A rule of the organiser's own stays theirs: it does not go when the wish does.
        if there is None or db.session.scalar(theirs):
            wish.rule_id = rule.id
        wish.seen_at = now
    return wish


def note_wish_seen(event: Event, wish_id: int, now: datetime) -> SeatingWish:
    """Note that an organiser has read a wish and makes no rule of it."""
    with transaction():
        lock_event(event.id)
        wish = _wish(event, wish_id)
        _take_rule(wish)
        wish.seen_at = now
    return wish


def forget_wishes(body_id: int, time: timedelta, now: datetime) -> int:
    """Delete what was said of events long over, with the rules made of it; return how many.

    In the caller's transaction.
    """
    said = SeatingWish.attendee_id.in_(sign_ups_before(body_id, now - time))
    made = select(SeatingWish.rule_id).where(said, SeatingWish.rule_id.is_not(None))
    changed_rows(delete(PairRule).where(PairRule.id.in_(made)))
    return changed_rows(delete(SeatingWish).where(said))


def _take_back(wish: SeatingWish) -> None:
    _take_rule(wish)
    db.session.delete(wish)


def _take_rule(wish: SeatingWish) -> None:
    """Delete the rule made of the wish, unless another wish asks for the same."""
    rule_id, wish.rule_id = wish.rule_id, None
    db.session.flush()
    others = select(SeatingWish.id).where(SeatingWish.rule_id == rule_id)
    if rule_id is not None and not db.session.scalar(others):
        rule = db.session.get(PairRule, rule_id)
        if rule is not None:
            db.session.delete(rule)


def _found(wish: SeatingWish, coming: Sequence[Attendee]) -> str:
    others = [person for person in coming if person.id != wish.attendee_id]
    for typed in (wish.words, wish.words.split(",")[0]):
        try:
            return label(find_person(others, typed))
        except InvalidInput:
            continue
    return ""


def _rows_of(attendee: Attendee) -> Sequence[SeatingWish]:
    return db.session.scalars(
        select(SeatingWish).where(SeatingWish.attendee_id == attendee.id).order_by(SeatingWish.id)
    ).all()


def _wish(event: Event, wish_id: int) -> SeatingWish:
    wish = db.session.scalar(
        select(SeatingWish)
        .join(SeatingWish.attendee)
        .where(SeatingWish.id == wish_id, Attendee.event_id == event.id)
    )
    if wish is None:
        raise RuleBroken("This was taken back meanwhile. Nothing was changed.", Rule.STALE)
    return wish
