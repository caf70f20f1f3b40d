"""The two follow-ups of B2: how many the worst-off person meets, and how evenly.

Numbers in brackets are the formulas of docs/engine.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from ortools.sat.python import cp_model

from scheduler.engine.bounds.composition import CompositionModel, Relaxation, RoundKind
from scheduler.engine.bounds.tally import Tally


def most_fewest(composition: CompositionModel, added: int) -> int | None:
    """Return the greatest z that everyone present throughout can reach with ``added`` pairs.

    The degrees of sector a add up to Σ_b X_ab and those it has from kept rounds, so
    Σ_b X_ab ≥ Σ_{p∈a throughout} max(0, z − met_p), written as its tangents (9); and whoever
    still needs many meetings needs seats that have them (18). None when the model is too
    large or out of time.
    """
    relaxed = composition.relaxation()
    if relaxed is None:
        return None
    tally = composition.tally
    throughout = tally.problem.in_every_round
    ends = [tally.met_degree[p.key] + tally.reach[p.key] for p in throughout]
    model, least = relaxed.model, relaxed.model.new_int_var(0, min(ends, default=0), "z")
    model.add(relaxed.added() == added)
    had = _counted_on(tally)
    for place, sector in enumerate(tally.sectors):
        people = [p.key for p in throughout if p.sector == sector]
        for number, total in _lowest(tally.met_degree[key] for key in people):
            model.add(relaxed.gained(sector) >= number * least - total)
        counted = [had[key] for key in people]
        if len(set(counted)) < 2 and len(people) == sum(p.sector == sector for p in tally.here):
            # Where they are the whole sector and alike, (6) and (9) say as much as (18).
            continue
        worth = _worth(relaxed, place)
        for number, total in _lowest(counted):
            model.add(worth.best(number) >= number * least - total)
    model.maximize(least)
    bound = composition.bound(model)
    return None if bound is None else int(bound + 1e-6)


def least_spread(composition: CompositionModel, added: int, fewest: int) -> int | None:
    """Return the least Σ_p d_p² with ``added`` pairs when nobody throughout has under ``fewest``.

    d_p lies between what p has (or ``fewest``) and what p can reach; the step from d to
    d + 1 costs 2d + 1, and v[a,d] people of sector a take it. Cheap steps come first in
    any optimum, so the steps need no order (10). None as for ``most_fewest``.
    """
    relaxed = composition.relaxation()
    if relaxed is None:
        return None
    tally, model = composition.tally, relaxed.model
    model.add(relaxed.added() == added)
    throughout = {person.key for person in tally.problem.in_every_round}
    cost: list[cp_model.LinearExprT] = []
    base = 0
    for sector in tally.sectors:
        steps: Counter[int] = Counter()
        start = had = 0
        for person in tally.problem.people:
            if person.sector == sector:
                low = met = tally.met_degree[person.key]
                high = met + tally.reach.get(person.key, 0)
                if person.key in throughout:
                    low = min(max(low, fewest), high)
                start, had, base = start + low, had + met, base + low * low
                steps.update(range(low, high))
        taken = {d: model.new_int_var(0, n, f"v{sector},{d}") for d, n in steps.items()}
        model.add(relaxed.gained(sector) + had - start == sum(taken.values()))
        cost += [(2 * d + 1) * var for d, var in taken.items()]
    model.minimize(sum(cost))
    bound = composition.bound(model)
    return None if bound is None else base + int(-(-(bound - 1e-6) // 1))


@dataclass(frozen=True)
class _Worth:
    """``seats[ρ][v]``: how many seats of a sector are worth v in the ``times[ρ]`` rounds of a kind.

    A seat of sector a at a table with composition c is worth |c| - c_a, the people of other
    sectors there.
    """

    model: cp_model.CpModel
    seats: dict[RoundKind, dict[int, cp_model.IntVar]]
    times: dict[RoundKind, int]

    def best(self, number: int) -> cp_model.LinearExprT:
        """The most that ``number`` people can have beside them, with one seat each a round.

        They take w[ρ,v] of the seats worth v (18).
        """
        total: list[cp_model.LinearExprT] = []
        for kind, by_value in self.seats.items():
            most = number * self.times[kind]
            taken = [self.model.new_int_var(0, most, "") for _ in by_value]
            for w, there in zip(taken, by_value.values(), strict=True):
                self.model.add(w <= there)
            self.model.add(sum(taken) <= most)
            total += [value * w for value, w in zip(by_value, taken, strict=True)]
        return sum(total)


def _worth(relaxed: Relaxation, place: int) -> _Worth:
    """The seats of the sector at that place of a composition."""
    terms: dict[RoundKind, dict[int, list[cp_model.LinearExprT]]] = {}
    times = {}
    for kind, here in groupby(relaxed.tables, lambda tables: tables.kind):
        by_value = terms[kind] = {}
        for tables in here:
            if seats := tables.composition[place]:
                value = sum(tables.composition) - seats
                by_value.setdefault(value, []).append(seats * tables.number)
            times[kind] = tables.times
    model, found = relaxed.model, {}
    for kind, by_value in terms.items():
        most = times[kind] * kind.present[place]
        found[kind] = {value: model.new_int_var(0, most, "") for value in by_value}
        for value, number in found[kind].items():
            model.add(number == sum(by_value[value]))
    return _Worth(model, found, times)


def _counted_on(tally: Tally) -> dict[str, int]:
    """What each person has, less the meetings in open rounds that add nothing to it (B5)."""
    had = {person.key: tally.met_degree[person.key] for person in tally.here}
    for both in chain.from_iterable(tally.sure.values()):
        if tally.crosses(both):
            for key in both:
                had[key] -= 1
    return had


def _lowest(values: Iterable[int]) -> Iterator[tuple[int, int]]:
    """For each value, how many are at most as great, and their sum."""
    number = total = 0
    for value, times in sorted(Counter(values).items()):
        number, total = number + times, total + value * times
        yield number, total
