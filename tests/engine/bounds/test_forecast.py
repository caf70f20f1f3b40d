"""The ceiling from numbers alone is never below the proven one of the same people."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.bounds.ceilings import ceiling
from scheduler.engine.forecast import ceiling_of_numbers
from scheduler.engine.problem import Odd, Person, Problem
from scheduler.engine.solvers.budget import Budget


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=4), st.integers(1, 5), st.booleans())
def test_no_plan_of_these_people_reaches_more(sizes: list[int], rounds: int, pairs: bool) -> None:
    sectors = {f"s{number}": size for number, size in enumerate(sizes)}
    people = tuple(
        Person(key=f"{name}-{number}", name="", organisation="", sector=name)
        for name, size in sectors.items()
        for number in range(size)
    )
    found = ceiling_of_numbers(sectors, rounds, pairs=pairs, table_count=2, odd=Odd.TRIO)
    if len(people) < 2:
        assert found == 0
    else:
        problem = Problem(people, rounds, pairs=pairs, table_count=2, odd=Odd.TRIO)
        assert ceiling(problem, Budget.of(0.02)).pairs <= found


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
