"""The line about a person on the hosts' sheets."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.paper.sheet_data import LONGEST_NOTE, MOST_NOTES, fitted


def test_short_notes_are_sentences_each_on_its_line() -> None:
    assert fitted([]) == ""
    assert fitted(["Offers a venue", "Ready?", "We bake."]) == "Offers a venue.\nReady?\nWe bake."


@given(st.lists(st.integers(1, 200), min_size=1, max_size=8))
def test_each_note_is_there_and_only_the_longest_are_shortened(lengths: list[int]) -> None:
    letters = "abcdefgh"
    line = fitted([letter * length for letter, length in zip(letters, lengths, strict=False)])
    assert len(line) <= LONGEST_NOTE
    kept = lengths[:MOST_NOTES]
    shown = [line.count(letter) for letter in letters[: len(kept)]]
    assert line.count("…") == sum(there < length for there, length in zip(shown, kept, strict=True))
    cut = {there for there, length in zip(shown, kept, strict=True) if there < length}
    assert len(cut) <= 1
    assert all(max(shown) - there <= 1 for there in cut)
    assert min(shown) >= min(*kept, LONGEST_NOTE // MOST_NOTES - 3)
