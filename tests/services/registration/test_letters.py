"""Each change of a registration has its email, if the person is to be told."""

from datetime import timedelta
from typing import cast

import pytest

from scheduler.domain.accounts.audit import of_registration
from scheduler.domain.registration.transitions import (
    ALLOWED,
    THE_WAITING_LIST,
    THEMSELVES,
    Actor,
    Reason,
    RegistrationChanged,
)
from scheduler.domain.states import RegistrationState
from scheduler.models import Event, db
from scheduler.services.registration.letters import write_letter
from tests.builders import NOW, mails, make_attendee

ASKED, PLACED, OFFERED, WAITING, CANCELLED = RegistrationState


def changed(
    event: Event, before: RegistrationState | None, after: RegistrationState, tell: bool = True
) -> int:
    """Write the email of a change that has been made; return how many were written."""
    since = NOW if after is WAITING else None
    ann = make_attendee(event, "Ann Lee", state=after, waiting_since=since)
    told = RegistrationChanged(
        event.id, ann.id, before, after, THEMSELVES, Reason.SIGNED_UP, NOW, tell
    )
    number = write_letter(told)
    db.session.commit()
    return number


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, PLACED, "signed_up"),
        (None, WAITING, "waiting"),
        (WAITING, PLACED, "place_offered"),
        (WAITING, OFFERED, "offer"),
        (OFFERED, PLACED, "signed_up"),
        (OFFERED, WAITING, "offer_over"),
        (PLACED, WAITING, "place_withdrawn"),
        (None, ASKED, "asked"),
        (ASKED, PLACED, "signed_up"),
        (ASKED, WAITING, "waiting"),
        (PLACED, CANCELLED, "cancelled"),
        (CANCELLED, PLACED, "signed_up"),
    ],
)
def test_the_email_that_belongs_to_the_change(
    event: Event, before: RegistrationState | None, after: RegistrationState, kind: str
) -> None:
    assert changed(event, before, after) == 1
    assert mails() == [(kind, "ann.lee@example.org")]


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_a_place_at_what_is_over_is_told_to_nobody_but_its_cancellation(
    event: Event, before: RegistrationState | None, after: RegistrationState
) -> None:
    event.starts_at, event.ends_at = NOW - timedelta(hours=2), NOW
    assert changed(event, before, after) == int(after is CANCELLED)


def test_nobody_hears_of_what_they_are_not_to_be_told(event: Event) -> None:
    assert changed(event, None, PLACED, tell=False) == 0
    assert mails() == []


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_every_possible_change_has_its_email_and_its_words(
    event: Event, before: RegistrationState | None, after: RegistrationState
) -> None:
    assert changed(event, before, after) == 1
    for kind in ALLOWED[before, after]:
        told = RegistrationChanged(1, 1, before, after, Actor(kind), Reason.SIGNED_UP, NOW, True)
        assert of_registration(told).verb


STRANGE = cast(RegistrationState, "asleep")


@pytest.mark.parametrize("before", [None, *RegistrationState])
def test_a_change_to_an_unknown_state_is_refused(
    event: Event, before: RegistrationState | None
) -> None:
    refuses(event, before, STRANGE)


@pytest.mark.parametrize("after", [PLACED, WAITING, ASKED])
def test_a_change_from_an_unknown_state_is_refused(event: Event, after: RegistrationState) -> None:
    refuses(event, STRANGE, after)


def refuses(event: Event, before: RegistrationState | None, after: RegistrationState) -> None:
    """Neither the email nor the log has words for it, and neither guesses some."""
    ann = make_attendee(event, "Ann Lee")
    actor = THE_WAITING_LIST
    told = RegistrationChanged(
        event.id, ann.id, before, after, actor, Reason.SIGNED_UP, NOW, tell=True
    )
    for teller in (write_letter, of_registration):
        with pytest.raises(AssertionError):
            teller(told)
    assert mails() == []
