"""Whose turn it is to sit out when pairs meet an odd number present."""

from collections import Counter

from scheduler.engine.problem import Odd, Person, Problem

Sitters = dict[int, str]
"""Who sits out in a round, by round number."""


def sitting_turns(problem: Problem) -> tuple[dict[str, int], Sitters]:
    """Return how often each person may sit out in the open rounds, and settled sitters.

    Where enough people have had the fewest turns so far, each of those may sit out once and
    the search chooses who and when. Otherwise the turns are dealt beforehand, round by
    round to whoever has had fewest, and no turns are left to choose (an empty first answer).
    """
    rounds = odd_rounds(problem)
    had = Counter(key for seated in problem.kept for key in seated.sitting_out)
    able = {r: [p for p in problem.present(r) if _can_sit_out(problem, p, r)] for r in rounds}
    fewest = min((had[p.key] for people in able.values() for p in people), default=0)
    turns = {p.key: int(had[p.key] == fewest and p.host_table is None) for p in problem.people}
    times = Counter(p.key for people in able.values() for p in people)
    always = [
        p for p in problem.people if turns[p.key] and not p.stays and times[p.key] == len(rounds)
    ]
    if len(always) >= len(rounds):
        return turns, {}
    sitters: Sitters = {}
    for r in rounds:
        if able[r]:
            key = min(able[r], key=lambda p: (had[p.key], p.stays)).key
            sitters[r] = key
            had[key] += 1
    return {}, sitters


def odd_rounds(problem: Problem) -> list[int]:
    """The open rounds in which somebody sits out."""
    if not problem.pairs or problem.odd is not Odd.SIT_OUT:
        return []
    return [r for r in problem.open_rounds if len(problem.present(r)) % 2]


def _can_sit_out(problem: Problem, person: Person, number: int) -> bool:
    if person.host_table is not None or (number, person.key) in problem.locked:
        return False
    return not any(
        problem.by_key[a if b == person.key else b].present(number)
        for a, b in problem.together
        if person.key in (a, b)
    )
