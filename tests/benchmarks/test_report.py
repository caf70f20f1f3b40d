"""The document is whole: every part has its table, and figures stand under their heads."""

from benchmarks.engine.instances import instances
from benchmarks.engine.late_change import late_changes
from benchmarks.engine.liking import liking
from benchmarks.engine.report import section
from benchmarks.engine.ways import Limits, measure

EVERY = instances()


def test_every_table_has_as_many_cells_as_columns() -> None:
    limits = Limits(engine=0.5, annealing=0.05, textbook=0.2)
    text = section(
        [measure(EVERY["P1"], limits), measure(EVERY["8-4-10"], limits)],
        late_changes(EVERY["P1"], 0.5),
        liking(EVERY["P1"], 0.5),
        limits,
    )
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert len(tables) == 4
    for table in tables:
        assert {row.count("|") for row in table} == {table[0].count("|")}


def test_a_plan_of_the_engine_is_never_above_its_ceiling_nor_its_bound() -> None:
    for change in late_changes(EVERY["P1"], 0.5):
        assert change.pairs <= change.ceiling
    for liked in liking(EVERY["P1"], 0.5):
        assert liked.granted <= liked.bound
