"""The CP-SAT model of the textbooks: who sits where, and one variable per pair met.

Booleans sits[p, t, r] with one table per person and round and fixed table sizes;
together[p, q, t, r] ≤ both; met[p, q] ≤ Σ together; maximise Σ met. Symmetry broken in
round 1 only. Its relaxation says that nearly every pair can meet, so its bound stays trivial.
"""

from itertools import combinations

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.engine.room import Room, Seats

MOST_VARIABLES = 60_000
"""Beyond this, building takes longer than the time limit, and no plan was found in trials."""


def variables(room: Room) -> int:
    """Return how many variables the model would have."""
    return int(np.triu(room.worth, 1).sum()) * room.rounds * len(room.sizes)


def textbook(room: Room, seconds: float, workers: int, seed: int) -> Seats | None:
    """Return the best plan found in the time, or None when there is none."""
    if variables(room) > MOST_VARIABLES:
        return None
    model = cp_model.CpModel()
    people, tables, rounds = range(room.people), range(len(room.sizes)), range(room.rounds)
    sits = {(p, t, r): model.new_bool_var("") for p in people for t in tables for r in rounds}
    for r in rounds:
        for p in people:
            one = [sits[p, t, r] for t in tables]
            # Where the seats are too few (odd pairs) anybody may sit out.
            if sum(room.sizes) < room.people:
                model.add_at_most_one(one)
            else:
                model.add_exactly_one(one)
            if room.host[p] >= 0:
                model.add(sits[p, int(room.host[p]), r] == 1)
        for t in tables:
            model.add(sum(sits[p, t, r] for p in people) == room.sizes[t])
            for p, q in np.argwhere(np.triu(room.apart, 1)).tolist():
                model.add_at_most_one([sits[p, t, r], sits[q, t, r]])
    _maximise_meetings(model, room, sits)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    seats = np.full((room.rounds, room.people), -1, dtype=np.int64)
    for (p, t, r), variable in sits.items():
        if solver.boolean_value(variable):
            seats[r, p] = t
    return seats


def _maximise_meetings(
    model: cp_model.CpModel, room: Room, sits: dict[tuple[int, int, int], cp_model.IntVar]
) -> None:
    met = []
    for p, q in combinations(range(room.people), 2):
        if not room.worth[p, q]:
            continue
        chances = []
        for r in range(room.rounds):
            for t in range(len(room.sizes)):
                both = model.new_bool_var("")
                model.add_implication(both, sits[p, t, r])
                model.add_implication(both, sits[q, t, r])
                chances.append(both)
        pair = model.new_bool_var("")
        model.add_bool_or([*chances, pair.negated()])
        met.append(pair)
    model.maximize(sum(met))
