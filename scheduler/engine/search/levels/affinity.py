"""How much pairs should meet: who is wanted to first, then shared priorities, offers and asks."""

import numpy as np

from scheduler.domain.planning.affinity import answers, phrase_key
from scheduler.engine.problem import WISHED, Person, Problem

TENTH = 100
"""What a tenth of a wish weighs against one shared priority or answered ask."""
WISH = TENTH * WISHED
"""What a wish weighs: more than a plan has of priorities and asks."""


def affinity_matrix(problem: Problem, index: dict[str, int]) -> np.ndarray:
    """Return int32[n+1, n+1], or int32[1, 1] where nobody is wanted to meet anybody.

    Counts what :func:`scheduler.domain.planning.affinity.affinity` counts, for all pairs at
    once: each distinct phrase is compared once, and two incidence products do the rest.
    """
    people = problem.people
    wanted = problem.wanted or any(p.priorities or (p.offers and p.asks) for p in people)
    wanted = wanted or (any(p.offers for p in people) and any(p.asks for p in people))
    if not wanted:
        return np.zeros((1, 1), dtype=np.int32)
    n = len(people)
    total = np.zeros((n + 1, n + 1), dtype=np.int32)
    shared = _incidence([{phrase_key(x) for x in p.priorities} - {""} for p in people])
    answered = _answered(people)
    total[:n, :n] = (shared @ shared.T + answered + answered.T).astype(np.int32)
    np.fill_diagonal(total, 0)
    for (a, b), worth in problem.wanted.items():
        total[index[a], index[b]] += TENTH * worth
        total[index[b], index[a]] += TENTH * worth
    return total


def _incidence(phrases: list[set[str]]) -> np.ndarray:
    """Return float32[n, distinct phrases], 1 where a person has the phrase."""
    column = {x: i for i, x in enumerate(sorted(set().union(*phrases)))}
    matrix = np.zeros((len(phrases), len(column)), dtype=np.float32)
    for row, own in enumerate(phrases):
        for phrase in own:
            matrix[row, column[phrase]] = 1
    return matrix


def _answered(people: tuple[Person, ...]) -> np.ndarray:
    """Return float32[n, n]: how many asks of the row's person the column's person answers."""
    asks = sorted({ask for person in people for ask in person.asks})
    column = {ask: i for i, ask in enumerate(asks)}
    asked = np.zeros((len(people), len(asks)), dtype=np.float32)
    able = np.zeros((len(asks), len(people)), dtype=np.float32)
    answering: dict[str, list[int]] = {}
    for i, person in enumerate(people):
        for ask in person.asks:
            asked[i, column[ask]] += 1
        for offer in person.offers:
            if offer not in answering:
                answering[offer] = [column[ask] for ask in asks if answers(offer, ask)]
            able[answering[offer], i] = 1
    return asked @ able
