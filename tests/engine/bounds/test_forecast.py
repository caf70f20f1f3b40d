"""The ceiling from numbers alone is that of the same people, person by person."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.bounds.ceilings import spread_by_round
from scheduler.engine.bounds.tally import Tally
from scheduler.engine.forecast import ceiling_of_numbers
from scheduler.engine.problem import Odd, Person, Problem


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
