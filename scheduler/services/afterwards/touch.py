"""Staying in touch: whom somebody met, what each said, and what both then learn.

A person learns of another's answer in one case only: both said yes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from scheduler.domain.afterwards.touch import LONGEST_NOTE, OPEN_FOR, TouchReply, closes_at
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.domain.states import RegistrationState
from scheduler.domain.text import paragraph
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, TouchAnswer, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.afterwards.opening import is_looked_back_on
from scheduler.services.people.presence import sign_ups_before, was_there
from scheduler.services.planning.rounds.sittings import sat_together
from scheduler.services.registration.places import lock_attendee


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody whom a person met: at which table in which round, and what was said of them.

    ``mutual``: both said yes, and only then is the other's address to be shown.
    """

    person: Attendee
    sittings: Sequence[tuple[int, int]]
    said: TouchReply
    mutual: bool

    @property
    def met_words(self) -> str:
        """Such as "We met at table 4 in round 2"."""
        return "We met at " + " and ".join(
            f"table {table} in round {number}" for number, table in self.sittings
        )


@dataclass(frozen=True, slots=True)
class TouchProgress:
    """How many of an event's people have answered, and how many pairs both said yes."""

    came: int
    answered: int
    pairs: int


def may_say_of_others(event: Event, now: datetime) -> bool:
    """Whether people may say with whom they would like to stay in touch."""
    return is_looked_back_on(event, now) and now < closes_at(event.ends_at)


def partners_of(attendee: Attendee, now: datetime) -> list[Met]:
    """Return whom the attendee sat with, in the order of their rounds. Changes nothing."""
    at: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    sittings = sat_together(attendee.event, now)
    mine = {(s.round, s.table) for s in sittings if s.person == attendee.id}
    for sitting in sittings:
        if sitting.person != attendee.id and (sitting.round, sitting.table) in mine:
            at[sitting.person].append((sitting.round, sitting.table))
    said, both = _said_by(attendee), _mutual_with(attendee)
    # Who was erased since has no name to be remembered by.
    people = db.session.scalars(
        select(Attendee).where(Attendee.id.in_(at), Attendee.name != NAME_REMOVED)
    )
    met = [Met(p, at[p.id], said.get(p.id, TouchReply()), p.id in both) for p in people]
    return sorted(met, key=lambda one: (one.sittings[0], one.person.name))


def say(attendee: Attendee, said: Mapping[int, TouchReply], now: datetime) -> int:
    """Keep what the attendee said of people they met, by their id; return how many answers changed.

    Ids of people they did not meet are passed over. Raises RuleBroken, rule CLOSED, outside of
    the time for it, and InvalidInput, field ``note-<id>``, for a note that is too long.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if not may_say_of_others(attendee.event, now):
            raise RuleBroken("The time to say so is over. Nothing was changed.", Rule.CLOSED)
        met = {one.person.id: one.said for one in partners_of(attendee, now)}
        changed = {
            other: TouchReply(answer.yes, paragraph(answer.note))
            for other, answer in said.items()
            if other in met
        }
        changed = {other: answer for other, answer in changed.items() if answer != met[other]}
        for other, answer in changed.items():
            if len(answer.note) > LONGEST_NOTE:
                sentence = f"A note can have at most {LONGEST_NOTE} characters."
                raise InvalidInput(sentence, field=f"note-{other}")
            db.session.merge(
                TouchAnswer(
                    attendee_id=attendee.id,
                    other_id=other,
                    yes=answer.yes,
                    note=answer.note,
                    said_at=now,
                )
            )
    return len(changed)


def agreed_with(attendee: Attendee) -> int:
    """Return how many people both said yes with the attendee."""
    return len(_mutual_with(attendee))


def touch_progress(event: Event) -> TouchProgress:
    """Return how far the people who came to an event have answered. Of whom, is not told."""
    came = select(Attendee.id).where(Attendee.event_id == event.id, was_there())
    ids = db.session.scalars(came).all()
    answered = db.session.scalar(
        select(func.count(TouchAnswer.attendee_id.distinct())).where(
            TouchAnswer.attendee_id.in_(ids), TouchAnswer.yes.is_not(None)
        )
    )
    pairs = db.session.scalar(
        select(func.count())
        .select_from(TouchAnswer)
        .where(
            TouchAnswer.attendee_id.in_(ids),
            TouchAnswer.attendee_id < TouchAnswer.other_id,
            TouchAnswer.yes.is_(True),
            _the_other_said_yes(),
        )
    )
    return TouchProgress(len(ids), answered or 0, pairs or 0)


def has_not_answered() -> ColumnElement[bool]:
    """The condition that an attendee has said nothing of anybody they met."""
    return ~exists().where(TouchAnswer.attendee_id == Attendee.id, TouchAnswer.yes.is_not(None))


def forget_one_sided(body_id: int, now: datetime) -> int:
    """Delete the answers of one side alone whose time is over; return how many.

    A note stays for its writer, without the answer. In the caller's transaction.
    """
    alone = and_(
        TouchAnswer.attendee_id.in_(sign_ups_before(body_id, now - OPEN_FOR)),
        or_(TouchAnswer.yes.is_not(True), ~_the_other_said_yes()),
    )
    gone = changed_rows(delete(TouchAnswer).where(alone, TouchAnswer.note == ""))
    return gone + changed_rows(
        update(TouchAnswer).where(alone, TouchAnswer.yes.is_not(None)).values(yes=None)
    )


def _said_by(attendee: Attendee) -> dict[int, TouchReply]:
    rows = db.session.scalars(select(TouchAnswer).where(TouchAnswer.attendee_id == attendee.id))
    return {row.other_id: TouchReply(row.yes, row.note) for row in rows}


def _mutual_with(attendee: Attendee) -> set[int]:
    return set(
        db.session.scalars(
            select(TouchAnswer.other_id)
            .join(Attendee, Attendee.id == TouchAnswer.other_id)
            .where(
                TouchAnswer.attendee_id == attendee.id,
                TouchAnswer.yes.is_(True),
                _the_other_said_yes(),
                Attendee.state == RegistrationState.PLACED,
            )
        )
    )


def _the_other_said_yes() -> ColumnElement[bool]:
    back = aliased(TouchAnswer)
    return exists().where(
        back.attendee_id == TouchAnswer.other_id,
        back.other_id == TouchAnswer.attendee_id,
        back.yes.is_(True),
    )
