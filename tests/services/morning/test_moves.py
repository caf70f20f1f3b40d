"""Who goes to which table for a round."""

from scheduler.models import Event
from scheduler.services.morning.moves import (
    MANY,
    ON_A_DENSE_PAGE,
    ON_A_PAGE,
    ScreenMove,
    pages_of,
    tables_for_round,
)
from tests.builders import make_attendee, make_people, make_plan


def moves(event: Event, number: int) -> list[tuple[str, int | None]]:
    return [(move.name, move.table) for move in tables_for_round(event, number)]


def test_everybody_goes_somewhere_in_round_1_and_then_those_who_change(event: Event) -> None:
    ann, bo, cy = make_people(event, ["Ann", "Bo", "Cy"])
    make_plan(event, [{1: [ann, bo], 2: [cy]}, {1: [ann], 2: [bo, cy]}, {2: [bo, ann], None: [cy]}])
    assert moves(event, 1) == [("Ann", 1), ("Bo", 1), ("Cy", 2)]
    assert moves(event, 2) == [("Bo", 2)]
    assert moves(event, 3) == [("Ann", 2), ("Cy", None)]
    assert moves(event, 4) == []


def test_who_comes_back_from_sitting_out_is_named(event: Event) -> None:
    ann, bo = make_people(event, ["Ann", "Bo"])
    make_plan(event, [{1: [ann], None: [bo]}, {1: [ann, bo]}])
    assert moves(event, 2) == [("Bo", 1)]


def test_who_cancelled_and_who_arrives_later(event: Event) -> None:
    ann, bo, late = make_people(event, ["Ann", "Bo", "Late"])
    gone = make_attendee(event, "Gone", state="cancelled")
    make_plan(event, [{1: [ann, gone], 2: [bo]}, {1: [ann, late, gone], 2: [bo]}])
    assert moves(event, 1) == [("Ann", 1), ("Bo", 2)]
    assert moves(event, 2) == [("Late", 1)]


def test_a_draft_moves_nobody(event: Event) -> None:
    make_plan(event, [{1: make_people(event, 2)}], "draft")
    assert moves(event, 1) == []


def test_names_are_sorted_as_on_paper(event: Event) -> None:
    make_plan(event, [{1: make_people(event, ["Żak", "ábel", "Bo"])}])
    assert [name for name, _ in moves(event, 1)] == ["ábel", "Bo", "Żak"]


def test_a_page_holds_what_fits_and_says_its_letters() -> None:
    names = [f"{letter}{n}" for letter in "ABC" for n in range(8)]
    pages = pages_of([ScreenMove(name, 1) for name in names])
    assert [(page.letters, len(page.moves)) for page in pages] == [
        ("A–C1", ON_A_PAGE),
        ("C2–C7", 6),
    ]
    assert [page.letters for page in pages_of([ScreenMove(name, 1) for name in names[:8]])] == ["A"]
    assert pages_of([]) == ()


def test_of_many_names_more_stand_on_a_page() -> None:
    few, many = (pages_of([ScreenMove("Ann Lee", 1)] * number) for number in (MANY, MANY + 1))
    assert {(len(page.moves), page.dense) for page in few} == {(ON_A_PAGE, False)}
    assert {(len(page.moves), page.dense) for page in many[:-1]} == {(ON_A_DENSE_PAGE, True)}
    assert sum(len(page.moves) for page in many) == MANY + 1


def test_the_first_word_of_a_name_is_told_from_the_rest() -> None:
    names = ["Ann van der Berg", "Cher", "  "]
    assert [(move.first, move.rest) for move in (ScreenMove(name, 1) for name in names)] == [
        ("Ann", "van der Berg"), ("Cher", ""), ("  ", "")
    ]  # fmt: skip
