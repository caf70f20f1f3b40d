"""The ceiling from numbers alone is that of the same people, person by person."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.bounds.ceilings import spread_by_round
from scheduler.engine.bounds.tally import Tally
from scheduler.engine.forecast import at_enough_tables, ceiling_of_numbers
from scheduler.engine.problem import Odd, Person, Problem, SeatedRound, tables_for
from scheduler.engine.solve import Settings, solve


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(0, 8), min_size=1, max_size=4),
    st.integers(1, 5),
    st.integers(1, 9),
    st.booleans(),
    st.sampled_from(Odd),
)
def test_it_is_what_is_proven_of_these_people(
    sizes: list[int], rounds: int, tables: int, pairs: bool, odd: Odd
) -> None:
    sectors = {f"s{number}": size for number, size in enumerate(sizes)}
    people = tuple(
        Person(key=f"{name}-{number}", name="", organisation="", sector=name)
        for name, size in sectors.items()
        for number in range(size)
    )
    found = ceiling_of_numbers(sectors, rounds, pairs=pairs, table_count=tables, odd=odd)
    if len(people) < 2:
        assert found == 0
    else:
        tally = Tally(Problem(people, rounds, pairs=pairs, table_count=tables, odd=odd))
        by_round = sum(spread_by_round(tally).values())
        assert found == min(sum(tally.countable.values()), by_round)


def test_the_room_of_the_documentation() -> None:
    assert (
        ceiling_of_numbers(
            {"voluntary": 20, "public": 20, "private": 20},
            4,
            pairs=False,
            table_count=12,
            odd=Odd.TRIO,
        )
        == 384
    )


def replanned(tables: Sequence[int], gone: Collection[tuple[int, int]], limit: int) -> Problem:
    """Two rounds at tables of these sizes, from which who is ``gone`` (table, seat) is missing."""
    seats = [[f"{t}-{n}" for n in range(size)] for t, size in enumerate(tables)]
    seated = SeatedRound(tuple(map(tuple, seats)))
    keys = [key for table in seats for key in table]
    left = {f"{t}-{n}" for t, n in gone}
    people = tuple(
        Person(key, key, "", "ab"[n % 2]) for n, key in enumerate(keys) if key not in left
    )
    return Problem(
        people,
        2,
        table_count=tables_for(len(people), limit),
        table_limit=limit,
        room_tables=len(tables),
        previous=(seated, seated),
    )


@pytest.mark.parametrize(
    ("tables", "gone", "limit", "expected"),
    [
        # Nobody need move: closing a table would move five.
        ((6, 5, 5, 5, 5, 5), [(0, 0)], 6, 6),
        ((6, 5, 5, 5, 5, 5), [(5, 0)], 6, 6),
        # A table that nobody is left at is given up, and one that would be less than half full.
        ((4, 4, 4), [(2, n) for n in range(4)], 4, 2),
        ((6, 6, 6), [(t, n) for t in range(3) for n in range(4)], 6, 2),
        # Trios leave no choice.
        ((3, 3, 3, 3), [(0, 0), (1, 0), (2, 0)], 3, 3),
    ],
)
def test_few_moves_keep_the_tables_that_most_people_can_stay_at(
    tables: Sequence[int], gone: Collection[tuple[int, int]], limit: int, expected: int
) -> None:
    problem = replanned(tables, gone, limit)
    moved = at_enough_tables(problem)
    assert moved == replace(problem, prefer_stability=True, table_count=expected)


def test_nobody_moves_where_nobody_need() -> None:
    problem = at_enough_tables(replanned((6, 5, 5, 5, 5, 5), [(0, 0)], 6))
    result = solve(problem, Settings(seconds=5, workers=1))
    assert result.score is not None
    assert result.score.moved_people == 0
