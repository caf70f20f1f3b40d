import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.english import agree, count, in_words, listed, numbered, places_words


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (12, "12 people")]
)
def test_things_are_counted(number: int, said: str) -> None:
    assert count(number, "person", "people") == said


def test_an_s_is_enough_for_most_plurals() -> None:
    assert [count(number, "seat") for number in (1, 2)] == ["1 seat", "2 seats"]


def test_a_verb_agrees_with_its_number() -> None:
    assert [agree(number, "has", "have") for number in (0, 1, 2)] == ["have", "has", "have"]


@pytest.mark.parametrize(
    ("names", "most", "said"),
    [
        ([], None, ""),
        (["Ann"], None, "Ann"),
        (["Ann", "Ben"], None, "Ann and Ben"),
        (["Ann", "Ben", "Cy"], None, "Ann, Ben and Cy"),
        (["Ann", "Ben", "Cy"], 3, "Ann, Ben and Cy"),
        (["Ann", "Ben", "Cy", "Di"], 2, "Ann, Ben and 2 more"),
        (["Ann", "Ben"], 1, "Ann and 1 more"),
    ],
)
def test_names_are_listed(names: list[str], most: int | None, said: str) -> None:
    assert listed(names, most) == said


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True)), st.integers(1, 6))
def test_nobody_is_named_beyond_the_limit_and_nobody_is_forgotten(
    names: list[str], most: int
) -> None:
    parts = listed(names, most).replace(" and ", ", ").split(", ") if names else []
    assert parts[:most] == names[:most]
    assert parts[most:] == ([f"{len(names) - most} more"] if len(names) > most else [])


def test_the_first_of_a_kind() -> None:
    assert [numbered("Round", number) for number in (1, 3)] == ["Round 1", "Rounds 1 to 3"]


@pytest.mark.parametrize(
    ("taken", "capacity", "words"),
    [
        (0, 1, "0 of 1 place taken"),
        (12, 40, "12 of 40 places taken"),
        (63, 10, "63 people have a place; the event has 10"),
    ],
)
def test_more_people_than_places_are_said_as_they_are(
    taken: int, capacity: int, words: str
) -> None:
    assert places_words(taken, capacity) == words


def test_small_numbers_are_words() -> None:
    assert [in_words(number) for number in (0, 1, 6, 9, 10, 27)] == [
        "no", "one", "six", "nine", "10", "27",
    ]  # fmt: skip
