"""Pairs of an offer and an ask: suggested, put together by hand, left out, and proposed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from scheduler.domain.afterwards.exchanges import (
    MOST_EACH,
    ExchangeLine,
    is_answerable,
    possible_pairs,
    worth_of,
)
from scheduler.domain.people.organisations import organisation_key
from scheduler.engine.matching import best_matching
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Exchange, ExchangeItem, Series, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.afterwards.exchanges.lines import (
    OpenLine,
    item_of,
    kept_apart,
    members_of_lines,
    open_lines,
)
from scheduler.services.people.contacts import lock_series
from scheduler.services.planning.memory import standing_contacts


@dataclass(frozen=True, slots=True)
class Suggested:
    """How many pairs were suggested, and of how many possible ones; both numbers are the most.

    ``with_area``: how many share a priority area, the most that so many pairs can.
    """

    pairs: int
    with_area: int
    possible: int


def suggest(series: Series, most: int, now: datetime) -> Suggested:
    """Make drafts of the most pairs in which each gives and takes at most ``most`` times.

    Drafts that were suggested before go; those by hand, and what was proposed, stay and count.
    Raises InvalidInput, field ``most``, for a number that is not from 1 to MOST_EACH.
    """
    if not 1 <= most <= MOST_EACH:
        raise InvalidInput(f"Enter a whole number from 1 to {MOST_EACH}.", field="most")
    with transaction():
        lock_series(series)
        earlier = Exchange.proposed_at.is_(None) & Exchange.by_hand.is_(False)
        changed_rows(delete(Exchange).where(Exchange.series_id == series.id, earlier))
        lines = open_lines(series)
        gives, takes, taken = _there_already(series)
        possible = {
            people: one
            for people, one in possible_pairs(
                _lines(lines, asks=False),
                _lines(lines, asks=True),
                members_of_lines(lines),
                kept_apart(series),
            ).items()
            if people not in taken
        }
        found = best_matching(
            worth_of(possible),
            {one: most - gives[one] for one, _ in possible},
            {other: most - takes[other] for _, other in possible},
        )
        by_key = {line.key: line for line in lines}
        for people in found:
            one = possible[people]
            _add(series, by_key[one.offer.key], by_key[one.ask.key], now, by_hand=False)
    return Suggested(len(found), sum(bool(possible[p].area) for p in found), len(possible))


def put_together(series: Series, offer_key: str, ask_key: str, now: datetime) -> None:
    """Make a draft of these two lines, of whatever kinds.

    Raises InvalidInput, with the field, for a line that is not there any more, and RuleBroken for
    two who must not meet, for colleagues, and for what there is already.
    """
    with transaction():
        lock_series(series)
        by_key = {line.key: line for line in open_lines(series)}
        offer, ask = by_key.get(offer_key), by_key.get(ask_key)
        if offer is None or offer.asks:
            raise InvalidInput("Choose an offer from the list.", field="offer")
        if ask is None or not ask.asks:
            raise InvalidInput("Choose from the list of what people look for.", field="ask")
        _check(series, offer, ask)
        _add(series, offer, ask, now, by_hand=True)


def leave_out(series: Series, exchange_id: int) -> None:
    """Delete a draft. Raises RuleBroken for one that is gone, or was proposed meanwhile."""
    draft = Exchange.proposed_at.is_(None) & (Exchange.id == exchange_id)
    with transaction():
        if not changed_rows(delete(Exchange).where(draft, Exchange.series_id == series.id)):
            raise RuleBroken(
                "This pair has been left out or proposed meanwhile. Nothing was done.", Rule.STALE
            )


def exchanges_of(series: Series) -> Sequence[Exchange]:
    """Return the series' exchanges with their people, by the name of who gives."""
    rows = db.session.scalars(
        select(Exchange)
        .where(Exchange.series_id == series.id)
        .options(
            *(
                joinedload(side).joinedload(ExchangeItem.attendee).joinedload(Attendee.sector)
                for side in (Exchange.offer, Exchange.ask)
            ),
            joinedload(Exchange.project),
        )
    ).all()
    return sorted(rows, key=lambda one: (one.offer.attendee.name_key, one.id))


def drafts_of(series: Series) -> list[Exchange]:
    """Return those that were not proposed yet."""
    return [one for one in exchanges_of(series) if one.proposed_at is None]


def people_of(exchanges: Sequence[Exchange]) -> list[Attendee]:
    """Return everybody who takes part in these, each once, by name."""
    found = {p.id: p for one in exchanges for p in (one.offer.attendee, one.ask.attendee)}
    return sorted(found.values(), key=lambda person: (person.name_key, person.id))


def still_open(exchanges: Sequence[Exchange], now: datetime) -> list[Exchange]:
    """Return those that were proposed, may still be answered, and to which not both said yes."""
    return [
        one
        for one in exchanges
        if one.proposed_at and one.project_id is None and is_answerable(one.proposed_at, now)
    ]


def _lines(lines: Sequence[OpenLine], *, asks: bool) -> list[ExchangeLine]:
    return [one.line for one in lines if one.asks is asks]


def _there_already(
    series: Series,
) -> tuple[Counter[int], Counter[int], set[tuple[int, int]]]:
    """How often each contact gives and takes already, and which two are together already."""
    standing = standing_contacts(series.id)
    pairs = [
        tuple(standing.get(p.contact_id or 0, 0) for p in (one.offer.attendee, one.ask.attendee))
        for one in exchanges_of(series)
    ]
    gives, takes = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    return gives, takes, {(one, other) for one, other in pairs}


def _check(series: Series, offer: OpenLine, ask: OpenLine) -> None:
    one, other = offer.contact, ask.contact
    names = f"{offer.person.name} and {ask.person.name}"
    if one == other:
        raise RuleBroken("That is one person.", Rule.CONTRADICTION)
    ours, theirs = (organisation_key(line.person.organisation) for line in (offer, ask))
    if ours and ours == theirs:
        raise RuleBroken(f"{names} come from one organisation.", Rule.CONTRADICTION)
    if (min(one, other), max(one, other)) in kept_apart(series):
        raise RuleBroken(f"{names} must not meet, says a rule.", Rule.CONTRADICTION)
    if (one, other) in _there_already(series)[2]:
        raise RuleBroken(f"{names} are a pair already.", Rule.TAKEN)


def _add(series: Series, offer: OpenLine, ask: OpenLine, now: datetime, *, by_hand: bool) -> None:
    made = Exchange(
        series_id=series.id,
        offer_id=item_of(offer).id,
        ask_id=item_of(ask).id,
        by_hand=by_hand,
        made_at=now,
    )
    db.session.add(made)
