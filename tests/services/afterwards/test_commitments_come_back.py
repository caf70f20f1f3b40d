"""A commitment through three breakfasts of a series, until it is kept."""

from datetime import timedelta

import pytest

from scheduler.domain.states import CommitmentState
from scheduler.errors import NotFound
from scheduler.models import Attendee, Event
from scheduler.services.afterwards.commitments import (
    brought_back,
    note_for_organiser,
    organisers_commitment,
    own_commitment,
    own_commitments,
    owner_ids,
    say_state,
)
from scheduler.services.messages.writing.groups import audience_of
from scheduler.services.paper.papers import papers_of
from scheduler.services.paper.sheets import sheets_for
from tests.builders import NOW, Account, make_attendee, make_event, make_plan, make_series

UNDER_WAY, KEPT = CommitmentState.UNDER_WAY, CommitmentState.KEPT


@pytest.fixture
def three(owner: Account) -> list[Event]:
    """Three breakfasts; Ann comes to all, Bob to the first and the last."""
    events = [make_event(owner.body_id) for _ in range(3)]
    for number, event in enumerate(events):
        later = timedelta(days=90 * number)
        event.starts_at, event.ends_at = event.starts_at + later, event.ends_at + later
        make_attendee(event, "Ann Lee")
    make_attendee(events[0], "Bob Ray")
    make_attendee(events[2], "Bob Ray")
    make_series(*events)
    return events


def person(event: Event, name: str) -> Attendee:
    (found,) = [p for p in audience_of(event, "everybody").people if p.name == name]
    return found


def test_what_is_under_way_comes_back_until_it_is_settled(three: list[Event]) -> None:
    first, second, third = three
    form = note_for_organiser(first, person(first, "Ann Lee").id, "Send the form", None, NOW)
    call = note_for_organiser(first, person(first, "Bob Ray").id, "Call the ward", None, NOW)
    assert brought_back(first) == []
    say_state(form, KEPT, NOW)
    # All of the last time comes back, with what became of it; of the time before what is open.
    assert brought_back(second) == [call, form]
    assert brought_back(third) == [call]
    assert papers_of(second, "").promises == "1 kept and 1 under way"
    say_state(call, KEPT, NOW)
    assert brought_back(third) == []


def test_its_owner_is_asked_and_answers_for_their_own_alone(three: list[Event]) -> None:
    first, second, third = three
    call = note_for_organiser(first, person(first, "Bob Ray").id, "Call the ward", None, NOW)
    ann, bob = (person(third, name) for name in ("Ann Lee", "Bob Ray"))
    assert owner_ids(second) == []
    assert [p.name for p in audience_of(third, "owners").people] == ["Bob Ray"]
    assert own_commitments(ann) == []
    assert own_commitment(bob, call.id) == call
    with pytest.raises(NotFound):
        own_commitment(ann, call.id)
    assert organisers_commitment(third, call.id) == call
    say_state(call, KEPT, NOW)
    assert audience_of(third, "owners").people == ()


def test_hosts_read_it_beside_who_said_it(three: list[Event]) -> None:
    first, _, third = three
    note_for_organiser(first, person(first, "Bob Ray").id, "Call the ward", None, NOW)
    people = [person(third, name) for name in ("Ann Lee", "Bob Ray")]
    notes = {p.name: p.note for p in sheets_for(third, make_plan(third, [{1: people}]), NOW).people}
    assert notes["Bob Ray"] == "Said last time: Call the ward."
    assert "Call the ward" not in notes["Ann Lee"]
