"""The rounds that somebody misses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.morning.away import Span, away_words, back_from, rounds_away
from scheduler.domain.states import Presence

ROUNDS = 6
SPANS = st.lists(
    st.tuples(st.integers(1, ROUNDS), st.none() | st.integers(2, ROUNDS)).map(list), max_size=3
)


@pytest.mark.parametrize(
    ("spans", "missed"),
    [([], set()), ([[2, 4]], {2, 3}), ([[5, None]], {5, 6}), ([[1, 2], [4, 5]], {1, 4})],
)
def test_a_span_ends_before_the_round_they_are_back_for(
    spans: list[Span], missed: set[int]
) -> None:
    assert rounds_away(spans, ROUNDS) == missed


@given(SPANS, st.integers(1, ROUNDS + 1))
def test_being_back_changes_what_is_to_come_and_nothing_before(
    spans: list[Span], number: int
) -> None:
    before, after = rounds_away(spans, ROUNDS), rounds_away(back_from(spans, number), ROUNDS)
    assert after == {missed for missed in before if missed < number}


@pytest.mark.parametrize(
    ("state", "spans", "words"),
    [
        (Presence.HERE, [[1, 2]], ""),
        (Presence.LATE, [[1, 3]], "comes for round 3"),
        (Presence.LATE, [], "comes before round 1"),
        (Presence.OUT, [[2, 3]], "out from round 2, back for round 3"),
        (Presence.OUT, [[2, None]], "out from round 2"),
        (Presence.LEFT, [[1, 2], [4, None]], "gone from round 4"),
    ],
)
def test_the_desk_says_which_rounds(state: Presence, spans: list[Span], words: str) -> None:
    assert away_words(state, spans) == words
