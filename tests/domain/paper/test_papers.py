"""The desk's list in two halves of the alphabet."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.paper.papers import ROWS_ON_A_PAGE, DeskListPart, DeskRow, in_two

ROWS = st.lists(st.sampled_from("ABKLZ"), max_size=12).map(
    lambda letters: [DeskRow(f"{letter}x", "", "", None) for letter in sorted(letters)]
)


def test_the_halves_are_named_by_their_letters() -> None:
    rows = [DeskRow(name, "Ann", "", 1) for name in ("Adams", "Kerr", "Lee", "Young", "Zhang")]
    assert [(part.letters, len(part.rows)) for part in in_two(rows)] == [("A–K", 2), ("L–Z", 3)]
    assert [part.letters for part in in_two(rows[:1])] == ["A"]
    assert in_two([]) == ()


@given(ROWS)
def test_nobody_is_lost_and_no_letter_is_in_both(rows: list[DeskRow]) -> None:
    parts = in_two(rows)
    assert [row for part in parts for row in part.rows] == rows
    letters = [{row.letter for row in part.rows} for part in parts]
    assert sum(map(len, letters)) == len({row.letter for row in rows})


def test_each_page_of_the_desk_says_which_letters_it_holds() -> None:
    names = ["Adams"] * (ROWS_ON_A_PAGE - 1) + ["Bell", "Cole"]
    long = DeskListPart("A–C", tuple(DeskRow(name, "", "", None) for name in names))
    assert [(page.letters, len(page.rows)) for page in long.pages()] == [("A–B", 24), ("C", 1)]
