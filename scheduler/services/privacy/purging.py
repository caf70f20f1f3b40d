"""What has been kept for long enough goes, and it is said what went."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from scheduler.domain.english import count
from scheduler.domain.people import fields
from scheduler.domain.people.questions.custom import KEPT_DAYS
from scheduler.domain.people.questions.values import empty
from scheduler.domain.privacy.retention import (
    EMAILS,
    GROUPS,
    NAMES,
    NEEDS,
    PRINTED,
    RATINGS,
    WISHES,
    RetentionRule,
)
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.domain.states import MailState
from scheduler.models import (
    Answer,
    Attendee,
    Event,
    ExchangeItem,
    OrganisingBody,
    OutgoingMail,
    Question,
    SheetPrint,
    db,
    transaction,
)
from scheduler.models.database import changed_rows
from scheduler.services.afterwards.exchanges.answering import forget_exchanges
from scheduler.services.afterwards.exchanges.lines import forget_lines
from scheduler.services.afterwards.ratings import forget_ratings
from scheduler.services.afterwards.touch import forget_one_sided
from scheduler.services.afterwards.working_groups.answering import forget_unanswered
from scheduler.services.events.deletion import forget_alone
from scheduler.services.people.removing import KEPT
from scheduler.services.planning.rules.wishes import forget_wishes
from scheduler.services.privacy.anonymity import remove_identities
from scheduler.services.privacy.erasing import forget_sign_ups
from scheduler.services.privacy.records import note_record

WHO: Final = "Crosstalk"
_NOTHING_NEEDED: Final = {field.name: empty(field.kind) for field in fields.NEEDS}
_ENDED: Final = (
    MailState.SENT,
    MailState.UNSENT,
    MailState.REFUSED,
    MailState.FAILED,
    MailState.RETURNED,
)

log = structlog.get_logger("crosstalk")


def purge(now: datetime) -> int:
    """Delete what each body has kept for long enough; return how many things went.

    Each body's record says what. A second time nothing is left to go.
    """
    bodies = db.session.scalars(select(OrganisingBody.id)).all()
    db.session.rollback()
    return sum(_purge_body(body_id, now) for body_id in bodies)


def _purge_body(body_id: int, now: datetime) -> int:
    gone = 0
    for went, sentence in _STEPS:
        with transaction():
            number = went(body_id, now)
            if number:
                note_record(body_id, WHO, sentence(number), now)
                log.info("kept for long enough", body_id=body_id, number=number)
        gone += number
    return gone


def _ended(body_id: int, kept: RetentionRule, now: datetime) -> Select[int]:
    return select(Event.id).where(Event.body_id == body_id, Event.ends_at < now - kept.time)


def _needs(body_id: int, now: datetime) -> int:
    said = or_(*(getattr(Attendee, name) != none for name, none in _NOTHING_NEEDED.items()))
    old = Attendee.event_id.in_(_ended(body_id, NEEDS, now))
    return changed_rows(update(Attendee).where(said, old).values(_NOTHING_NEEDED))


def _answers(body_id: int, now: datetime) -> int:
    gone = 0
    for days in KEPT_DAYS:
        ended = Event.ends_at < now - timedelta(days=days)
        old = (
            select(Question.id)
            .join(Event, Question.event_id == Event.id)
            .where(Event.body_id == body_id, Question.kept_days == days, ended)
        )
        gone += changed_rows(delete(Answer).where(Answer.question_id.in_(old)))
    return gone


def _sheets(body_id: int, now: datetime) -> int:
    old = SheetPrint.event_id.in_(_ended(body_id, PRINTED, now))
    return changed_rows(delete(SheetPrint).where(old))


def _emails(body_id: int, now: datetime) -> int:
    old = OutgoingMail.event_id.in_(_ended(body_id, EMAILS, now))
    ended = OutgoingMail.state.in_(_ENDED) & (func.length(OutgoingMail.message) > 0)
    return changed_rows(update(OutgoingMail).where(old, ended).values(message=b""))


def _wishes(body_id: int, now: datetime) -> int:
    return forget_wishes(body_id, WISHES.time, now)


def _ratings(body_id: int, now: datetime) -> int:
    return forget_ratings(body_id, RATINGS.time, now)


def _groups(body_id: int, now: datetime) -> int:
    return forget_unanswered(body_id, GROUPS.time, now)


def _exchanges(body_id: int, now: datetime) -> int:
    gone = forget_exchanges(body_id, now)
    forget_lines(body_id)
    return gone


def _names(body_id: int, now: datetime) -> int:
    people = db.session.scalars(
        select(Attendee)
        .join(Event, Attendee.event_id == Event.id)
        .where(Attendee.name != NAME_REMOVED, Event.body_id == body_id, _long_ago(now))
    ).all()
    series = {person.event.series_id for person in people}
    remove_identities(people, now, keep_organisation=True)
    theirs = OutgoingMail.attendee_id.in_([person.id for person in people])
    changed_rows(delete(OutgoingMail).where(theirs))
    items = ExchangeItem.attendee_id.in_([person.id for person in people])
    changed_rows(delete(ExchangeItem).where(items))
    for one in series - {None}:
        forget_alone(one)
    return len(people)


def _removed(body_id: int, now: datetime) -> int:
    people = db.session.scalars(
        select(Attendee)
        .join(Event, Attendee.event_id == Event.id)
        .where(
            Event.body_id == body_id,
            Attendee.name != NAME_REMOVED,
            Attendee.removed_at <= now - KEPT,
        )
    ).all()
    series = {person.event.series_id for person in people}
    theirs = OutgoingMail.attendee_id.in_([person.id for person in people])
    changed_rows(delete(OutgoingMail).where(theirs))
    forget_sign_ups(people, now)
    for one in series - {None}:
        forget_alone(one)
    return len(people)


def _long_ago(now: datetime) -> ColumnElement[bool]:
    """The last event of the series, or the event itself outside of one, is long over."""
    later = aliased(Event)
    since = now - NAMES.time
    kept = select(later.series_id).where(later.ends_at >= since, later.series_id.is_not(None))
    return (Event.ends_at < since) & or_(Event.series_id.is_(None), Event.series_id.not_in(kept))


_STEPS: Final[tuple[tuple[Callable[[int, datetime], int], Callable[[int], str]], ...]] = (
    (_needs, lambda n: f"Dietary and access needs of {count(n, 'person', 'people')} removed."),
    (_answers, lambda n: f"{count(n, 'answer')} to questions of your own removed."),
    (_sheets, lambda n: f"What {count(n, 'print')} of sheets said removed."),
    (_emails, lambda n: f"The text of {count(n, 'email')} removed."),
    (forget_one_sided, lambda n: f"{count(n, 'answer')} about staying in touch removed."),
    (_exchanges, lambda n: f"{count(n, 'exchange')} to which not both said yes removed."),
    (_wishes, lambda n: f"{count(n, 'wish', 'wishes')} about whom to sit with removed."),
    (_removed, lambda n: f"{count(n, 'sign-up')} that you removed deleted."),
    (_ratings, lambda n: f"What was said of {count(n, 'round')} removed."),
    (_groups, lambda n: f"{count(n, 'place')} in working groups that nobody agreed to removed."),
    (_names, lambda n: f"Names and addresses of {count(n, 'sign-up')} removed."),
)
