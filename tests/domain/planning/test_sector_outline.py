"""The shapes that stand for sectors."""

from scheduler.domain.events.sectors import MOST_SECTORS, SECTOR_SHAPES
from scheduler.domain.paper.sheet_data import Shape
from scheduler.domain.planning.sector_outline import outline


def test_each_of_as_many_sectors_as_there_may_be_has_an_outline_and_any_other_a_disc() -> None:
    assert [shape.value for shape in Shape] == list(SECTOR_SHAPES.values())
    assert len(set(SECTOR_SHAPES.values())) == MOST_SECTORS
    assert len({outline(style, 1.0) for style in SECTOR_SHAPES}) == MOST_SECTORS
    assert outline(0, 1.0) == outline(1, 1.0) == outline(MOST_SECTORS + 1, 1.0)
    assert outline(2, 1.0) == "M-14 -14L14 -14L14 14L-14 14z"
