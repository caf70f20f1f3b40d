"""Every hard rule of a problem as one demand that could be given up, with its words.

Sizes of tables, presence and kept rounds are facts and cannot be given up.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.planning.outcome.contradictions import Cause
from scheduler.engine.problem import Odd, Pair, Problem, pair
from scheduler.engine.rules import HardRule

_CAUSES: Final[Mapping[HardRule, Cause]] = {
    HardRule.HOST: Cause.PEOPLE,
    HardRule.STAYS: Cause.PEOPLE,
    HardRule.LOCKED: Cause.PEOPLE,
    HardRule.TOGETHER: Cause.RULES,
    HardRule.APART: Cause.RULES,
    HardRule.MUST_MEET: Cause.RULES,
    HardRule.ORGANISATIONS: Cause.COLLEAGUES,
    HardRule.SIT_OUT: Cause.TABLES,
}
"""Where each rule that can be given up is changed."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One rule about these people, in words an organiser knows ("Ann hosts table 3")."""

    rule: HardRule
    people: tuple[str, ...]
    words: str
    table: int = 0
    round: int = 0

    @property
    def cause(self) -> Cause:
        """Where it is changed."""
        return _CAUSES[self.rule]


def demands(problem: Problem) -> list[Demand]:
    """List every demand that still binds an open round, the most particular first."""
    return [
        *_seats(problem),
        *_pairs(problem),
        *_organisations(problem),
        *_turns(problem),
    ]


def unmet(problem: Problem) -> list[tuple[str, str]]:
    """The must-meet pairs that no kept round has brought together yet."""
    met = {
        pair(a, b)
        for seated in problem.kept
        for table in seated.tables
        for a, b in combinations(table, 2)
    }
    return sorted(problem.must_meet - met)


def causes_apart(problem: Problem, pairs: Iterable[Pair]) -> frozenset[Cause]:
    """Where it is changed that these may not share a table: a rule on them, or on colleagues."""
    return frozenset(Cause.RULES if pair in problem.apart else Cause.COLLEAGUES for pair in pairs)


def _seats(problem: Problem) -> Iterator[Demand]:
    for person in problem.people:
        if person.host_table is not None:
            words = f"{person.name} hosts table {problem.called(person.host_table)}"
            yield Demand(HardRule.HOST, (person.key,), words, table=person.host_table)
        elif person.stays:
            table = problem.fixed_tables.get(person.key, 0)
            words = f"{person.name} stays at " + (
                f"table {problem.called(table)}" if table else "one table"
            )
            yield Demand(HardRule.STAYS, (person.key,), words, table=table)
    for (number, key), table in sorted(problem.locked.items()):
        person_locked = problem.by_key.get(key)
        if person_locked and number in problem.open_rounds and person_locked.present(number):
            at = problem.called(table)
            words = f"{person_locked.name} is locked at table {at} in round {number}"
            yield Demand(HardRule.LOCKED, (key,), words, table=table, round=number)


def _pairs(problem: Problem) -> Iterator[Demand]:
    for rule, pairs, words in (
        (HardRule.TOGETHER, sorted(problem.together), "{} and {} are to be together"),
        (HardRule.APART, sorted(problem.apart), "{} and {} are to be kept apart"),
        (HardRule.MUST_MEET, unmet(problem), "{} must meet {}"),
    ):
        for a, b in pairs:
            names = problem.by_key[a].name, problem.by_key[b].name
            yield Demand(rule, (a, b), words.format(*names))


def _organisations(problem: Problem) -> Iterator[Demand]:
    if not problem.apart_organisations:
        return
    members: dict[str, list[str]] = {}
    for person in problem.people:
        if key := organisation_key(person.organisation):
            members.setdefault(key, []).append(person.key)
    for keys in members.values():
        if len(keys) > 1:
            name = problem.by_key[keys[0]].organisation
            words = f"colleagues of {name} are kept apart"
            yield Demand(HardRule.ORGANISATIONS, tuple(keys), words)


def _turns(problem: Problem) -> Iterator[Demand]:
    if problem.pairs and problem.odd is Odd.SIT_OUT:
        words = "nobody sits out twice before everybody has"
        yield Demand(HardRule.SIT_OUT, (), words)


def is_coupled(active: Iterable[Demand]) -> bool:
    """Whether some demand looks at several rounds at once."""
    several = (HardRule.STAYS, HardRule.MUST_MEET, HardRule.SIT_OUT)
    return any(demand.rule in several for demand in active)


def round_kinds(problem: Problem) -> dict[int, int]:
    """Map every open round to the first one with the same people and locked seats."""
    first: dict[object, int] = {}
    kinds = {}
    for number in problem.open_rounds:
        keys = tuple(person.key for person in problem.present(number))
        locks = tuple(sorted((k, t) for (r, k), t in problem.locked.items() if r == number))
        kinds[number] = first.setdefault((keys, locks), number)
    return kinds
