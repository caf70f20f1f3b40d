"""Every plan of a tiny problem, to hold the ceilings against."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from scheduler.engine.problem import Pair, Person, Problem, SeatedRound, pair
from scheduler.engine.result import Counts, measure
from scheduler.engine.rules import check


@dataclass(frozen=True)
class Outcome:
    """What some plan reaches: its pairs, fewest and spread."""

    pairs: int
    fewest: int
    spread: int


def has_plan(problem: Problem) -> bool:
    """Whether any plan keeps every rule. Only for about five people and two open rounds."""
    choices = [
        [(number, tables) for tables in _seatings(problem, number)]
        for number in problem.open_rounds
    ]
    return any(
        not check(problem, problem.kept + tuple(_round(problem, tables) for tables in plan))
        for plan in product(*choices)
    )


def best_counts(problem: Problem) -> Counts | None:
    """Return what the best plan that keeps every rule is worth, or None where there is none.

    Only for about five people and two open rounds.
    """
    choices = [
        [_round(problem, (number, tables)) for tables in _seatings(problem, number)]
        for number in problem.open_rounds
    ]
    plans = (problem.kept + chosen for chosen in product(*choices))
    worth = [measure(problem, plan) for plan in plans if not check(problem, plan)]
    return max(worth, key=in_order, default=None)


def in_order(counts: Counts) -> tuple[int, ...]:
    """Every level in order of rank, more being better."""
    upper = (counts.cross_sector_pairs, counts.fewest, -counts.spread)
    likes = (-counts.repeats - counts.same_organisation, counts.wanted, counts.affinity)
    return (*upper, *likes, -counts.moved_people, -counts.moved_seats)


def outcomes(problem: Problem) -> set[Outcome]:
    """Return what the plans reach that keep the rules on single rounds and turns at sitting out.

    Other rules over several rounds (stays without a table, must meet) are not applied, so a
    few outcomes may be out of reach. Only for about seven people.
    """
    bits = {key: 1 << i for i, key in enumerate(_new_pairs(problem))}
    start = 0
    for seated in problem.kept:
        for table in seated.tables:
            for a, b in combinations(table, 2):
                start |= bits.get(pair(a, b), 0)
    had = Counter(key for seated in problem.kept for key in seated.sitting_out)
    plans = {(start, tuple(sorted(had.items())))}
    for number in problem.open_rounds:
        choices = {
            (_gain(bits, tables), _round(problem, (number, tables)).sitting_out)
            for tables in _seatings(problem, number)
        }
        plans = {
            (union | gain, tuple(sorted((Counter(dict(turns)) + Counter(out)).items())))
            for union, turns in plans
            for gain, out in choices
            if _have_the_turn(problem, number, Counter(dict(turns)), out)
        }
    return {_outcome(problem, bits, union) for union, _ in plans}


def _have_the_turn(
    problem: Problem, number: int, turns: Counter[str], out: tuple[str, ...]
) -> bool:
    """Whether nobody who could sit out has done so less often than who does."""
    here = {person.key for person in problem.present(number)}
    bound = {key for both in problem.together if set(both) <= here for key in both}
    bound |= {key for r, key in problem.locked if r == number}
    bound |= {person.key for person in problem.people if person.host_table is not None}
    least = min((turns[key] for key in here - bound), default=0)
    return all(turns[key] <= least for key in out)


def _round(problem: Problem, chosen: tuple[int, tuple[tuple[str, ...], ...]]) -> SeatedRound:
    number, tables = chosen
    placed = {key for table in tables for key in table}
    out = tuple(p.key for p in problem.present(number) if p.key not in placed)
    return SeatedRound(tables, out)


def _new_pairs(problem: Problem) -> list[Pair]:
    return [
        key
        for a, b in combinations(problem.people, 2)
        if a.sector != b.sector and (key := pair(a.key, b.key)) not in problem.history
    ]


def _gain(bits: dict[Pair, int], tables: tuple[tuple[str, ...], ...]) -> int:
    gain = 0
    for table in tables:
        for a, b in combinations(table, 2):
            gain |= bits.get(pair(a, b), 0)
    return gain


def _outcome(problem: Problem, bits: dict[Pair, int], union: int) -> Outcome:
    degree = Counter(key for both, bit in bits.items() if union & bit for key in both)
    return Outcome(
        pairs=union.bit_count(),
        fewest=min((degree[p.key] for p in problem.in_every_round), default=0),
        spread=sum(d * d for d in degree.values()),
    )


def _seatings(problem: Problem, number: int) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Every way to seat a round that keeps the rules on tables."""
    present = problem.present(number)
    wanted = sorted(problem.table_sizes(number))
    spare = len(present) - sum(wanted)
    apart = set(problem.apart)
    if problem.apart_organisations:
        apart.update(problem.colleagues())
    for out in combinations(present, spare):
        people = [person for person in present if person not in out]
        for tables in _placed(problem, number, people, len(wanted), max(wanted, default=0)):
            at = {key: t for t, keys in enumerate(tables) for key in keys}
            here = {person.key for person in present}
            if (
                sorted(map(len, tables)) == wanted
                and not any(a in at and b in at and at[a] == at[b] for a, b in apart)
                and not any(
                    a in here and b in here and (a not in at or at[a] != at.get(b))
                    for a, b in problem.together
                )
                and not any(p.host_table is not None for p in out)
                and not any((number, p.key) in problem.locked for p in out)
            ):
                yield tables


def _placed(
    problem: Problem, number: int, people: list[Person], tables: int, largest: int
) -> Iterator[tuple[tuple[str, ...], ...]]:
    if not people:
        yield ((),) * tables
        return
    person = people[-1]
    bound = {problem.locked.get((number, person.key)), problem.fixed_tables.get(person.key)}
    for rest in _placed(problem, number, people[:-1], tables, largest):
        for table, keys in enumerate(rest):
            if len(keys) < largest and bound <= {None, table + 1}:
                yield (*rest[:table], (*keys, person.key), *rest[table + 1 :])
