"""The geometry of the round table."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.planning.round_table import (
    MEASURES,
    Mark,
    Sitter,
    describe,
    draw,
    initials,
    spots,
)

ESTHER = Sitter("Esther Patel", "Voluntary", 1, host=True)
DANIEL = Sitter("Daniel Adeyemi", "Public", 2)
SIZES = st.sampled_from(sorted(MEASURES))


@given(size=SIZES, seats=st.integers(min_value=1, max_value=24))
def test_seats_stand_on_one_circle_clockwise_from_twelve_at_equal_steps(
    size: int, seats: int
) -> None:
    middle, radius = size / 2, MEASURES[size].seats
    placed = spots(size, seats)
    turns = [math.degrees(math.atan2(spot.x - middle, middle - spot.y)) % 360 for spot in placed]
    assert [math.hypot(s.x - middle, s.y - middle) for s in placed] == pytest.approx(
        [radius] * seats, abs=0.1
    )
    assert [(turn + 1) % 360 - 1 for turn in turns] == pytest.approx(
        [360 * i / seats for i in range(seats)], abs=0.5
    )


@given(size=SIZES, seats=st.integers(min_value=1, max_value=12))
def test_shapes_of_neighbours_do_not_overlap(size: int, seats: int) -> None:
    drawing = draw(1, [Sitter("A B", "Public", 1)] * seats, size)
    radius = 15.5 * drawing.scale
    placed = [seat.spot for seat in drawing.seats]
    apart = [
        math.hypot(a.x - b.x, a.y - b.y) for i, a in enumerate(placed) for b in placed[i + 1 :]
    ]
    assert all(distance > 2 * radius for distance in apart)


def test_the_host_takes_twelve_o_clock_wherever_listed() -> None:
    drawing = draw(4, [DANIEL, None, ESTHER])
    assert [seat.sitter for seat in drawing.seats] == [ESTHER, DANIEL, None]
    assert (drawing.seats[0].spot.x, drawing.seats[0].spot.y) == (80, 24)


def test_words_say_what_the_drawing_shows() -> None:
    you = Sitter("Mei", "", 0, you=True, marks=frozenset({Mark.FOLLOWED, Mark.LOCKED}))
    assert (
        describe(4, [ESTHER, DANIEL, you, None], locked=True)
        == "Table 4, locked: Esther Patel (voluntary, host), Daniel Adeyemi (public), "
        "Mei (you, locked), 1 empty seat"
    )
    assert describe(7, [None, None]) == "Table 7: 2 empty seats"
    assert describe(7, []) == "Table 7"


def test_two_people_who_would_meet_again_are_joined() -> None:
    again = Sitter("Ann Bo", "Public", 2, marks=frozenset({Mark.WARNED}))
    drawing = draw(1, [ESTHER, again, DANIEL, again])
    assert drawing.warned == (drawing.seats[1].spot, drawing.seats[3].spot)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Esther Patel", "EP"),
        ("Małgorzata Nowak-Żak", "MŻ"),
        ("Dr Priyanka Venkataraman", "PV"),
        ("A", "A"),
        ("", ""),
        ("Jean de la Fontaine (NHS)", "JN"),
        ("e\N{COMBINING ACUTE ACCENT}ric", "E\N{COMBINING ACUTE ACCENT}"),
        ("دانيال حداد", "د"),
        ("רחל כהן", "רכ"),
    ],
)
def test_initials_are_first_letters_of_first_and_last_word(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_from_nine_seats_on_names_stand_beside() -> None:
    assert draw(1, [DANIEL] * 8, 320).named
    assert not draw(1, [DANIEL] * 9, 320).named
    assert not draw(1, [DANIEL] * 5, 160).named


def test_only_three_sizes_are_known() -> None:
    with pytest.raises(KeyError):
        draw(1, [DANIEL], 100)
