"""A person is found wherever they are named, and nobody else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.privacy.traces import ERASED, Traces

ANN = Traces({"Ann Lee"}, {"ann@example.org"})


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Ann Lee is new on it", "[erased] is new on it"),
        ("ANN\u00a0 lee’s table", "[erased]’s table"),
        ("To: Ann Lee <Ann@Example.org>", "To: [erased] <[erased]>"),
        ("Joann Lee, Ann Leeds, ann@example.organic", None),
        ("Ann and Lee", None),
    ],
)
def test_a_name_is_found_as_whole_words(text: str, without: str | None) -> None:
    assert ANN.without(text) == (without or text)


def test_a_name_of_one_word_is_no_other_word() -> None:
    will = Traces({"Will"}, set())
    assert will.without(["Will you come?", "will "]) == ["Will you come?", ERASED]


def test_lists_and_mappings_are_searched_to_the_bottom() -> None:
    held = {"Ann Lee": [{"name": "Ann Lee"}, 3, None], "kept": True}
    assert ANN.within(held)
    assert ANN.without(held) == {ERASED: [{"name": ERASED}, 3, None], "kept": True}


def test_letters_that_were_put_together_otherwise_are_the_same_letters() -> None:
    assert Traces({"Zoë Lee"}, set()).without("Zoe\u0308 Lee") == ERASED


@given(st.text(), st.text())
def test_nothing_is_left_of_a_name_and_the_rest_is_as_it_was(before: str, after: str) -> None:
    text = f"{before} Quilla Featherstone {after}"
    cut = Traces({"Quilla Featherstone"}, set()).without(text)
    assert "quilla" not in cut.casefold() or "quilla" in (before + after).casefold()
    assert Traces({"Somebody Else"}, {"x@example.org"}).without(text) == text
