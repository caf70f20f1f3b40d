"""Answering people who have asked to come: looked at first, and undone whole.

Who asks takes no place: a request that nobody has read must not keep out somebody whom an
organiser has approved, and whoever chooses wants more requests than places. Who is approved gets
a place while one is free for their sector, in the order of asking; else they join the waiting list.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, Self

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.registration.waiting_list import Waiting, turns
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, db, transaction
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration.lifecycle import change, fill_places
from scheduler.services.registration.places import check_held, lock_event
from scheduler.services.registration.waiting_list import still_held, would_move_up

MOST_ANSWERED: Final = 200
"""So many at once can be undone: what Undo needs is kept in the browser."""

LONGEST_WORDS: Final = 1000

ASKED, PLACED, WAITING, CANCELLED = (
    RegistrationState.ASKED,
    RegistrationState.PLACED,
    RegistrationState.WAITING,
    RegistrationState.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class ApprovalAhead:
    """What approving people would do now, each in the order of asking.

    ``moving_up`` wait already, and get what is free before them.
    """

    placed: tuple[Attendee, ...]
    waiting: tuple[Attendee, ...]
    moving_up: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Ids of who got which answer, whether they were ``told``, and how many emails were written."""

    placed: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    declined: tuple[int, ...] = ()
    told: bool = True
    emails: int = 0

    def kept(self) -> dict[str, Any]:
        """Return it as plain values, for :meth:`read`."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what :meth:`kept` was asked of."""
        lists = {name: tuple(kept[name]) for name in ("placed", "waiting", "declined")}
        return cls(**lists, told=kept["told"], emails=kept["emails"])


def requests_of(event: Event, ids: Collection[int] | None = None) -> Sequence[Attendee]:
    """Return who waits for an answer, in the order of asking; of these ``ids``, or everybody."""
    wanted = select(Attendee).where(Attendee.event_id == event.id, Attendee.state == ASKED)
    if ids is not None:
        wanted = wanted.where(Attendee.id.in_(ids))
    return db.session.scalars(
        wanted.options(joinedload(Attendee.sector)).order_by(Attendee.signed_up_at, Attendee.id)
    ).all()


def effect_of_approving(event: Event, ids: Collection[int], now: datetime) -> ApprovalAhead:
    """Return what :func:`approve` would do now. Changes nothing."""
    people, moving = requests_of(event, ids), would_move_up(event, now)
    held = dict(still_held(event, now))
    for person in moving:
        if held.get(person.sector_id or 0):
            held[person.sector_id or 0] -= 1
    free = event.capacity - event.places_taken - len(moving)
    chosen = set(turns([Waiting(p.id, p.sector_id) for p in people], free, held).chosen)
    return ApprovalAhead(
        tuple(person for person in people if person.id in chosen),
        tuple(person for person in people if person.id not in chosen),
        tuple(moving),
    )


@letters_first
def approve(
    event: Event,
    ids: Collection[int],
    actor: Actor,
    now: datetime,
    *,
    tell: bool,
    expected: Collection[int],
) -> Answered:
    """Approve those of the people who still wait for an answer.

    Returns what :func:`undo_answer` needs. Raises InvalidInput for more than MOST_ANSWERED,
    RuleBroken while the event is called off, and, rule STALE, when others than the ``expected``
    ids would get a place.
    """
    _check_number(ids)
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        ahead = effect_of_approving(event, ids, now)
        if {person.id for person in ahead.placed} != set(expected):
            raise RuleBroken(
                "Places or requests have changed meanwhile: see who would get a place now.",
                Rule.STALE,
            )
        answer = partial(change, actor=actor, reason=Reason.APPROVED, now=now, tell=tell)
        written = fill_places(event, now)
        written += answer(ahead.placed, PLACED)
        written += answer(ahead.waiting, WAITING)
    return Answered(_ids(ahead.placed), _ids(ahead.waiting), told=tell, emails=written)


@letters_first
def decline(
    event: Event, ids: Collection[int], words: str, actor: Actor, now: datetime, *, tell: bool
) -> Answered:
    """Do not accept those of the people who still wait; they read ``words`` with it, if any.

    Returns what :func:`undo_answer` needs. Raises InvalidInput as :func:`approve`, and for more
    than LONGEST_WORDS characters.
    """
    _check_number(ids)
    if len(words) > LONGEST_WORDS:
        raise InvalidInput(f"Write at most {LONGEST_WORDS} characters.", field="words")
    with transaction():
        people = requests_of(lock_event(event.id), ids)
        written = change(
            people,
            CANCELLED,
            actor=actor,
            reason=Reason.NOT_ACCEPTED,
            now=now,
            tell=tell,
            words=words.strip(),
        )
    return Answered(declined=_ids(people), told=tell, emails=written)


@letters_first
def undo_answer(event: Event, made: Answered, actor: Actor, now: datetime) -> Answered:
    """Let the people wait for an answer again; those who were told of the first are told of this.

    Who has cancelled or moved up since is left as they are. Returns who was brought back and how
    many emails were written. Raises RuleBroken, and undoes nothing, when one of them has said
    since that they are coming, and while the event is called off.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        placed, waiting, declined = (
            _still(event, ids, state)
            for ids, state in (
                (made.placed, PLACED), (made.waiting, WAITING), (made.declined, CANCELLED)
            )
        )  # fmt: skip
        if sure := next((p for p in placed if p.confirmed_at is not None), None):
            raise RuleBroken(
                f"{sure.name} has said since that they are coming. To take the place away, cancel "
                "it on their page.",
                Rule.TAKEN,
            )
        declined = [person for person in declined if person.declined_at is not None]
        written = change(
            [*placed, *waiting, *declined],
            ASKED,
            actor=actor,
            reason=Reason.UNDONE,
            now=now,
            tell=made.told,
        )
        written += fill_places(event, now)
    return Answered(_ids(placed), _ids(waiting), _ids(declined), made.told, written)


def _still(event: Event, ids: Collection[int], state: RegistrationState) -> list[Attendee]:
    found = db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.id.in_(ids), Attendee.state == state)
        .order_by(Attendee.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


def _ids(people: Collection[Attendee]) -> tuple[int, ...]:
    return tuple(person.id for person in people)


def _check_number(ids: Collection[int]) -> None:
    if len(ids) > MOST_ANSWERED:
        raise InvalidInput(f"Answer at most {MOST_ANSWERED} at once: Undo keeps those.")
