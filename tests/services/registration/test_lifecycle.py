"""The life of a registration: what each transition writes, and what holds after any of them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from scheduler.domain.registration.transitions import (
    THE_WAITING_LIST,
    THEMSELVES,
    Actor,
    Reason,
    RegistrationChanged,
)
from scheduler.domain.states import HOLDS_PLACE, RegistrationState
from scheduler.errors import Rule, RuleBroken, TransitionRefused
from scheduler.models import Attendee, Event, db, transaction
from scheduler.services.people.person import new_attendee
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import lock_event, waiting_number
from tests.builders import NOW, ORGANISER, SECOND, Account, mails, make_event

ASKED, PLACED, OFFERED, WAITING, CANCELLED = RegistrationState
ANSWERS = ("accept_offer", "decline_offer", "offer_again")


def newcomer(event: Event, name: str) -> Attendee:
    attendee = new_attendee(event, NOW)
    attendee.name, attendee.email = name, f"{name}@example.org"
    attendee.email_key = attendee.email
    return attendee


def come(event: Event, name: str, **changes: Any) -> Attendee:
    values: dict[str, Any] = {
        "actor": THEMSELVES, "reason": Reason.SIGNED_UP, "now": NOW, "tell": True
    }  # fmt: skip
    with transaction():
        attendee = newcomer(lock_event(event.id), name)
        lifecycle.give_place_or_queue(attendee, **(values | changes))
    return attendee


@contextmanager
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[RegistrationChanged]]:
    """The transitions made, as a further handler hears of them."""
    seen: list[RegistrationChanged] = []

    def listen(changed: RegistrationChanged) -> int:
        seen.append(changed)
        return 0

    with monkeypatch.context() as patch:
        patch.setattr(lifecycle, "HANDLERS", (*lifecycle.HANDLERS, listen))
        yield seen


def test_each_transition_is_told_to_the_handlers_once(
    owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(owner.body_id, capacity=1)
    with heard(monkeypatch) as seen:
        ann, bob = come(event, "Ann"), come(event, "Bob")
        with transaction():
            lock_event(event.id)
            assert (
                lifecycle.cancel_registration(
                    ann, actor=ORGANISER, now=NOW + SECOND, tell=False
                ).emails
                == 1
            )
    told = {"event_id": event.id, "actor": THEMSELVES, "at": NOW, "tell": True}
    later = {"event_id": event.id, "at": NOW + SECOND}
    assert seen == [
        RegistrationChanged(
            attendee_id=ann.id, before=None, after=PLACED, reason=Reason.SIGNED_UP, **told
        ),
        RegistrationChanged(
            attendee_id=bob.id, before=None, after=WAITING, reason=Reason.SIGNED_UP, **told
        ),
        RegistrationChanged(
            attendee_id=ann.id, before=PLACED, after=CANCELLED, actor=ORGANISER,
            reason=Reason.CANCELLED, tell=False, **later,
        ),
        RegistrationChanged(
            attendee_id=bob.id, before=WAITING, after=PLACED, actor=THE_WAITING_LIST,
            reason=Reason.MOVED_UP, tell=True, **later,
        ),
    ]  # fmt: skip
    assert mails() == [
        ("signed_up", "Ann@example.org"),
        ("waiting", "Bob@example.org"),
        ("place_offered", "Bob@example.org"),
    ]


def test_a_transition_that_the_table_lacks_changes_nothing(event: Event) -> None:
    ann = come(event, "Ann")
    lock_event(event.id)
    with pytest.raises(TransitionRefused):
        lifecycle.change([ann], PLACED, actor=ORGANISER, reason=Reason.RESTORED, now=NOW, tell=True)
    db.session.refresh(event)
    assert (event.places_taken, ann.state, ann.calendar_sequence) == (1, PLACED, 0)


def test_several_come_in_together_or_not_at_all(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=2)
    people = [newcomer(event, name) for name in ("Ann", "Bob", "Cy")]
    values = {"actor": ORGANISER, "reason": Reason.IMPORTED, "now": NOW, "tell": False}
    lock_event(event.id)
    with pytest.raises(RuleBroken) as refused:
        lifecycle.change(people, PLACED, **values)
    assert refused.value.rule is Rule.FULL
    assert db.session.query(Attendee).count() == 0
    with transaction():
        lock_event(event.id)
        lifecycle.change(people, WAITING, **values)
    assert [waiting_number(person) for person in people] == [1, 2, 3]


def test_a_clock_that_is_behind_lets_nobody_overtake(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=0)
    ann = come(event, "Ann")
    bob = come(event, "Bob", now=NOW - timedelta(minutes=5))
    assert (waiting_number(ann), waiting_number(bob)) == (1, 2)


def test_leaving_a_place_and_returning_each_raise_the_calendars_number(event: Event) -> None:
    ann = come(event, "Ann")
    numbers = [ann.calendar_sequence]
    for step in ("cancel", "enter", "cancel"):
        with transaction():
            lock_event(event.id)
            if step == "cancel":
                lifecycle.cancel_registration(ann, actor=THEMSELVES, now=NOW, tell=True)
            else:
                lifecycle.give_place_or_queue(
                    ann, actor=THEMSELVES, reason=Reason.CAME_BACK, now=NOW, tell=True
                )
        numbers.append(ann.calendar_sequence)
    assert numbers == [0, 1, 2, 3]


class Registrations(RuleBasedStateMachine):
    """Random transitions of one event, tried by anybody, against what must always hold."""

    body_id: int

    @initialize(capacity=st.integers(0, 4), hours=st.sampled_from([None, 2]))
    def open_event(self, capacity: int, hours: int | None) -> None:
        self.event = make_event(self.body_id, capacity=capacity, offer_hours=hours)
        self.capacity = capacity
        self.minutes = 0
        self.numbers: dict[int, int] = {}
        self.queue: list[int] = []

    @rule(actor=st.sampled_from([THEMSELVES, ORGANISER]), tell=st.booleans())
    def somebody_comes(self, actor: Actor, tell: bool) -> None:
        self._do(lambda now: lifecycle.give_place_or_queue(
            newcomer(self.event, f"p{len(self.numbers)}"),
            actor=actor, reason=Reason.SIGNED_UP, now=now, tell=tell,
        ))  # fmt: skip

    @rule(number=st.integers(1, 3), after=st.sampled_from([PLACED, WAITING, ASKED]))
    def a_list_is_imported(self, number: int, after: RegistrationState) -> None:
        people = [newcomer(self.event, f"l{len(self.numbers)}-{n}") for n in range(number)]
        self._do(lambda now: lifecycle.change(
            people, after, actor=ORGANISER, reason=Reason.IMPORTED, now=now, tell=False
        ))  # fmt: skip

    @rule(
        pick=st.integers(0),
        after=st.sampled_from(RegistrationState),
        actor=st.sampled_from([THEMSELVES, ORGANISER, THE_WAITING_LIST]),
    )
    def somebody_changes(self, pick: int, after: RegistrationState, actor: Actor) -> None:
        if self.numbers:
            person = self._person(pick)
            self._do(lambda now: lifecycle.change(
                [person], after, actor=actor, reason=Reason.CANCELLED, now=now, tell=True
            ))  # fmt: skip

    @rule(pick=st.integers(0))
    def somebody_cancels(self, pick: int) -> None:
        if self.numbers:
            person = self._person(pick)
            self._do(
                lambda now: lifecycle.cancel_registration(
                    person, actor=THEMSELVES, now=now, tell=True
                )
            )

    @rule(
        pick=st.integers(0),
        answer=st.sampled_from(ANSWERS),
    )
    def somebody_answers_an_offer(self, pick: int, answer: str) -> None:
        wanted = WAITING if answer == "offer_again" else OFFERED
        if asked := [person for person in self._people() if person.state == wanted]:
            person = asked[pick % len(asked)]
            self._do(lambda now: getattr(lifecycle, answer)(person, now))

    @rule()
    def offers_run_out(self) -> None:
        self.minutes += 120
        self._do(lambda now: lifecycle.fill_places(self.event, now))

    @rule(more=st.integers(1, 2))
    def the_room_grows(self, more: int) -> None:
        self.capacity += more
        self.event.capacity = self.capacity
        self._do(lambda now: lifecycle.fill_places(self.event, now))

    @rule()
    def the_clock_jumps_back(self) -> None:
        self.minutes -= 3

    @invariant()
    def places_are_counted_and_never_too_many(self) -> None:
        db.session.expire_all()
        placed = sum(person.state in HOLDS_PLACE for person in self._people())
        assert self.event.places_taken == placed
        assert placed <= self.event.capacity == self.capacity

    @invariant()
    def the_queue_is_a_permutation_and_nobody_overtakes(self) -> None:
        waiting = [person for person in self._people() if person.state == WAITING]
        by_number = {waiting_number(person): person.id for person in waiting}
        assert sorted(number or 0 for number in by_number) == list(range(1, len(waiting) + 1))
        queue = [by_number[number] for number in range(1, len(waiting) + 1)]
        stayed = [id_ for id_ in self.queue if id_ in queue]
        assert [id_ for id_ in queue if id_ in stayed] == queue[: len(stayed)] == stayed
        self.queue = queue

    @invariant()
    def sequences_never_fall_and_moments_fit_the_state(self) -> None:
        for person in self._people():
            assert person.calendar_sequence >= self.numbers.get(person.id, 0)
            self.numbers[person.id] = person.calendar_sequence
            assert (person.waiting_since is not None) == (person.state == WAITING)
            assert (person.offered_until is not None) == (person.state == OFFERED)
            assert person.let_pass_at is None or person.state == WAITING
            assert (person.cancelled_at is not None) == (person.state == CANCELLED)
            assert person.declined_at is None or person.state == CANCELLED

    def _do(self, work: Any) -> None:
        self.minutes += 1
        with suppress(RuleBroken), transaction():
            db.session.flush()
            lock_event(self.event.id)
            work(NOW + timedelta(minutes=self.minutes))

    def _people(self) -> list[Attendee]:
        if not hasattr(self, "event"):
            return []
        return db.session.query(Attendee).filter_by(event_id=self.event.id).all()

    def _person(self, pick: int) -> Attendee:
        people = self._people()
        return people[pick % len(people)]


def test_whatever_happens_places_queue_and_sequences_hold(app: Flask, owner: Account) -> None:
    class Here(Registrations):
        body_id = owner.body_id

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
