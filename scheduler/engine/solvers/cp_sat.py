"""Running CP-SAT the way the house needs it: one worker, a limit, and a way to stop."""

import threading

from ortools.sat.python import cp_model

from scheduler.engine.result import ShouldStop

_LARGE = 5_000
"""Variables beyond which looking for symmetries costs more than it saves."""


def solve_within(
    model: cp_model.CpModel,
    seconds: float,
    seed: int = 1,
    should_stop: ShouldStop | None = None,
    presolve: bool = True,
    effort: float | None = None,
) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
    """Solve for at most ``seconds`` or until told to stop; return the status and the solver.

    ``effort`` limits the work in CP-SAT's own units, roughly seconds but the same anywhere.
    One worker keeps answers repeatable. Ctrl-C is left to the program: CP-SAT would take it.
    """
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, seconds)
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.catch_sigint_signal = False
    solver.parameters.cp_model_presolve = presolve
    if len(model.proto.variables) > _LARGE:
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_presolve_iterations = 1
    done = threading.Event()

    def watch() -> None:
        while should_stop is not None and not done.wait(0.05):
            if should_stop():
                solver.stop_search()

    if should_stop is not None:
        threading.Thread(target=watch, daemon=True).start()
    try:
        return solver.solve(model), solver
    finally:
        done.set()
