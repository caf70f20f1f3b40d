"""Who is there: checked in, not coming, coming later, gone.

Nothing here emails anybody, and nothing changes a registration that was there before.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.domain.morning.away import Span, back_from
from scheduler.domain.morning.noted import Noted
from scheduler.domain.states import CAME, Presence, RegistrationState, unknown_state
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendance, Attendee, Event, db, transaction
from scheduler.services.morning.chairs import rounds_without_table, take_chairs
from scheduler.services.people.presence import not_here
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.registration.places import lock_event


def check_in(event: Event, attendee_id: int, desk: str, now: datetime) -> Attendee:
    """Note that a person is here; whoever was said not to come, stepped out or left is back, and
    misses no more rounds than have begun. Where they have no table they take free chairs.

    Raises RuleBroken, in words for the desk, for who is here already, has cancelled or waits for a
    place, and NotFound for who is not of this event.
    """
    with transaction():
        person = locked_person(event, attendee_id)
        noted = db.session.get(Attendance, person.id)
        if noted is not None and noted.state is Presence.HERE:
            by = f" by {noted.desk}" if noted.desk else ""
            at = noted.noted_at.astimezone(ZoneInfo(event.timezone))
            raise RuleBroken(f"{person.name} is in already, since {at:%H:%M}{by}.", Rule.TAKEN)
        _check_place(event, person, now)
        be_back(event, person, desk, now)
    return person


def _check_place(event: Event, person: Attendee, now: datetime) -> None:
    """Raise RuleBroken, in words for the desk, for who has no place."""
    if person.state is RegistrationState.PLACED:
        return
    if person.state is RegistrationState.CANCELLED:
        when = (person.cancelled_at or now).astimezone(ZoneInfo(event.timezone))
        known = f"cancelled on {when:%A} {when.day} {when:%B}"
    elif person.state is RegistrationState.ASKED:
        known = "has asked to come and waits for an answer"
    elif person.state in (RegistrationState.WAITING, RegistrationState.OFFERED):
        known = "is on the waiting list"
    else:
        unknown_state(person.state)
    raise RuleBroken(
        f"{person.name} {known}. If they are to come in after all, press that beside their name.",
        Rule.CANCELLED if person.state is RegistrationState.CANCELLED else Rule.NOT_NOW,
    )


def mark_absent(event: Event, attendee_id: int, desk: str, now: datetime) -> Attendee:
    """Note that a person does not come. Their sign-up stays as it is, and nobody is emailed.

    Raises RuleBroken for who is here: another desk may have let them in meanwhile.
    """
    with transaction():
        person = locked_person(event, attendee_id)
        if _state(person) is Presence.HERE:
            raise RuleBroken(f"{person.name} is here already: take that back first.", Rule.TAKEN)
        note_presence(person, Presence.ABSENT, desk, now)
    return person


def mark_all_absent(event: Event, desk: str, now: datetime) -> list[Noted]:
    """Note that nobody else comes: everybody with a place of whom nothing is known yet.

    Returns what was noted, for ``desk.taking_back.expect_again``.
    """
    with transaction():
        lock_event(event.id)
        people = not_here(event)
        for person in people:
            note_presence(person, Presence.ABSENT, desk, now)
    return [Noted(person.id, Presence.ABSENT, now) for person in people]


def mark_late(event: Event, attendee_id: int, round_: int, desk: str, now: datetime) -> Attendee:
    """Note that a person comes for a later round. Raises InvalidInput for a round there is not,
    RuleBroken for who is here."""
    _check_round(event, round_, "back_for")
    with transaction():
        person = locked_person(event, attendee_id)
        if _state(person) in CAME:
            raise RuleBroken(f"{person.name} is here already: take that back first.", Rule.TAKEN)
        note_presence(person, Presence.LATE, desk, now).away = [[1, round_]] if round_ > 1 else []
    return person


def mark_left(
    event: Event, attendee_id: int, from_round: int, desk: str, now: datetime
) -> Attendee:
    """Note that a person is gone from a round on. Raises InvalidInput for a round there is not."""
    _check_round(event, from_round, "from_round")
    with transaction():
        person = locked_person(event, attendee_id)
        if from_round == 1:
            note_presence(person, Presence.ABSENT, desk, now)
        else:
            go_away(person, Presence.LEFT, [from_round, None], desk, now)
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
        person = locked_person(event, attendee_id)
        go_away(person, Presence.OUT, [from_round, back_for], desk, now)
    return person


def clear_note(event: Event, attendee_id: int) -> None:
    """Take away what somebody had to look at; what is known of the person stays."""
    with transaction():
        person = locked_person(event, attendee_id)
        noted = db.session.get(Attendance, person.id, populate_existing=True)
        if noted is not None:
            noted.note = ""


def locked_person(event: Event, attendee_id: int) -> Attendee:
    """Return the person as they are now, while nobody else notes anything of the event.

    Raises NotFound for who is not on its list.
    """
    lock_event(event.id)
    person = db.session.get(Attendee, attendee_id, populate_existing=True)
    if person is None or person.event_id != event.id or person.removed_at is not None:
        raise NotFound("That person is not on the list of this event.")
    return person


def _check_round(event: Event, number: int, field: str) -> None:
    if not 1 <= number <= event.rounds:
        raise InvalidInput(f"Choose a round from 1 to {event.rounds}.", field=field)


def _state(person: Attendee) -> Presence | None:
    noted = db.session.get(Attendance, person.id)
    return noted.state if noted else None


def go_away(person: Attendee, state: Presence, span: Span, desk: str, now: datetime) -> None:
    """Note rounds that are missed, after those missed before, in the caller's transaction."""
    before = db.session.get(Attendance, person.id)
    spans = back_from(before.away, span[0] or 1) if before is not None else []
    note_presence(person, state, desk, now).away = [*spans, span]


def be_back(event: Event, person: Attendee, desk: str, now: datetime) -> None:
    """Note that somebody is here, or here again, in the caller's transaction.

    Of the rounds that they were to miss, those that have begun are missed.
    """
    begun = rounds_begun(event, now)
    noted = _row(person)
    spans = noted.away if noted.state in CAME else []
    _write(noted, Presence.HERE, desk, now)
    noted.away = back_from(spans, begun + 1)
    seat_if_without(event, person, begun, now)


def note_presence(person: Attendee, state: Presence, desk: str, now: datetime) -> Attendance:
    """Write down what is known of a person, in the caller's transaction."""
    noted = _row(person)
    _write(noted, state, desk, now)
    return noted


def _row(person: Attendee) -> Attendance:
    """What is known of the person, to be written; ``state`` None where nothing is known yet."""
    noted = db.session.get(Attendance, person.id)
    if noted is None:
        noted = Attendance(attendee_id=person.id, event_id=person.event_id, away=[])
        db.session.add(noted)
    return noted


def _write(noted: Attendance, state: Presence, desk: str, now: datetime) -> None:
    noted.state, noted.desk, noted.noted_at, noted.note = state, desk[:80], now, ""
    if state in CAME:
        noted.came_desk = noted.came_desk if noted.came_at else noted.desk
        noted.came_at = noted.came_at or now
    else:
        noted.came_at, noted.came_desk, noted.away = None, "", []


def seat_if_without(event: Event, person: Attendee, begun: int, now: datetime) -> None:
    """Seat who has no table in a round after those that have ``begun`` at free chairs, in the
    caller's transaction."""
    db.session.flush()
    if rounds_without_table(person, begun):
        take_chairs(event, person, now)
