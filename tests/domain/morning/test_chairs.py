"""Where a newcomer sits while everybody else keeps their seats."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.morning.chairs import Newcomer, free_chairs

PEOPLE = [chr(letter) for letter in range(ord("a"), ord("m"))]
ROUND = st.lists(st.integers(0, 3), min_size=len(PEOPLE), max_size=len(PEOPLE)).map(
    lambda places: {
        table: [person for person, at in zip(PEOPLE, places, strict=True) if at == table]
        for table in range(1, 4)
    }
)
SOME = st.frozensets(st.sampled_from(PEOPLE), max_size=4)


def test_somebody_alone_gets_company_first() -> None:
    tables = {1: ["a", "b"], 2: ["c"], 3: []}
    assert free_chairs([tables], 4, Newcomer(others=frozenset("ab"))) == (2,)


def test_new_people_of_other_sectors_come_before_those_met_already() -> None:
    first, second = {1: ["a", "b"], 2: ["c", "d"]}, {1: ["a", "c"], 2: ["b", "d"]}
    newcomer = Newcomer(others=frozenset("abd"), known=frozenset("d"))
    # Round 1 brings a and b. In round 2 both tables have one of them: d is known, c is not.
    assert free_chairs([first, second], 4, newcomer) == (1, 1)


def test_no_chair_is_free_at_full_tables_or_beside_whom_they_are_kept_from() -> None:
    tables = {1: ["a", "b"], 2: ["c"], 3: []}
    assert free_chairs([tables], 2, Newcomer(never=frozenset("c"))) == (None,)
    assert free_chairs([tables], 3, Newcomer(never=frozenset("c"))) == (1,)
    assert free_chairs([tables], 3, Newcomer(beside=frozenset("ax"))) == (1,)
    assert free_chairs([tables], 3, Newcomer(beside=frozenset("ac"))) == (None,)


@given(st.lists(ROUND, min_size=1, max_size=4), st.integers(2, 6), SOME, SOME)
def test_every_chair_was_free_and_nobody_sits_with_whom_they_must_not(
    rounds: list[dict[int, list[str]]], seats: int, never: frozenset[str], others: frozenset[str]
) -> None:
    chosen = free_chairs(rounds, seats, Newcomer(never=never, others=others))
    for tables, table in zip(rounds, chosen, strict=True):
        free = {
            number
            for number, people in tables.items()
            if 0 < len(people) < seats and not never & set(people)
        }
        assert (table in free) if free else (table is None)
