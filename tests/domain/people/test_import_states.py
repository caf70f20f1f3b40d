"""A column of states: what each says of a place."""

import pytest

from scheduler.domain.people.import_states import (
    ASK,
    LEAVE,
    PLACE,
    WAIT,
    are_states,
    decided,
    find_states,
    meaning_of_state,
    state_of_heading,
)
from scheduler.domain.states import RegistrationState


@pytest.mark.parametrize(
    "text",
    ["Attending", "yes", "Confirmed", "ACCEPTED", "Registered", "Completed", "has a place", "",
     "Attending – paid", "Approved", "Going", "Checked In", "✓"],
)  # fmt: skip
def test_a_state_of_somebody_who_comes(text: str) -> None:
    assert meaning_of_state(text) == PLACE


@pytest.mark.parametrize(
    "text",
    ["Deleted", "Not attending", "Not Attending", "Declined", "cancelled", "Canceled", "No",
     "Cancelled by attendee", "Refunded", "withdrawn", "Rejected", "No show", "no-show", "Void",
     "Unable to attend", "Won't attend", "Regrets", "Removed", "✗", "❌"],
)  # fmt: skip
def test_a_state_of_somebody_who_does_not_come(text: str) -> None:
    assert meaning_of_state(text) == LEAVE


@pytest.mark.parametrize(
    "text", ["Waitlist", "Waiting list", "waitlisted (3)", "On wait list", "Stand-by", "Reserve"]
)
def test_a_state_of_somebody_who_waits(text: str) -> None:
    assert meaning_of_state(text) == WAIT


@pytest.mark.parametrize("text", ["waits for approval", "Waiting for your approval"])
def test_a_state_of_somebody_who_asks(text: str) -> None:
    assert meaning_of_state(text) == ASK


@pytest.mark.parametrize(
    "text",
    ["Maybe", "Pending", "Invited", "No reply", "Not yet answered", "Unconfirmed", "Tentative",
     "Awaiting approval", "Blue", "Not confirmed", "n/a", "Checked-out"],
)  # fmt: skip
def test_any_other_state_is_asked_about(text: str) -> None:
    assert meaning_of_state(text) is None


def test_the_organisers_answer_outranks_what_a_state_says() -> None:
    assert decided("DELETED", {"deleted": PLACE}) == PLACE
    assert decided("Maybe", {}) is None


def test_states_are_recognised_by_their_values_under_any_heading() -> None:
    rows = [("Ann", "Attending", "Yes"), ("Bo", "Deleted", "No"), ("Cy", "", "")]
    assert find_states(rows, 3, [0]) == 1
    assert find_states(rows, 3, [0, 1]) is None


def test_answers_to_another_question_are_no_states() -> None:
    assert find_states([("Ann", "Yes"), ("Bo", "No")], 2, [0]) is None
    assert find_states([("Ann", "Registered"), ("Bo", "Paid")], 2, [0]) is None


def test_a_state_of_a_country_is_none() -> None:
    assert not are_states(["NY", "CA", "TX"], "State")
    assert are_states(["Maybe", "Waitlist"], "State")


def test_under_a_plain_heading_states_in_any_words_are_asked_about() -> None:
    assert are_states(["Ie", "Na"], "Attending?")
    assert not are_states([str(number) for number in range(21)], "RSVP")


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [("Cancelled on", LEAVE), ("Withdrawn?", LEAVE), ("Waiting list no.", WAIT),
     ("Waitlist position", WAIT)],
)  # fmt: skip
def test_a_heading_can_be_a_state_itself(heading: str, meaning: str) -> None:
    assert meaning_of_state(state_of_heading(heading)) == meaning


@pytest.mark.parametrize("heading", ["Cancellation policy", "Name", "State", "Reserve", ""])
def test_most_headings_are_no_state(heading: str) -> None:
    assert state_of_heading(heading) == ""


def test_every_state_that_our_own_export_writes_is_known() -> None:
    meant = {state: meaning_of_state(state.words) for state in RegistrationState}
    assert meant == {
        RegistrationState.ASKED: ASK,
        RegistrationState.PLACED: PLACE,
        RegistrationState.OFFERED: WAIT,
        RegistrationState.WAITING: WAIT,
        RegistrationState.CANCELLED: LEAVE,
    }
