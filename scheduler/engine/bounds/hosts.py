"""B7: what is lost because those bound to a table run out of new people there."""

from collections import Counter
from dataclasses import dataclass

from ortools.graph.python import min_cost_flow

from scheduler.engine.bounds.tally import Tally
from scheduler.engine.problem import Odd, Person

_REPEAT = 2
"""The cost of a repeated meeting, and of one lost to an uneven spread, in units of c²."""
_BEYOND = 3
"""Seats above an even share whose cost is told apart; more cost as much as the last."""


def most_beside_hosts(tally: Tally) -> int | None:
    """B7, formula (14): the most pairs the open rounds can add, or None where nobody is bound.

    The meetings of a round across sectors are (Σ k² − Σ_s Σ_t c_st²)/2, and whoever visits the
    table of somebody bound there again gains nothing from it. So each sector by itself costs
    at least the cheapest flow of its people over the tables: c² for c of them at a table, and
    2 for each visit to a host of another sector beyond those D_hb whom they can meet for the
    first time. Losses of different sectors, tables and hosts are different meetings.
    """
    hosts = _hosts(tally)
    if not hosts:
        return None
    problem = tally.problem
    squares = given = 0
    for number in problem.open_rounds:
        squares += sum(size * size for size in problem.table_sizes(number))
        given += sum(map(tally.crosses, tally.sure[number]))
    lost = sum(_Visits(tally, sector, hosts).least() for sector in tally.sectors)
    return max(0, (squares - lost) // 2 - given)


def _hosts(tally: Tally) -> dict[str, int]:
    """The table of everybody here who is bound to one whenever they are there."""
    found = {person.key: _table(tally, person) for person in tally.here}
    return {key: table for key, table in found.items() if table is not None}


def _table(tally: Tally, person: Person) -> int | None:
    problem = tally.problem
    if problem.pairs and problem.odd is Odd.SIT_OUT:
        return person.host_table
    return problem.fixed_tables.get(person.key)


@dataclass(frozen=True)
class _Visits:
    """The people of one sector who are not bound, and the tables they may go to."""

    tally: Tally
    sector: str
    hosts: dict[str, int]

    def least(self) -> int:
        """The least sum of c² over rounds and tables, with what repeated visits cost.

        A flow from rounds to tables, a table being told apart by who of those bound there is
        present. The costs are convex, so that the cheapest arcs fill first.
        """
        flow = min_cost_flow.SimpleMinCostFlow()
        rounds = self.tally.problem.open_rounds
        node: dict[object, int] = {"sink": 0}
        cost = going = 0
        for number in rounds:
            here = node.setdefault(number, len(node))
            tables = len(self.tally.problem.table_sizes(number))
            bound = self._bound(number)
            supply = self._free(number)
            share = -(-supply // max(1, tables)) + _BEYOND
            for table in range(1, tables + 1):
                there = self._at(table, number)
                if (table, there) not in node:
                    node[table, there] = len(node)
                    self._allow(flow, node[table, there], there)
                own = bound[table]
                cost += own * own
                for more in range(share):
                    room = 1 if more < share - 1 else supply
                    to = node[table, there]
                    flow.add_arc_with_capacity_and_unit_cost(here, to, room, 2 * (own + more) + 1)
            flow.set_node_supply(here, supply)
            going += supply
        flow.set_node_supply(0, -going)
        return cost + (flow.optimal_cost() if flow.solve() == flow.OPTIMAL else 0)

    def _allow(self, flow: min_cost_flow.SimpleMinCostFlow, table: int, there: frozenset) -> None:
        """Visits to one table: to each host free as often as there is somebody new."""
        limits = sorted(self._new_to(host) for host in there)
        before = 0
        for repeats, limit in enumerate(limits):
            if limit > before:
                flow.add_arc_with_capacity_and_unit_cost(
                    table, 0, limit - before, _REPEAT * repeats
                )
                before = limit
        flow.add_arc_with_capacity_and_unit_cost(table, 0, 10**6, _REPEAT * len(limits))

    def _new_to(self, host: str) -> int:
        """How many meetings with this sector a host has that are new, or counted as certain."""
        problem, sure = self.tally.problem, 0
        for number in problem.open_rounds:
            for both in self.tally.sure[number]:
                if host in both:
                    other = both[0] if both[1] == host else both[1]
                    free = other not in self.hosts
                    sure += free and problem.by_key[other].sector == self.sector
        return self.tally.partners[host][self.sector] + sure

    def _at(self, table: int, number: int) -> frozenset[str]:
        """Those of other sectors who are bound to a table and there in that round."""
        return frozenset(
            key
            for key, at in self.hosts.items()
            if at == table and self._is_here(key, number) and not self._is_ours(key)
        )

    def _bound(self, number: int) -> Counter[int]:
        here = (key for key in self.hosts if self._is_ours(key) and self._is_here(key, number))
        return Counter(self.hosts[key] for key in here)

    def _free(self, number: int) -> int:
        """Those with a choice in a round; one fewer where one person sits out."""
        present = self.tally.problem.present(number)
        free = sum(p.sector == self.sector and p.key not in self.hosts for p in present)
        out = len(present) > sum(self.tally.problem.table_sizes(number))
        return max(0, free - out)

    def _is_ours(self, key: str) -> bool:
        return self.tally.problem.by_key[key].sector == self.sector

    def _is_here(self, key: str, number: int) -> bool:
        return number in self.tally.windows[key]
