"""Very long plans in blocks: what is planned becomes the kept rounds of the next block."""

from dataclasses import replace

from scheduler.engine.kernels.pair_codes import LONGEST, LONGEST_MUST
from scheduler.engine.problem import Pair, Person, Problem, Rounds
from scheduler.engine.result import Settings
from scheduler.engine.search.conductor import Conductor, Proofs
from scheduler.engine.solvers.budget import Watch


def plan_in_blocks(
    problem: Problem,
    settings: Settings,
    ceiling: int,
    proofs: Proofs,
    watch: Watch,
    hint: Rounds = (),
) -> Rounds | None:
    """Return the best plan found, or None; one block unless the rounds are very many."""
    longest = LONGEST_MUST if problem.must_meet else LONGEST
    while len(problem.open_rounds) > longest:
        block = _until(problem, len(problem.kept) + longest)
        part = watch.part(longest / len(problem.open_rounds))
        found = Conductor(block, settings, ceiling, lambda _: (0, 0), part).find()
        if found is None:
            return None
        problem = replace(problem, kept=found)
    if not problem.open_rounds:
        return problem.kept
    return Conductor(problem, settings, ceiling, proofs, watch).find(hint)


def _until(problem: Problem, last: int) -> Problem:
    """The same morning, ending after round ``last``."""
    people = tuple(_leaving(person, last) for person in problem.people)
    people = tuple(person for person in people if person.arrives_round <= last)
    keys = {person.key for person in people}

    def known(pairs: frozenset[Pair]) -> frozenset[Pair]:
        return frozenset(p for p in pairs if p[0] in keys and p[1] in keys)

    return replace(
        problem,
        people=people,
        rounds=last,
        apart=known(problem.apart),
        together=known(problem.together),
        wishes=known(problem.wishes),
        must_meet=frozenset(),
        previous=(),
    )


def _leaving(person: Person, last: int) -> Person:
    leaves = person.leaves_after_round
    return replace(person, leaves_after_round=None if leaves and leaves >= last else leaves)
