"""What the two sides of an exchange say, and what each learns of the other.

A person learns of the other's answer in one case only: both said yes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from scheduler.domain.afterwards.exchanges import (
    OPEN_FOR,
    ExchangeKind,
    ExchangeMember,
    is_answerable,
    shared_area,
)
from scheduler.domain.languages import gettext
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import (
    Attendee,
    Exchange,
    ExchangeAnswer,
    ExchangeItem,
    Project,
    Series,
    db,
    transaction,
)
from scheduler.models.database import changed_rows
from scheduler.services.messages.attendee_mail import post_to
from scheduler.services.messages.words.group_letters import agreed_letter


@dataclass(frozen=True, slots=True)
class OwnExchange:
    """An exchange as one side sees it: what they said themselves, and never what the other did.

    ``gives``: they are the one who offers. ``mutual``: both said yes, and only then is the other's
    name and address to be shown.
    """

    id: int
    gives: bool
    kind: ExchangeKind
    own_words: str
    their_words: str
    other: Attendee
    said: bool | None
    mutual: bool
    open: bool
    closes_at: datetime


def own_exchanges(attendee: Attendee, now: datetime) -> list[OwnExchange]:
    """Return what the attendee was proposed, the newest first: open, or both said yes."""
    rows = _proposed_to(attendee)
    said = _answers([one.id for one in rows])
    found = []
    for one in rows:
        gives = one.offer.attendee_id == attendee.id
        own, their = (one.offer, one.ask) if gives else (one.ask, one.offer)
        mutual = _both_said_yes(one, said)
        assert one.proposed_at is not None, "drafts are not shown"
        answerable = is_answerable(one.proposed_at, now)
        if their.attendee.name != NAME_REMOVED and (mutual or answerable):
            found.append(
                OwnExchange(
                    id=one.id,
                    gives=gives,
                    kind=own.kind,
                    own_words=own.words,
                    their_words=their.words,
                    other=their.attendee,
                    said=said.get((one.id, attendee.id)),
                    mutual=mutual,
                    open=answerable and not mutual,
                    closes_at=one.proposed_at + OPEN_FOR,
                )
            )
    return found


def answer_exchange(attendee: Attendee, exchange_id: int, yes: bool, now: datetime) -> bool:
    """Keep what one side says; return whether both have now said yes.

    It may be changed until then; then a project of the series is made of it, and an email tells
    both. Raises NotFound for what was not proposed to them, RuleBroken, rule CLOSED, once it cannot
    be answered.
    """
    with transaction():
        db.session.execute(select(Exchange.id).where(Exchange.id == exchange_id).with_for_update())
        one = next((row for row in _proposed_to(attendee) if row.id == exchange_id), None)
        if one is None:
            raise NotFound(gettext("There is nothing to answer here any more."))
        said = _answers([one.id])
        assert one.proposed_at is not None, "drafts are not shown"
        if _both_said_yes(one, said) or not is_answerable(one.proposed_at, now):
            raise RuleBroken(
                gettext("The time to say so is over. Nothing was changed."), Rule.CLOSED
            )
        db.session.merge(
            ExchangeAnswer(exchange_id=one.id, attendee_id=attendee.id, yes=yes, said_at=now)
        )
        both = _both_said_yes(one, {**said, (one.id, attendee.id): yes})
        if both:
            _begin_project(one, now)
            for item, gives in ((one.offer, True), (one.ask, False)):
                post_to(agreed_letter, item.attendee, now, gives=gives, words=item.words)
    return both


def agreed_exchanges(series: Series) -> set[int]:
    """Return the ids of the series' exchanges to which both said yes."""
    rows = db.session.scalars(select(Exchange).where(Exchange.series_id == series.id)).all()
    said = _answers([one.id for one in rows])
    return {one.id for one in rows if _both_said_yes(one, said)}


def forget_exchanges(body_id: int, now: datetime) -> int:
    """Delete what was put together or proposed 30 days ago and is not agreed; return how many.

    In the caller's transaction.
    """
    own = select(Series.id).where(Series.body_id == body_id)
    since = func.coalesce(Exchange.proposed_at, Exchange.made_at)
    yes = (
        select(ExchangeAnswer.exchange_id)
        .where(ExchangeAnswer.yes)
        .group_by(ExchangeAnswer.exchange_id)
        .having(func.count() > 1)
    )
    return changed_rows(
        delete(Exchange).where(
            Exchange.series_id.in_(own), since <= now - OPEN_FOR, Exchange.id.not_in(yes)
        )
    )


def _proposed_to(attendee: Attendee) -> Sequence[Exchange]:
    offer, ask = aliased(ExchangeItem), aliased(ExchangeItem)
    return db.session.scalars(
        select(Exchange)
        .join(offer, offer.id == Exchange.offer_id)
        .join(ask, ask.id == Exchange.ask_id)
        .where(
            Exchange.proposed_at.is_not(None),
            or_(offer.attendee_id == attendee.id, ask.attendee_id == attendee.id),
        )
        .options(
            *(
                joinedload(side).joinedload(ExchangeItem.attendee)
                for side in (Exchange.offer, Exchange.ask)
            )
        )
        .order_by(Exchange.proposed_at.desc(), Exchange.id)
    ).all()


def _answers(ids: Sequence[int]) -> dict[tuple[int, int], bool]:
    rows = db.session.scalars(select(ExchangeAnswer).where(ExchangeAnswer.exchange_id.in_(ids)))
    return {(row.exchange_id, row.attendee_id): row.yes for row in rows}


def _both_said_yes(one: Exchange, said: Mapping[tuple[int, int], bool]) -> bool:
    sides = (one.offer.attendee_id, one.ask.attendee_id)
    return all(said.get((one.id, side), False) for side in sides)


def _begin_project(one: Exchange, now: datetime) -> None:
    giver, taker = one.offer.attendee, one.ask.attendee
    areas = [ExchangeMember("", "", tuple(person.priorities)) for person in (giver, taker)]
    latest = max((giver.event, taker.event), key=lambda event: event.starts_at)
    project = Project(
        event_id=latest.id,
        title=one.offer.words,
        partners=[p.organisation for p in (giver, taker) if p.organisation],
        area=shared_area(0, 1, dict(enumerate(areas))),
        created_at=now,
    )
    db.session.add(project)
    db.session.flush()
    one.project_id = project.id
