"""The list of who moves, to be read aloud."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.morning.moves import (
    RoundMoves,
    TableMove,
    changed_tables,
    given_up_tables,
    moves_by_round,
)

NAMES = {1: "Zoë Ash", 2: "Ann Lee", 3: "Åsa Berg"}
ROUNDS = range(1, 4)
PLANS = st.dictionaries(
    st.tuples(st.integers(1, 6), st.sampled_from(ROUNDS)), st.none() | st.integers(1, 3)
)


def test_each_round_names_who_sits_elsewhere_by_name() -> None:
    before = {(1, 1): 1, (2, 1): 2, (1, 2): 1, (2, 2): 2, (9, 2): 1}
    after = {(1, 1): 2, (2, 1): 2, (1, 2): 2, (2, 2): 1, (3, 2): 1, (9, 2): 2}
    moves = moves_by_round(before, after, NAMES, held=1)
    assert moves == (
        RoundMoves(
            2,
            (
                TableMove(2, "Ann Lee", 2, 1, new=False),
                TableMove(3, "Åsa Berg", None, 1, new=True),
                TableMove(1, "Zoë Ash", 1, 2, new=False),
            ),
        ),
    )
    assert changed_tables(before, after, NAMES, held=1) == (1, 2)


def test_a_sheet_that_names_who_does_not_come_is_no_longer_right() -> None:
    before = {(1, 1): 1, (9, 1): 1, (2, 1): 2, (3, 1): 3, (8, 1): 4}
    after = {(1, 1): 1, (2, 1): 2, (3, 1): 2}
    assert changed_tables(before, after, NAMES, held=0) == (1, 2)
    assert given_up_tables(before, after, NAMES, held=0) == (3, 4)
    assert changed_tables(before, after, NAMES, held=1) == ()


def test_sitting_out_is_a_place_of_its_own() -> None:
    moves = moves_by_round({(1, 1): None, (2, 1): 1}, {(1, 1): 1, (2, 1): None}, NAMES, held=0)
    assert [(move.before, move.after, move.new) for move in moves[0].moves] == [
        (1, None, False),
        (None, 1, False),
    ]


@given(PLANS, PLANS, st.integers(0, 3))
def test_following_the_list_leads_from_one_plan_to_the_other(
    before: dict[tuple[int, int], int | None],
    after: dict[tuple[int, int], int | None],
    held: int,
) -> None:
    told = {
        (move.person, each.number): move.after
        for each in moves_by_round(before, after, NAMES, held)
        for move in each.moves
    }
    mine = {key: t for key, t in after.items() if key[0] in NAMES and key[1] > held}
    start = {key: t for key, t in before.items() if key in mine}
    assert start | told == mine
    assert all(before.get(key, "nowhere") != table for key, table in told.items())
