"""Orthogonal Latin squares of order ten, which no group of order ten gives (D2, D3).

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

# Row r, place t: who of column 1, of column 2, and of the halves, sits at table t in round r.
_SECOND = (
    "0123546789 1032457698 2345678901 3254769810 5476890123 "
    "4567981032 7698102345 6789013254 9801324576 8910235467"
)
_THIRD = (
    "6014789325 1895432607 3708564912 5426918073 0143827596 "
    "2970156438 7261390854 8537041269 4659273180 9382605741"
)
_HALVES = (
    "0725183649 9683207415 5962034178 2357961804 3409728561 "
    "1038546927 4871352096 7596410382 8214695730 6140879253"
)


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
    give three rounds (its columns a fourth, which :mod:`..golfers` adds).
    """
    moves = np.empty((10, 3, 10), dtype=np.int64)
    for column, row, first, second in orthogonal_array_of_ten():
        moves[column, :, row] = row, first, second
    return moves


def squares_with_halves() -> NDArray[np.int64]:
    """Return the moves of four columns over ten rounds, [4, 10 rounds, 10 rows].

    Columns 0, 1 and 2 repeat nobody. Rows 0 to 4 of column 3 meet everybody of columns 0
    and 2 once, and rows 5 to 9 everybody of columns 0 and 1; so when they are more people
    of the sectors of columns 1 and 2 no cross-sector pair repeats, although three mutually
    orthogonal squares of order ten are not known. Written with (round, table) as the cells
    of a square, columns 1 and 2 are two orthogonal Latin squares, the first five rows
    disjoint transversals of the second square and the last five of the first.

    Found by trying: a Z_2 × Z_5 table with some of its 2 × 2 subsquares turned (Parker's
    turn-squares; this one has 5504 transversals) is column 1; ten disjoint transversals of
    it give column 2; an exact cover of the cells by five transversals of each gives the
    halves. Of nine squares tried for column 2 the ninth had them, after 1.5 million nodes.
    """
    moves = np.empty((4, 10, 10), dtype=np.int64)
    moves[0] = np.arange(10)
    for column, text in enumerate((_SECOND, _THIRD, _HALVES), start=1):
        for number, row in enumerate(text.split()):
            for table, person in enumerate(row):
                moves[column, number, int(person)] = table
    return moves
