from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.planning.alone import Alone, Sits, alone_in, alone_sentence


def sits(*rounds: dict[int, str]) -> list[Sits]:
    """For each round the names at each table, one letter a person."""
    return [
        Sits(number, table, name)
        for number, tables in enumerate(rounds, start=1)
        for table, names in tables.items()
        for name in names
    ]


def test_nobody_alone_is_no_word() -> None:
    found = alone_in(sits({1: "AB", 2: "CDE"}))
    assert (bool(found), alone_sentence(found)) == (False, "")


def test_each_is_named_with_how_many_tables_would_mend_it() -> None:
    found = alone_in(sits({1: "AB", 2: "CD", 3: "E"}, {1: "EB", 2: "CD", 3: "A"}))
    assert found == Alone(((1, "E"), (2, "A")), 3, 2)
    assert alone_sentence(found) == (
        "E sits alone in round 1 and A in round 2. With 2 tables nobody would."
    )


def test_one_person_in_several_rounds() -> None:
    found = alone_in(sits({1: "AB", 2: "C"}, {1: "AB", 2: "C"}))
    assert alone_sentence(found) == "C sits alone in rounds 1 and 2. With 1 table nobody would."


def test_a_companion_who_cancelled_is_mended_by_fitting_the_changes_in() -> None:
    found = alone_in(sits({1: "A", 2: "BCD"}))
    assert alone_sentence(found) == "A sits alone in round 1. Fit in late changes, and nobody will."


def test_the_only_person_there() -> None:
    assert alone_sentence(alone_in(sits({1: "A"}))) == (
        "A sits alone in round 1: nobody else is there then."
    )


@given(st.lists(st.lists(st.integers(1, 6), min_size=2, max_size=5), min_size=1, max_size=4))
def test_as_many_tables_as_are_named_leave_nobody_alone(rooms: list[list[int]]) -> None:
    found = alone_in(
        Sits(number, table, f"{table}-{seat}")
        for number, sizes in enumerate(rooms, start=1)
        for table, size in enumerate(sizes, start=1)
        for seat in range(size)
    )
    assert bool(found) == any(size == 1 for sizes in rooms for size in sizes)
    assert all(sum(sizes) // found.enough >= 2 for sizes in rooms)
    assert any(sum(sizes) // (found.enough + 1) < 2 for sizes in rooms)
