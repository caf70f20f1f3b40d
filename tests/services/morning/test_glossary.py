"""The glossary of a series: who may add to it, who sees what, and that a word stands there once."""

from datetime import timedelta

import pytest

from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Attendee, Event
from scheduler.services.morning import glossary
from tests.builders import NOW, Account, make_attendee, make_event, make_series

BOARD = "Integration joint board"


@pytest.fixture
def later(event: Event, owner: Account) -> Event:
    """The next breakfast of the series."""
    starts = event.starts_at + timedelta(days=90)
    found = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    make_series(event, found)
    return found


@pytest.fixture
def ann(event: Event) -> Attendee:
    return make_attendee(event, "Ann Lee")


def test_a_word_waits_for_the_organiser_and_is_then_the_series(
    event: Event, later: Event, ann: Attendee
) -> None:
    added = glossary.explain_word(ann, " IJB ", BOARD, NOW)
    assert (glossary.words_shown(event), list(glossary.words_waiting(ann))) == ([], [added])
    with pytest.raises(InvalidInput) as twice:
        glossary.explain_word_for_organiser(later, "ijb", "Something else", NOW)
    assert twice.value.field == "term"
    glossary.change_term(glossary.glossary_term(later, added.id), "IJB", f"{BOARD}.")
    own = glossary.explain_word_for_organiser(later, "ACP", "Advanced care plan", NOW)
    assert glossary.words_shown(event) == [own, added]
    assert list(glossary.words_waiting(ann)) == []
    glossary.show_term(added, False)
    assert glossary.words_shown(event) == [own]
    glossary.remove_term(own)
    assert glossary.words_shown(event) == []


def test_another_series_has_its_own(event: Event, owner: Account, ann: Attendee) -> None:
    added = glossary.explain_word(ann, "IJB", BOARD, NOW)
    other = make_event(owner.body_id)
    with pytest.raises(NotFound):
        glossary.glossary_term(other, added.id)
    assert glossary.explain_word_for_organiser(other, "IJB", BOARD, NOW).event_id == other.id


@pytest.mark.parametrize(
    ("term", "meaning", "field"),
    [
        ("", BOARD, "term"), ("–", BOARD, "term"), ("x" * 81, BOARD, "term"),
        ("IJB", " ", "meaning"), ("IJB", "x" * 301, "meaning"),
    ],
)  # fmt: skip
def test_what_is_missing_or_too_long_is_named(
    ann: Attendee, term: str, meaning: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        glossary.explain_word(ann, term, meaning, NOW)
    assert refused.value.field == field


def test_the_longest_key_fits(ann: Attendee) -> None:
    assert len(glossary.explain_word(ann, "a&" * 40, BOARD, NOW).term_key) <= 400


def test_nobody_fills_the_list_or_adds_without_a_place(event: Event, ann: Attendee) -> None:
    for number in range(glossary.MOST_WAITING):
        glossary.explain_word(ann, f"Word {number}", BOARD, NOW)
    with pytest.raises(RuleBroken):
        glossary.explain_word(ann, "One more", BOARD, NOW)
    with pytest.raises(RuleBroken):
        glossary.explain_word(make_attendee(event, "Bo Ek", state="cancelled"), "IJB", BOARD, NOW)
