"""A plan whose seats are changed one by one, with its meetings counted along."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property

from scheduler.engine.problem import Pair, Problem, Rounds, SeatedRound, pair

Place = int | None
"""A table; 0 where somebody sits out, None where they have no place at all."""
Moves = Mapping[str, Place]
"""Where some people of one round are to be."""
Meetings = frozenset[Pair]

SITS_OUT = 0


class Board:
    """The seats of a plan and what they are worth, kept up with every move.

    ``places[r - 1]`` holds everybody's place in round ``r``, ``at[r - 1][t]`` who is at table
    ``t`` (0: who sits out). ``met`` counts the meetings of each pair over all rounds, ``degree``
    the new people of other sectors whom somebody meets. Raises ValueError for a plan of another
    number of rounds.
    """

    def __init__(self, problem: Problem, rounds: Rounds) -> None:
        if len(rounds) != problem.rounds:
            raise ValueError(f"{len(rounds)} rounds for a problem of {problem.rounds}")
        self.problem = problem
        self.sectors = {person.key: person.sector for person in problem.people}
        self.at = [[set(each.sitting_out), *map(set, each.tables)] for each in rounds]
        self.places = [
            {key: table for table, keys in enumerate(tables) for key in keys} for tables in self.at
        ]
        self.met: Counter[Pair] = Counter()
        self.degree: Counter[str] = Counter()
        self.links = 0
        for tables in self.at:
            for keys in tables[1:]:
                ordered = sorted(keys)
                self.met.update((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
        for two in self.met:
            if self.is_new(two):
                self.links += 1
                self.degree.update(two)
        self.levels = Counter(self.degree[key] for key in self.throughout)

    @cached_property
    def throughout(self) -> frozenset[str]:
        """Those present in every round, among whom the fewest is sought."""
        return frozenset(person.key for person in self.problem.in_every_round)

    @cached_property
    def present(self) -> tuple[frozenset[str], ...]:
        """Who is there, round by round."""
        numbers = range(1, self.problem.rounds + 1)
        return tuple(frozenset(p.key for p in self.problem.present(n)) for n in numbers)

    @cached_property
    def colleagues(self) -> Meetings:
        """Every pair of one organisation."""
        return frozenset(self.problem.colleagues())

    @cached_property
    def companions(self) -> Mapping[str, tuple[Pair, ...]]:
        """For each person the pairs they are kept together in."""
        found: defaultdict[str, tuple[Pair, ...]] = defaultdict(tuple)
        for two in self.problem.together:
            for key in two:
                found[key] += (two,)
        return dict(found)

    @cached_property
    def bound(self) -> frozenset[str]:
        """Those whose own place a rule binds: companions, hosts, whoever stays, locked seats."""
        fixed = {p.key for p in self.problem.people if p.stays or p.host_table is not None}
        return frozenset(fixed | self.companions.keys() | {key for _, key in self.problem.locked})

    @property
    def fewest(self) -> int:
        """The fewest new people of other sectors that somebody there throughout meets."""
        return min((level for level, people in self.levels.items() if people > 0), default=0)

    def is_new(self, two: Pair) -> bool:
        """Whether a meeting of the two counts: of other sectors, and not met at earlier events."""
        one, other = self.sectors.get(two[0]), self.sectors.get(two[1])
        known = one is not None and other is not None
        return known and one != other and two not in self.problem.history

    def changed_meetings(self, number: int, moves: Moves) -> tuple[Meetings, Meetings]:
        """The meetings of a round that the moves take away, and those that they bring."""
        places, at = self.places[number - 1], self.at[number - 1]
        moving = {key: place for key, place in moves.items() if places.get(key) != place}
        lost: set[Pair] = set()
        gained: set[Pair] = set()
        for key, after in moving.items():
            if before := places.get(key):
                lost.update([pair(key, other) for other in at[before] if other != key])
            if after:
                gained.update([pair(key, other) for other in at[after] if other not in moving])
                joining = [other for other, place in moving.items() if place == after]
                gained.update([pair(key, other) for other in joining if other != key])
        return frozenset(lost - gained), frozenset(gained - lost)

    def move(self, number: int, moves: Moves) -> None:
        """Seat the people of one round as the moves say. Raises ValueError in a kept round."""
        if number not in self.problem.open_rounds:
            raise ValueError(f"Round {number} is kept as it was")
        lost, gained = self.changed_meetings(number, moves)
        places, at = self.places[number - 1], self.at[number - 1]
        for key in moves:
            if (before := places.pop(key, None)) is not None:
                at[before].discard(key)
        for key, after in moves.items():
            if after is not None:
                places[key] = after
                at[after].add(key)
        for pairs, step in ((lost, -1), (gained, 1)):
            for two in pairs:
                was, now = self.met[two] > 0, self.met[two] + step > 0
                self.met[two] += step
                if was != now and self.is_new(two):
                    self._count_link(two, step)

    def rounds(self) -> Rounds:
        """The plan as it stands."""
        return tuple(
            SeatedRound(tuple(tuple(sorted(keys)) for keys in tables[1:]), tuple(sorted(tables[0])))
            for tables in self.at
        )

    def _count_link(self, two: Pair, step: int) -> None:
        self.links += step
        for key in two:
            if key in self.throughout:
                self.levels[self.degree[key]] -= 1
                self.levels[self.degree[key] + step] += 1
            self.degree[key] += step
