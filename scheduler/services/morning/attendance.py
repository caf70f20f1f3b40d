"""Who is there: checked in, not coming, gone, walked in, come instead.

Nothing here emails anybody, and nothing changes a registration that was there before.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from scheduler.domain.morning.away import Span, back_from
from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.states import CAME, Presence, RegistrationState, unknown_state
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendance, Attendee, Event, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.morning.chairs import hand_over_seats, has_seat, take_chairs
from scheduler.services.people.person import PersonEdit, new_attendee, write_person
from scheduler.services.people.presence import not_here, who_came_instead
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import check_held, lock_event

PLACED = RegistrationState.PLACED


def check_in(event: Event, attendee_id: int, desk: str, now: datetime) -> Attendee:
    """Note that a person is here; whoever was said not to come, stepped out or left is back, and
    misses no more rounds than have begun. Whoever has no table takes free chairs.

    Raises RuleBroken, in words for the desk, for who is here already, has cancelled or waits for a
    place, and NotFound for who is not of this event.
    """
    with transaction():
        person = _lock(event, attendee_id)
        noted = db.session.get(Attendance, person.id)
        if noted is not None and noted.state is Presence.HERE:
            by = f" by {noted.desk}" if noted.desk else ""
            at = noted.noted_at.astimezone(ZoneInfo(event.timezone))
            raise RuleBroken(f"{person.name} is in already, since {at:%H:%M}{by}.", Rule.TAKEN)
        if person.state is RegistrationState.CANCELLED:
            when = (person.cancelled_at or now).astimezone(ZoneInfo(event.timezone))
            raise RuleBroken(
                f"{person.name} cancelled on {when:%A} {when.day} {when:%B}. To let them in after "
                "all, restore them on the People page.",
                Rule.CANCELLED,
            )
        if person.state is RegistrationState.ASKED:
            raise RuleBroken(
                f"{person.name} has asked to come and waits for an answer. Approve them on the "
                "People page, or let them in instead of somebody who does not come.",
            )
        if person.state in (RegistrationState.WAITING, RegistrationState.OFFERED):
            raise RuleBroken(
                f"{person.name} is on the waiting list. Give them a place on the People page, or "
                "let them in instead of somebody who does not come.",
            )
        if person.state is not RegistrationState.PLACED:
            unknown_state(person.state)
        spans = noted.away if noted is not None and noted.state in CAME else []
        _note(person, Presence.HERE, desk, now).away = _back_now(event, spans, now)
        _seat(event, person, now)
    return person


def take_back(event: Event, attendee_ids: Iterable[int], seen: Presence) -> int:
    """Forget what was noted of these people where it is still ``seen``; returns of how many."""
    ids = list(attendee_ids)
    with transaction():
        lock_event(event.id)
        mine = (Attendance.event_id == event.id, Attendance.attendee_id.in_(ids))
        return changed_rows(delete(Attendance).where(*mine, Attendance.state == seen))


def undo_noted(
    event: Event, attendee_id: int, seen: Presence, actor: Actor, now: datetime
) -> Attendee:
    """The same for one person. A walk-in stays on the list; who came instead of somebody leaves
    it, and gives back the seats of the rounds to come.

    Raises RuleBroken, rule STALE, when something else is noted by now.
    """
    with transaction():
        person = _lock(event, attendee_id)
        noted = db.session.get(Attendance, person.id, populate_existing=True)
        if noted is None or noted.state is not seen:
            sentence = f"Something else is noted of {person.name} by now. Nothing was changed."
            raise RuleBroken(sentence, Rule.STALE)
        other = noted.instead_of_id and db.session.get(Attendance, noted.instead_of_id)
        if other and seen is Presence.HERE and other.state is Presence.ABSENT:
            replaced = db.session.get_one(Attendee, other.attendee_id)
            hand_over_seats(event, person, replaced, now)
            db.session.delete(other)
            after, why = RegistrationState.CANCELLED, Reason.CANCELLED
            lifecycle.change([person], after, actor=actor, reason=why, now=now, tell=False)
        db.session.delete(noted)
    return person


def mark_absent(event: Event, attendee_id: int, desk: str, now: datetime) -> Attendee:
    """Note that a person does not come. Their sign-up stays as it is, and nobody is emailed."""
    with transaction():
        person = _lock(event, attendee_id)
        _note(person, Presence.ABSENT, desk, now)
    return person


def mark_all_absent(event: Event, desk: str, now: datetime) -> list[int]:
    """Note that nobody else comes: everybody with a place of whom nothing is known yet.

    Returns their ids, for :func:`take_back`.
    """
    with transaction():
        lock_event(event.id)
        people = not_here(event)
        for person in people:
            _note(person, Presence.ABSENT, desk, now)
    return [person.id for person in people]


def mark_late(event: Event, attendee_id: int, round_: int, desk: str, now: datetime) -> Attendee:
    """Note that a person comes for a later round. Raises InvalidInput for a round there is not,
    RuleBroken for who is here."""
    _check_round(event, round_, "back_for")
    with transaction():
        person = _lock(event, attendee_id)
        if _state(person) in CAME:
            raise RuleBroken(f"{person.name} is here already: take that back first.", Rule.TAKEN)
        _note(person, Presence.LATE, desk, now).away = [[1, round_]] if round_ > 1 else []
    return person


def mark_left(
    event: Event, attendee_id: int, from_round: int, desk: str, now: datetime
) -> Attendee:
    """Note that a person is gone from a round on. Raises InvalidInput for a round there is not."""
    _check_round(event, from_round, "from_round")
    with transaction():
        person = _lock(event, attendee_id)
        if from_round == 1:
            _note(person, Presence.ABSENT, desk, now)
        else:
            _go(person, Presence.LEFT, [from_round, None], desk, now)
    return person


def step_out(
    event: Event, attendee_id: int, from_round: int, back_for: int | None, desk: str, now: datetime
) -> Attendee:
    """Note that a person misses rounds and is back for another, or says nothing of that.

    Raises InvalidInput for rounds there are not, or a return that is not after the leaving.
    """
    _check_round(event, from_round, "from_round")
    if back_for is not None:
        _check_round(event, back_for, "back_for")
        if back_for <= from_round:
            raise InvalidInput(
                f"Choose a round after round {from_round} for their return.", field="back_for"
            )
    with transaction():
        person = _lock(event, attendee_id)
        _go(person, Presence.OUT, [from_round, back_for], desk, now)
    return person


def walk_in(
    event: Event, edit: PersonEdit, submission: str, desk: str, actor: Actor, now: datetime
) -> Attendee:
    """Put somebody who was not expected on the list, with a place, check them in, and seat them.

    They take a free chair in each round to come, where there is one. A full event grows by their
    place. The same ``submission`` adds them once. Raises InvalidInput for what cannot be kept of a
    person, RuleBroken while the event is called off.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        twin = db.session.scalar(
            select(Attendee).where(Attendee.event_id == event.id, Attendee.submission == submission)
        )
        if submission and twin:
            return twin
        person = _add(event, edit, actor, now)
        person.submission = submission or None
        _note(person, Presence.HERE, desk, now)
        _seat(event, person, now)
    return person


