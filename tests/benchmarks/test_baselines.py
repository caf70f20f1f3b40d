"""The plainer ways keep the rules they claim to keep, and are counted as the engine counts."""

import numpy as np
import pytest

from benchmarks.engine.annealing import annealing
from benchmarks.engine.by_hand import hand_rotation, random_seating
from benchmarks.engine.instances import Instance, instances
from benchmarks.engine.room import Seats, keeps_rules, pairs_met, room
from benchmarks.engine.textbook import textbook
from scheduler.engine.problem import SeatedRound
from scheduler.engine.result import measure

EVERY = instances()


def counted_by_the_engine(instance: Instance, seats: Seats) -> int:
    keys = [person.key for person in instance.people]
    rounds = tuple(
        SeatedRound(
            tuple(
                tuple(keys[p] for p in np.flatnonzero(row == table))
                for table in range(int(row.max()) + 1)
            )
        )
        for row in seats
    )
    return measure(instance.problem(), rounds).cross_sector_pairs


@pytest.mark.parametrize("name", ["P3", "T5", "T7", "C1", "8-4-9"])
def test_random_and_rotation_keep_sizes_and_hosts(name: str) -> None:
    plain = room(EVERY[name])
    anybody = room(EVERY[name])
    anybody.apart[:] = False
    for seats in (random_seating(plain, 1), hand_rotation(plain)):
        assert keeps_rules(anybody, seats)
        assert pairs_met(plain, seats) == counted_by_the_engine(EVERY[name], seats)


def test_annealing_beats_drawing_lots_and_keeps_people_apart() -> None:
    plain = room(EVERY["C1"])
    seats = annealing(plain, 0.5, 1)
    assert keeps_rules(plain, seats)
    assert pairs_met(plain, seats) > pairs_met(plain, random_seating(plain, 1))
    assert pairs_met(plain, seats) == counted_by_the_engine(EVERY["C1"], seats)


def test_the_textbook_model_solves_what_is_small() -> None:
    plain = room(EVERY["two people"])
    seats = textbook(plain, 5.0, 1, 1)
    assert seats is not None
    assert keeps_rules(plain, seats)
    assert pairs_met(plain, seats) == 1


def test_the_textbook_model_declines_what_is_large() -> None:
    assert textbook(room(EVERY["T6"]), 1.0, 1, 1) is None


def test_a_broken_rule_is_seen() -> None:
    plain = room(EVERY["T5"])
    seats = hand_rotation(plain)
    seats[0, 0] = seats[0, 1]
    assert not keeps_rules(plain, seats)
