"""The shapes that stand for sectors."""

from math import pi

import pytest

from scheduler.domain.events.sectors import MOST_SECTORS, SECTOR_SHAPES
from scheduler.domain.paper.sheet_data import Shape
from scheduler.domain.planning.round_table import Sitter, draw
from scheduler.domain.planning.sector_outline import outline

DISC = pi * 15.5**2


def test_each_of_as_many_sectors_as_there_may_be_has_an_outline_and_any_other_a_disc() -> None:
    assert [shape.value for shape in Shape] == list(SECTOR_SHAPES.values())
    assert len(set(SECTOR_SHAPES.values())) == MOST_SECTORS
    assert len({outline(style, 1.0) for style in SECTOR_SHAPES}) == MOST_SECTORS
    assert outline(0, 1.0) == outline(1, 1.0) == outline(MOST_SECTORS + 1, 1.0)
    assert outline(2, 1.0) == "M-14 -14L14 -14L14 14L-14 14z"


def _corners(style: int) -> list[tuple[float, float]]:
    pairs = (pair.split(" ") for pair in outline(style, 1).strip("Mz").split("L"))
    return [(float(x), float(y)) for x, y in pairs]


def _inside(x: float, y: float, corners: list[tuple[float, float]]) -> bool:
    crossed = 0
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y1 > y) != (y2 > y):
            crossed += x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return crossed % 2 == 1


@pytest.mark.parametrize("style", sorted(SECTOR_SHAPES.keys() - {1}))
def test_initials_stand_within_each_shape_and_none_is_much_larger(style: int) -> None:
    corners = _corners(style)
    turns = zip(corners, corners[1:] + corners[:1], strict=True)
    area = abs(sum(x * v - u * y for (x, y), (u, v) in turns)) / 2
    assert DISC * 0.9 < area < DISC * 1.1
    # Two capitals of 13 pixels, 20 wide, stand 9 high on their base line.
    base = draw(1, [Sitter("Ann Bo", "Any", style)], 160).seats[0].letters_y
    box = [(x, base - up) for x in (-10, 10) for up in (0.2, 9)]
    assert [_inside(x, y, corners) for x, y in box] == [True] * 4
