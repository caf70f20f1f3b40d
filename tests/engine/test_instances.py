"""The named instances: the quick ones reach their proven bounds, and all are well formed."""

import pytest

from benchmarks.engine.instances import Instance, instances
from scheduler.engine import rules
from scheduler.engine.bounds.ceilings import ceiling, ceiling_after_history
from scheduler.engine.result import Progress, Settings, Status
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget

EVERY = instances()
QUICK = [instance for instance in EVERY.values() if instance.quick]


@pytest.mark.parametrize("instance", QUICK, ids=lambda instance: instance.name)
def test_a_quick_instance_is_proven_best(instance: Instance) -> None:
    problem, pairs = instance.problem(), 0

    def look(progress: Progress) -> None:
        nonlocal pairs
        pairs = progress.cross_sector_pairs

    def enough() -> bool:
        return instance.fewest is None and pairs == instance.bound

    result = solve(problem, Settings(seconds=30.0), look, enough)
    assert rules.check(problem, result.rounds) == []
    assert result.score is not None
    assert (result.score.cross_sector_pairs, result.score.ceiling) == (instance.bound,) * 2
    assert result.status is Status.OPTIMAL
    if instance.fewest is not None:
        assert result.score.fewest_cross_sector == instance.fewest


@pytest.mark.parametrize("name", ["T7", "S10"])
def test_the_ceiling_of_a_hard_instance_is_as_recorded(name: str) -> None:
    assert ceiling(EVERY[name].problem()).pairs == EVERY[name].bound


def test_the_ceiling_after_a_series_of_events_is_as_recorded() -> None:
    case = EVERY["H4"].problem()
    sectors_alone = ceiling(case)
    assert sectors_alone.pairs == 355
    assert (
        ceiling_after_history(case, sectors_alone, (), Budget.of(60.0)).pairs == EVERY["H4"].bound
    )


def test_names_are_as_docs_give_them() -> None:
    assert len(EVERY) == 8 + 8 + 12 + 16 + 9 + 1 + 9 + 4
    assert EVERY["T5"].problem().by_key["p45"].host_table == 8
    assert EVERY["C1"].problem().people[0].host_table == 1
    assert EVERY["8-4-10"].shape == "32 x 1; tables of 4; 10 rounds"
