"""A first answer to who must move: a small set, and the others fit the tables in use."""

import random

from hypothesis import given
from hypothesis import strategies as st

from scheduler.engine.search.replan.likely_movers import LikelyMovers, likely_movers
from tests.engine.builders import problem, seated, without

FOUR_TABLES = (seated("a0 b0 c0", "a1 b1 c1", "a2 b2 c2", "a3 b3 c3"),) * 2


def test_the_same_people_move_in_each_round() -> None:
    asked = problem((4, 4, 4), 3, 2)
    plan = (FOUR_TABLES[0], seated("a0 b1 c2", "a1 b2 c3", "a2 b3 c0", "a3 b0 c1"))
    late = without(asked, {"a1", "b1", "c1"}, plan, 0, 3)
    # In round 1 table 2 is empty; in round 2 each table would have its own people to move.
    found = likely_movers(late)
    assert (len(found.people), found.used[0]) == (2, frozenset({1, 3, 4}))
    assert likely_movers(without(asked, {"a1", "b1", "c1"}, FOUR_TABLES, 0, 3)) == LikelyMovers(
        frozenset(), (frozenset({1, 3, 4}),) * 2
    )


@given(st.integers(0, 10_000), st.integers(3, 5), st.integers(0, 1))
def test_whoever_does_not_move_has_a_seat_in_use(seed: int, size: int, kept: int) -> None:
    rng = random.Random(seed)
    asked = problem([rng.randint(4, 8) for _ in range(3)], size, 3)
    keys, tables = [person.key for person in asked.people], range(asked.table_count)
    plan = []
    for _ in range(3):
        rng.shuffle(keys)
        plan.append(seated(*(" ".join(keys[t :: len(tables)]) for t in tables)))
    gone = set(rng.sample(keys, rng.randint(1, len(keys) // 2)))
    late = without(asked, gone, tuple(plan), kept, size)
    found = likely_movers(late)
    for number, used in zip(late.open_rounds, found.used, strict=True):
        before, sizes = late.previous[number - 1].tables, late.table_sizes(number)
        stay = [len(set(keys) & late.by_key.keys() - found.people) for keys in before]
        held = sorted((stay[t - 1] for t in used), reverse=True)
        assert sum(held) == sum(stay)
        assert all(have <= room for have, room in zip(held, sizes, strict=True))