def come_instead(
    event: Event,
    attendee_id: int,
    name: str,
    organisation: str,
    desk: str,
    actor: Actor,
    now: datetime,
) -> Attendee:
    """A colleague comes instead: they take over the seats of the rounds that have not begun.

    The person replaced is noted as not coming; what they did before stays theirs. Raises
    InvalidInput for an empty name, RuleBroken when the person is here already.
    """
    with transaction():
        event = lock_event(event.id)
        check_held(event)
        person = _lock(event, attendee_id)
        noted = db.session.get(Attendance, person.id)
        if noted is not None and noted.state is Presence.HERE:
            raise RuleBroken(f"{person.name} is here already: take that back first.", Rule.TAKEN)
        if twin := who_came_instead(person):
            sentence = f"{twin} has come instead of {person.name} already: note others as walk-ins."
            raise RuleBroken(sentence, Rule.TAKEN)
        edit = PersonEdit(
            name=name,
            organisation=organisation or person.organisation,
            sector_id=person.sector_id,
            values={"host_table": person.host_table},
        )
        other = _add(event, edit, actor, now)
        hand_over_seats(event, person, other, now)
        _note(person, Presence.ABSENT, desk, now)
        _note(other, Presence.HERE, desk, now).instead_of_id = person.id
        _seat(event, other, now)
    return other


def _lock(event: Event, attendee_id: int) -> Attendee:
    """The person as they are now, while nobody else notes anything of the event."""
    lock_event(event.id)
    person = db.session.get(Attendee, attendee_id, populate_existing=True)
    if person is None or person.event_id != event.id:
        raise NotFound("That person is not on the list of this event.")
    return person


def _check_round(event: Event, number: int, field: str) -> None:
    if not 1 <= number <= event.rounds:
        raise InvalidInput(f"Choose a round from 1 to {event.rounds}.", field=field)


def _state(person: Attendee) -> Presence | None:
    noted = db.session.get(Attendance, person.id)
    return noted.state if noted else None


def _go(person: Attendee, state: Presence, span: Span, desk: str, now: datetime) -> None:
    """Note rounds that are missed, after those missed before."""
    before = db.session.get(Attendance, person.id)
    spans = back_from(before.away, span[0] or 1) if before is not None else []
    _note(person, state, desk, now).away = [*spans, span]


def _back_now(event: Event, spans: list[Span], now: datetime) -> list[Span]:
    """What somebody who is back has missed: the rounds that have begun meanwhile."""
    return back_from(spans, rounds_begun(event, now) + 1)


def _note(person: Attendee, state: Presence, desk: str, now: datetime) -> Attendance:
    noted = db.session.get(Attendance, person.id)
    if noted is None:
        noted = Attendance(attendee_id=person.id, event_id=person.event_id, away=[])
        db.session.add(noted)
    noted.state, noted.desk, noted.noted_at, noted.note = state, desk[:80], now, ""
    if state in CAME:
        noted.came_at = noted.came_at or now
    else:
        noted.came_at, noted.away = None, []
    return noted


def _seat(event: Event, person: Attendee, now: datetime) -> None:
    """A free chair in the rounds to come for who has no table in any of them."""
    plan = published_plan(event)
    if plan is not None and not has_seat(plan, person, event, now):
        db.session.flush()
        take_chairs(event, person, now)


def _add(event: Event, edit: PersonEdit, actor: Actor, now: datetime) -> Attendee:
    person = new_attendee(event, now)
    write_person(person, edit, event, now)
    begun = rounds_begun(event, now)
    if 0 < begun < event.rounds:
        person.arrives_round = begun + 1
    event.capacity = max(event.capacity, event.places_taken + 1)
    db.session.flush()
    lifecycle.change([person], PLACED, actor=actor, reason=Reason.ADDED, now=now, tell=False)
    return person
