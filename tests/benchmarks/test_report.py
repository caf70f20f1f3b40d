"""The document is whole: every part has its table, and figures stand under their heads."""

import pytest

from benchmarks.engine.affinity import measure_affinity
from benchmarks.engine.instances import instances
from benchmarks.engine.late_change import BEST, BY_HAND, FEWEST, Change, late_changes
from benchmarks.engine.report import late_section, section
from benchmarks.engine.ways import Limits, by_plain_ways, measure

EVERY = instances()


def test_every_table_has_as_many_cells_as_columns() -> None:
    limits = Limits(engine=0.5, annealing=0.05, textbook=0.2)
    text = section(
        [(measure(i, limits), by_plain_ways(i, limits)) for i in (EVERY["P1"], EVERY["8-4-10"])],
        measure_affinity(EVERY["P1"], 0.5),
        limits,
    )
    text += "\n\n" + late_section(late_changes(EVERY["P1"], 0.5))
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert len(tables) == 4
    for table in tables:
        assert {row.count("|") for row in table} == {table[0].count("|")}


def test_a_plan_of_the_engine_is_never_above_its_ceiling_nor_its_bound() -> None:
    for change in late_changes(EVERY["P1"], 0.5):
        assert change.pairs is not None
        assert change.pairs <= change.ceiling
    for liked in measure_affinity(EVERY["P1"], 0.5):
        assert liked.granted <= liked.bound


@pytest.mark.parametrize("name", ["P1", "T1"])
def test_late_changes_are_met_in_both_modes_and_by_hand(name: str) -> None:
    """By hand is never better than the fewest moves, nor these than the best meetings."""
    changes = late_changes(EVERY[name], 3.0)
    for i in range(0, len(changes), 3):
        best, fewest, by_hand = changes[i : i + 3]
        assert [c.way for c in (best, fewest, by_hand)] == [BEST, FEWEST, BY_HAND]
        assert _by_moves(by_hand) <= _by_moves(fewest)
        assert _pairs(fewest) <= _pairs(best)


def _pairs(change: Change) -> int:
    assert change.pairs is not None
    return change.pairs


def _by_moves(change: Change) -> tuple[int, int]:
    """Fewer people moved before more pairs."""
    assert change.people_moved is not None
    return -change.people_moved, _pairs(change)
