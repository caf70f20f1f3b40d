"""An organiser's cancellation: what it would do, and undoing it to the very place."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.registration.cancellation import Cancellation, Standing
from scheduler.domain.states import RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.registration import cancelling, own_sign_up
from scheduler.services.registration.places import waiting_number
from tests.builders import NOW, ORGANISER, SECOND, Account, mails, make_attendee, make_event, posted

Places = dict[str, tuple[str, int | None, bool]]


def full_event(owner: Account, capacity: int, *waiting: str) -> tuple[Event, list[Attendee]]:
    """An event whose places are taken by P0, P1, …, who have confirmed, and a waiting list."""
    event = make_event(owner.body_id, capacity=capacity)
    people = [make_attendee(event, f"P{n}", confirmed_at=NOW) for n in range(capacity)]
    people += [
        make_attendee(event, name, state="waiting", waiting_since=NOW + number * SECOND)
        for number, name in enumerate(waiting)
    ]
    return event, people


def standing(event: Event) -> Places:
    db.session.expire_all()
    people = db.session.query(Attendee).filter_by(event_id=event.id).order_by(Attendee.id)
    return {p.name: (p.state, waiting_number(p), p.confirmed_at is not None) for p in people}


def cancel(attendee: Attendee, *, tell: bool = True) -> Cancellation:
    made = cancelling.cancel_person(attendee, ORGANISER, NOW + SECOND, tell=tell)
    assert made is not None
    # As the session of a browser keeps it.
    return Cancellation.read(made.kept())


def test_undoing_gives_back_the_very_place_and_the_queue(owner: Account) -> None:
    event, (ann, *_) = full_event(owner, 1, "Bo", "Cy")
    before = standing(event)
    made = cancel(ann)
    assert standing(event) == {
        "P0": ("cancelled", None, False), "Bo": ("placed", None, False), "Cy": ("waiting", 1, False)
    }  # fmt: skip
    assert cancelling.undo_cancellation(made, ORGANISER, NOW + 2 * SECOND) == (ann, 2)
    assert standing(event) == before
    assert mails() == [
        ("cancelled", "p0@example.org"),
        ("place_offered", "bo@example.org"),
        ("place_withdrawn", "bo@example.org"),
        ("signed_up", "p0@example.org"),
    ]
    assert cancelling.undo_cancellation(made, ORGANISER, NOW + 3 * SECOND) == (ann, 0)
    assert len(mails()) == 4


def test_undoing_gives_back_the_place_in_the_queue(owner: Account) -> None:
    event, (_, bo, _, _) = full_event(owner, 1, "Bo", "Cy", "Di")
    before = standing(event)
    made = cancel(bo, tell=False)
    cancelling.undo_cancellation(made, ORGANISER, NOW + 2 * SECOND)
    assert standing(event) == before
    assert mails() == []


def test_a_place_that_was_confirmed_since_is_not_taken_away(owner: Account) -> None:
    event, (ann, bo) = full_event(owner, 1, "Bo")
    made = cancel(ann)
    bo.confirmed_at = NOW + 2 * SECOND
    db.session.commit()
    then = standing(event)
    with pytest.raises(RuleBroken, match="Bo got the place and has confirmed it") as refused:
        cancelling.undo_cancellation(made, ORGANISER, NOW + 3 * SECOND)
    assert refused.value.rule is Rule.TAKEN
    assert standing(event) == then


def test_a_place_that_came_free_meanwhile_is_enough(owner: Account) -> None:
    event, (ann, bo) = full_event(owner, 1, "Bo")
    made = cancel(ann, tell=False)
    cancel(bo, tell=False)
    cancelling.undo_cancellation(made, ORGANISER, NOW + 3 * SECOND)
    assert standing(event) == {"P0": ("placed", None, True), "Bo": ("cancelled", None, False)}
    assert mails() == [("place_offered", "bo@example.org")]


@pytest.mark.parametrize(
    ("who", "moving", "emails", "number"),
    [("P0", ["Bo"], 1, None), ("Bo", [], 0, 1), ("Cy", [], 0, 2)],
)
def test_what_it_would_do_is_said_before(
    owner: Account, who: str, moving: list[str], emails: int, number: int | None
) -> None:
    _, people = full_event(owner, 1, "Bo", "Cy")
    person = next(p for p in people if p.name == who)
    ahead = cancelling.look_ahead(person, NOW)
    assert ([p.name for p in ahead.moving_up], ahead.emails) == (moving, emails)
    assert ahead.number == number
    made = cancel(person, tell=False)
    names = {p.id: p.name for p in people}
    assert [names[s.attendee_id] for s in made.moved_up] == moving
    assert len(mails()) == emails


def test_nobody_moves_up_on_the_day(owner: Account) -> None:
    event, (ann, _) = full_event(owner, 1, "Bo")
    assert cancelling.look_ahead(ann, event.starts_at).moving_up == ()


def test_a_queue_that_changed_since_the_page_asked_is_asked_about_again(owner: Account) -> None:
    event, (ann, bo, cy) = full_event(owner, 1, "Bo", "Cy")
    before = standing(event)
    with pytest.raises(RuleBroken) as refused:
        cancelling.cancel_person(ann, ORGANISER, NOW, expected=[cy.id])
    assert refused.value.rule is Rule.STALE
    assert (standing(event), mails()) == (before, [])
    assert cancelling.cancel_person(ann, ORGANISER, NOW, expected=[bo.id]) is not None


@pytest.fixture
def afresh(owner: Account) -> Callable[[int, int], tuple[Event, list[Attendee]]]:
    def make(capacity: int, waiting: int) -> tuple[Event, list[Attendee]]:
        return full_event(owner, capacity, *(f"W{n}" for n in range(waiting)))

    return make


@given(data=st.data(), capacity=st.integers(1, 4), waiting=st.integers(0, 4), tell=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undoing_restores_everybody_in_a_full_event(
    afresh: Callable[[int, int], tuple[Event, list[Attendee]]],
    data: st.DataObject,
    capacity: int,
    waiting: int,
    tell: bool,
) -> None:
    event, people = afresh(capacity, waiting)
    before, sent = standing(event), len(mails())
    made = cancel(data.draw(st.sampled_from(people)), tell=tell)
    first = len(mails()) - sent
    _, written = cancelling.undo_cancellation(made, ORGANISER, NOW + timedelta(minutes=5))
    assert standing(event) == before
    assert written == first == len(mails()) - sent - first
    db.session.refresh(event)
    assert event.places_taken == capacity


def test_a_cancellation_is_kept_as_plain_values() -> None:
    person = Standing(1, RegistrationState.PLACED, None, NOW)
    made = Cancellation(person, (Standing(2, RegistrationState.WAITING, NOW),), True, 2)
    assert Cancellation.read(made.kept()) == Cancellation(person, made.moved_up, True)


def test_who_is_cancelled_by_the_organiser_is_not_thanked_for_it(event: Event) -> None:
    ann, bob = make_attendee(event, "Ann"), make_attendee(event, "Bob")
    cancelling.cancel_person(ann, ORGANISER, NOW)
    own_sign_up.cancel_own(bob, NOW)
    theirs, own = (plain_text(mail.message) for mail in posted())
    assert "is cancelled by Paisley Breakfasts. If you did not ask for that" in theirs
    assert "Thank you for telling us" not in theirs
    assert "Thank you for telling us: somebody else can come in your place." in own
