"""B10: those who come late or leave early have few seats, and the bounds on fairness know."""

from dataclasses import replace

from scheduler.engine.bounds.ceilings import ceiling, fewest_ceiling, spread_floor
from scheduler.engine.bounds.seats import SeatModel
from scheduler.engine.bounds.tally import Tally
from scheduler.engine.problem import Odd, Problem
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, sectors


def _with_early_leavers() -> Problem:
    people = tuple(
        replace(p, leaves_after_round=2) if p.key in ("a0", "b3", "c5") else p
        for p in sectors(12, 15, 9)
    )
    return Problem(people, 5, table_count=6)


def test_people_who_leave_early_cannot_be_evened_out() -> None:
    case = _with_early_leavers()
    pairs = ceiling(case).pairs
    tally = Tally(case)
    fewest = fewest_ceiling(case, pairs)
    by_seats = SeatModel(tally, pairs, Budget.of(5.0)).least_spread(fewest)
    assert (pairs, fewest, by_seats) == (312, 16, 11176)
    assert spread_floor(case, pairs, fewest) == by_seats


def test_many_sectors_over_unlike_rounds_have_a_fewest_that_is_not_arithmetic_alone() -> None:
    people = tuple(
        replace(p, arrives_round=2 + number % 6) if number % 7 == 0 else p
        for number, p in enumerate(sectors(13, 8, 8, 25, 4, 14))
    )
    case = Problem(people, 8, table_count=9)
    pairs = ceiling(case).pairs
    assert fewest_ceiling(case, pairs) == 38


def test_who_has_met_everybody_elsewhere_leaves_two_sectors_to_each_other() -> None:
    # All 144 pairs of the twelve are had, and the sixteen others are between the eight and the
    # four, so that the four have 16 each and the eight 14.
    case = problem((12, 8, 4), 2, 16)
    assert fewest_ceiling(case, 160) == 12
    assert spread_floor(case, 160, 12) == 12 * 12**2 + 8 * 14**2 + 4 * 16**2


def test_where_somebody_sits_out_seats_are_not_counted() -> None:
    case = Problem(sectors(4, 3), 3, pairs=True, odd=Odd.SIT_OUT)
    assert SeatModel(Tally(case), 8, Budget.of(5.0)).most_fewest() is None
    assert SeatModel(Tally(case), 8, Budget.of(5.0)).least_spread(2) is None
