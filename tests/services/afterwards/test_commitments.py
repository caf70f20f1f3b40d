"""What somebody said they would do is kept with its day."""

from datetime import timedelta

import pytest

from scheduler.domain.states import CommitmentState
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.afterwards.commitments import (
    commitments_of,
    note_commitment,
    noted_by,
    own_commitments,
    remove_commitment,
    say_state,
)
from tests.builders import make_people


def test_a_commitment_says_who_what_and_by_when(event: Event) -> None:
    ann, bob = make_people(event, ["Ann Lee", "Bob Ray"])
    now = event.starts_at + timedelta(minutes=20)
    due = now.date() + timedelta(days=14)
    note_commitment(ann, bob.id, "  Send the\nform ", due, now)
    (found,) = commitments_of(event)
    assert (found.who.name, found.what, found.due) == ("Bob Ray", "Send the form", due)
    assert [list(own_commitments(person)) for person in (ann, bob)] == [[], [found]]
    remove_commitment(bob, found.id)
    assert list(noted_by(ann)) == [found]
    remove_commitment(ann, found.id)
    assert commitments_of(event) == []
    with pytest.raises(InvalidInput):
        note_commitment(ann, bob.id, " ", None, now)


def test_what_is_noted_twice_is_one_until_it_is_settled(event: Event) -> None:
    (ann,) = make_people(event, ["Ann Lee"])
    first = note_commitment(ann, ann.id, "Ring the hub", None, event.starts_at)
    assert note_commitment(ann, ann.id, " Ring  the hub", None, event.ends_at).id == first.id
    note_commitment(ann, ann.id, "Ring the hub", event.ends_at.date(), event.ends_at)
    assert len(commitments_of(event)) == 2
    say_state(first, CommitmentState.KEPT, event.ends_at)
    note_commitment(ann, ann.id, "Ring the hub", None, event.ends_at)
    assert len(commitments_of(event)) == 3


def test_nothing_is_cut_off_what_is_noted(event: Event) -> None:
    (ann,) = make_people(event, ["Ann Lee"])
    with pytest.raises(InvalidInput, match="“What” can have at most 300 characters"):
        note_commitment(ann, ann.id, "x" * 301, None, event.starts_at)
    assert commitments_of(event) == []
