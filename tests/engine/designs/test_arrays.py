"""Every array of the catalogue is one, and a slip would be noticed."""

import numpy as np
import pytest

from scheduler.engine.designs.arrays import arrays, repeats_nobody, standing_array

ORDERS = [*range(2, 33), 36]


@pytest.mark.parametrize("order", ORDERS)
def test_every_array_of_an_order_repeats_nobody(order: int) -> None:
    for array in arrays(order, order):
        assert array.shape[2] == order
        assert repeats_nobody(array)


@pytest.mark.parametrize(
    ("order", "columns"),
    [
        *((q, q) for q in (4, 5, 7, 8, 9, 11, 16, 25, 32)),
        *((10, 3), (12, 6), (14, 5), (15, 5), (18, 6), (20, 5), (21, 6), (22, 4), (24, 8)),
        *((26, 5), (28, 6), (30, 5), (36, 9)),
    ],
)
def test_as_many_columns_are_known_for_all_rounds(order: int, columns: int) -> None:
    assert arrays(order, order)[0].shape == (columns, order, order)


def test_fewer_rounds_leave_the_arrays_with_the_most_columns() -> None:
    assert [array.shape for array in arrays(10, 7)] == [(8, 7, 10), (9, 5, 10)]


def test_a_repeated_meeting_is_noticed() -> None:
    array = arrays(7, 7)[0].copy()
    array[3, 5, [0, 1]] = array[3, 5, [1, 0]]
    assert not repeats_nobody(array)


def test_a_column_that_moves_is_noticed_and_made_to_stand() -> None:
    moving = (arrays(5, 5)[0] + np.arange(5)[None, :, None]) % 5
    assert not repeats_nobody(moving)
    assert repeats_nobody(standing_array(moving))
