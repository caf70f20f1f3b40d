"""A pair of orthogonal Latin squares of order ten, which no group of order ten gives.

Bose, Shrikhande and Parker (1960) grow them from Z_7 and three infinities. A column
(∞, a, b, c) of the quasi-difference matrix below stands for seven rows of an orthogonal
array (add 0..6 to the finite entries); each of its three columns is used in all four
cyclic rotations, with another infinity each time, and (0, 0, 0, 0) makes seven rows more.
Any two finite entries of one position pair take every difference once, so every pair of
values occurs once; the nine rows over the infinities alone are an orthogonal array of
order three.
"""

import numpy as np
from numpy.typing import NDArray

_FINITE = ((0, 1, 4), (0, 2, 1), (0, 4, 2))


def orthogonal_array_of_ten() -> NDArray[np.int64]:
    """Return 100 rows of 4 values 0..9: every pair of values once in every two columns."""
    rows: list[tuple[int, ...]] = [(g, g, g, g) for g in range(7)]
    for infinity, finite in enumerate(_FINITE, start=7):
        for turn in range(4):
            for g in range(7):
                row = [infinity, *((value + g) % 7 for value in finite)]
                rows.append(tuple(row[(position - turn) % 4] for position in range(4)))
    three = [(a, b, (a + b) % 3, (a + 2 * b) % 3) for a in range(3) for b in range(3)]
    rows += [(7 + a, 7 + b, 7 + c, 7 + d) for a, b, c, d in three]
    return np.array(rows, dtype=np.int64)


def squares_of_ten() -> NDArray[np.int64]:
    """Return the moves of three columns over ten rounds, [3, 10 rounds, 10 rows].

    Read (round, table, row of column 1, row of column 2) from the array, while column 0
    stands still: ten rounds, where shifts in a group of order ten give nine.
    """
    moves = np.empty((3, 10, 10), dtype=np.int64)
    moves[0] = np.arange(10)
    for number, table, first, second in orthogonal_array_of_ten():
        moves[1, number, first] = table
        moves[2, number, second] = table
    return moves


def squares_across() -> NDArray[np.int64]:
    """Return the moves of ten columns over three rounds, [10, 3 rounds, 10 rows].

    People stand in a square of ten by ten; its rows and two orthogonal Latin squares on it
    give three rounds (its columns a fourth, which :mod:`.golfers` adds).
    """
    moves = np.empty((10, 3, 10), dtype=np.int64)
    for column, row, first, second in orthogonal_array_of_ten():
        moves[column, :, row] = row, first, second
    return moves
