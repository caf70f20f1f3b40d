"""The table of what a registration may change into, and through whom."""

from itertools import product

import pytest

from scheduler.domain.registration.transitions import ALLOWED, ActorKind, check_transition
from scheduler.domain.states import RegistrationState
from scheduler.errors import Rule, TransitionRefused

EVERY = list(product([None, *RegistrationState], RegistrationState, ActorKind))


@pytest.mark.parametrize(("before", "after", "kind"), EVERY)
def test_what_the_table_lacks_is_refused(
    before: RegistrationState | None, after: RegistrationState, kind: ActorKind
) -> None:
    if kind in ALLOWED.get((before, after), ()):
        check_transition(before, after, kind)
        return
    with pytest.raises(TransitionRefused) as refused:
        check_transition(before, after, kind)
    assert refused.value.rule is Rule.NO_TRANSITION
    assert (refused.value.before, refused.value.after) == (before, after)


@pytest.mark.parametrize(
    ("before", "after", "kind", "sentence"),
    [
        ("cancelled", "cancelled", "organiser", "This sign-up has the state “cancelled” already."),
        ("waiting", "placed", "attendee", "The attendee cannot change a sign-up to “has a place”."),
        (None, "cancelled", "organiser", "A new sign-up cannot become “cancelled”."),
    ],
)
def test_a_refusal_says_why(before: str | None, after: str, kind: str, sentence: str) -> None:
    earlier = None if before is None else RegistrationState(before)
    with pytest.raises(TransitionRefused) as refused:
        check_transition(earlier, RegistrationState(after), ActorKind(kind))
    assert refused.value.sentence == sentence
