"""Which rounds of a new seating disturb what is held."""

from scheduler.domain.planning.locks import Held, Lock, disturbed_rounds

BEFORE = [{"a": 1, "b": 1, "c": 2, "d": 0}, {"a": 1, "b": 2, "c": 2, "d": 1}]


def test_a_held_free_chair_a_held_seat_and_who_is_held_out_of_a_round_stay() -> None:
    after = [{"a": 1, "b": 1, "c": 1, "d": 2}, {"a": 2, "b": 2, "c": 1, "d": 1}]
    for lock, disturbed in (
        (Lock(Held.TABLE, 1, table=1), {1}),  # c came to it
        (Lock(Held.TABLE, table=2), {1, 2}),
        (Lock(Held.PERSON, 1, one="d"), {1}),  # d sat out
        (Lock(Held.PERSON, one="b"), set()),
        (Lock(Held.ROUND, 2), {2}),
        (Lock(Held.PAIR, 1, one="a", other="b"), set()),
        (Lock(Held.PAIR, one="b", other="c"), {2}),
    ):
        assert disturbed_rounds([lock], BEFORE, after) == disturbed, lock
    assert disturbed_rounds([Lock(Held.ROUND, 1)], BEFORE, BEFORE) == frozenset()
