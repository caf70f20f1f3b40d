"""Compiles, or loads from the cache on disk, what a first plan would otherwise wait for."""

from scheduler.engine.problem import Person, Problem
from scheduler.engine.result import Settings


def warm() -> None:
    """Solve a tiny problem, so that kernels and solvers are compiled and imported.

    Called once by the worker at its start: seconds on a fresh install, less than one later.
    Compiled kernels are kept beside their modules or, where that cannot be written, in the
    user's cache directory.
    """
    # What the tiny problem itself has no use for.
    import scheduler.engine.kernels.covers
    import scheduler.engine.kernels.fit  # noqa: F401
    from scheduler.engine.solve import solve

    people = tuple(Person(f"p{i}", f"P{i}", "", "ab"[i % 2]) for i in range(6))
    solve(Problem(people, 2, table_count=2), Settings(seconds=1.0))
