"""Running CP-SAT the way this engine needs it: one worker, a budget, and a way to cancel."""

import threading
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class CpSatParameters(Parameters):
    """Tuning of one call of CP-SAT."""

    large: int = parameter("variables", 5_000)
    """Beyond which looking for symmetries costs more than it saves."""
    least: float = parameter("seconds", 0.05)
    """What a call gets although its budget is over."""
    look: float = parameter("seconds", 0.05)
    """Between two looks at whether the budget was cancelled."""
    everything: int = parameter("level of linearization", 2)
    """At which all constraints are linearized."""


_TUNED = CpSatParameters()


def solve_within(
    model: cp_model.CpModel,
    budget: Budget,
    seed: int = 1,
    presolve: bool = True,
    effort: float | None = None,
    all_linear: bool = False,
) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
    """Solve within the budget; return the status and the solver.

    ``effort`` limits the work in CP-SAT's own units, roughly seconds but the same anywhere.
    ``all_linear``: every constraint stands in the linear relaxation too, where bounds come from it.
    One worker keeps answers repeatable. Ctrl-C is left to the program: CP-SAT would take it.
    """
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(_TUNED.least, budget.left())
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.catch_sigint_signal = False
    solver.parameters.cp_model_presolve = presolve
    if all_linear:
        solver.parameters.linearization_level = _TUNED.everything
    if len(model.proto.variables) > _TUNED.large:
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_presolve_iterations = 1
    done = threading.Event()

    def cancel() -> None:
        while not done.wait(_TUNED.look):
            if budget.is_cancelled():
                solver.stop_search()

    threading.Thread(target=cancel, daemon=True).start()
    try:
        return solver.solve(model), solver
    finally:
        done.set()
