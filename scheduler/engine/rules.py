"""The rule book: what a plan must keep, in plain Python, apart from every solver.

``check`` names each broken hard rule in a sentence. It shares no code with a solver, so that
an error there cannot hide here. What a plan is worth is counted in :mod:`counts`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scheduler.engine.problem import Odd, Person, Problem, Rounds, SeatedRound


class HardRule(StrEnum):
    """Each hard rule by its plain label."""

    ROUNDS = "the number of rounds"
    ONCE = "everyone exactly once in a round"
    PRESENCE = "only those present"
    SIZES = "table sizes differ by at most one"
    LIMIT = "no table over its limit"
    SIT_OUT = "turns at sitting out"
    HOST = "hosts at their table"
    STAYS = "stays at one table"
    TOGETHER = "together"
    APART = "apart"
    MUST_MEET = "must meet"
    ORGANISATIONS = "colleagues apart"
    LOCKED = "locked seats"
    KEPT = "kept rounds"


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule: whose, in which round (None: over the whole morning), in one sentence."""

    rule: HardRule
    people: tuple[str, ...]
    round: int | None
    sentence: str


def check(problem: Problem, rounds: Rounds) -> list[Violation]:
    """Return every broken hard rule of a plan; an empty list means the plan may be written.

    Kept rounds need only be unchanged: no other rule looks at them, except that meetings
    there count for ``must_meet`` and turns at sitting out are remembered.
    """
    return list(_broken(problem, rounds))


def keeps(problem: Problem, rounds: Rounds) -> bool:
    """Whether a plan keeps every hard rule; looks no further than the first that is broken."""
    return next(_broken(problem, rounds), None) is None


def _broken(problem: Problem, rounds: Rounds) -> Iterator[Violation]:
    if len(rounds) != problem.rounds:
        sentence = f"The plan has {len(rounds)} rounds instead of {problem.rounds}."
        yield Violation(HardRule.ROUNDS, (), None, sentence)
        return
    yield from _kept_rounds_are_unchanged(problem, rounds)
    for number in problem.open_rounds:
        seated = rounds[number - 1]
        yield from _everyone_sits_once(problem, number, seated)
        yield from _sizes_are_even(problem, number, seated)
        yield from _hosts_are_at_their_table(problem, number, seated)
        yield from _locked_seats_hold(problem, number, seated)
        yield from _companions_share_a_table(problem, number, seated)
        yield from _the_separated_do_not(problem, number, seated)
    yield from _turns_at_sitting_out_are_fair(problem, rounds)
    yield from _stayers_keep_one_table(problem, rounds)
    yield from _must_meet_have_met(problem, rounds)


def _kept_rounds_are_unchanged(problem: Problem, rounds: Rounds) -> Iterator[Violation]:
    for number, (kept, now) in enumerate(zip(problem.kept, rounds, strict=False), start=1):
        if _unordered(kept) != _unordered(now):
            changed = tuple(sorted(_who(kept).items() ^ _who(now).items()))
            people = tuple(dict.fromkeys(key for key, _ in changed))
            yield Violation(
                HardRule.KEPT, people, number, f"Round {number} was to be kept as it was."
            )


def _everyone_sits_once(problem: Problem, number: int, seated: SeatedRound) -> Iterator[Violation]:
    places = Counter(key for table in seated.tables for key in table)
    places.update(seated.sitting_out)
    present = {person.key for person in problem.present(number)}
    for key in sorted(places.keys() - present):
        name = _name(problem, key)
        sentence = f"{name} is not there in round {number}, but has a seat."
        yield Violation(HardRule.PRESENCE, (key,), number, sentence)
    for key in sorted(present):
        if places[key] != 1:
            has = "no place" if not places[key] else f"{places[key]} places"
            sentence = f"{_name(problem, key)} has {has} in round {number}."
            yield Violation(HardRule.ONCE, (key,), number, sentence)


def _sizes_are_even(problem: Problem, number: int, seated: SeatedRound) -> Iterator[Violation]:
    wanted = list(problem.table_sizes(number))
    sizes = sorted((len(table) for table in seated.tables), reverse=True)
    if len(wanted) < len(sizes) <= problem.room_tables:
        wanted += [0] * (len(sizes) - len(wanted))
    if sizes != wanted:
        sentence = f"Round {number} has tables of {_listed(sizes)} instead of {_listed(wanted)}."
        yield Violation(HardRule.SIZES, (), number, sentence)
    limit = problem.table_limit
    for table, people in enumerate(seated.tables, start=1):
        if limit is not None and len(people) > limit:
            sentence = f"Table {table} seats {len(people)} in round {number}, more than {limit}."
            yield Violation(HardRule.LIMIT, tuple(people), number, sentence)
    spare = len(problem.present(number)) - sum(wanted)
    if len(seated.sitting_out) != spare:
        out = len(seated.sitting_out)
        sentence = f"In round {number}, {out} sit out where {spare} should."
        yield Violation(HardRule.SIT_OUT, tuple(seated.sitting_out), number, sentence)


def _hosts_are_at_their_table(
    problem: Problem, number: int, seated: SeatedRound
) -> Iterator[Violation]:
    for person in problem.present(number):
        if person.host_table is None:
            continue
        at = _table_of(seated, person.key)
        if at != person.host_table:
            sentence = (
                f"{person.name} hosts table {person.host_table}, but {_is_at(at)} "
                f"in round {number}."
            )
            yield Violation(HardRule.HOST, (person.key,), number, sentence)


def _locked_seats_hold(problem: Problem, number: int, seated: SeatedRound) -> Iterator[Violation]:
    for (locked_round, key), table in sorted(problem.locked.items()):
        person = problem.by_key.get(key)
        if locked_round != number or person is None or not person.present(number):
            continue
        at = _table_of(seated, key)
        if at != table:
            sentence = (
                f"{person.name} is locked at table {table} in round {number}, but {_is_at(at)}."
            )
            yield Violation(HardRule.LOCKED, (key,), number, sentence)


def _companions_share_a_table(
    problem: Problem, number: int, seated: SeatedRound
) -> Iterator[Violation]:
    at = _who(seated)
    for a, b in sorted(problem.together):
        first, second = problem.by_key[a], problem.by_key[b]
        both = first.present(number) and second.present(number)
        if both and (at.get(a, 0) == 0 or at.get(a) != at.get(b)):
            sentence = f"{first.name} and {second.name} are not together in round {number}."
            yield Violation(HardRule.TOGETHER, (a, b), number, sentence)


def _the_separated_do_not(
    problem: Problem, number: int, seated: SeatedRound
) -> Iterator[Violation]:
    colleagues = frozenset(problem.colleagues()) if problem.apart_organisations else frozenset()
    for rule, pairs in ((HardRule.APART, problem.apart), (HardRule.ORGANISATIONS, colleagues)):
        for table, people in enumerate(seated.tables if pairs else (), start=1):
            for a, b in _pairs_at(people):
                if (a, b) in pairs:
                    why = "are to be kept apart" if rule is HardRule.APART else "are colleagues"
                    sentence = (
                        f"{_name(problem, a)} and {_name(problem, b)} {why}, but share "
                        f"table {table} in round {number}."
                    )
                    yield Violation(rule, (a, b), number, sentence)


def _turns_at_sitting_out_are_fair(problem: Problem, rounds: Rounds) -> Iterator[Violation]:
    """Nobody sits out again before everybody there who can sit out has done so as often."""
    if not problem.pairs or problem.odd is not Odd.SIT_OUT:
        return
    turns: Counter[str] = Counter()
    for number, seated in enumerate(rounds, start=1):
        if number > len(problem.kept):
            able = [p for p in problem.present(number) if _can_sit_out(problem, p, number)]
            least = min((turns[person.key] for person in able), default=0)
            for key in seated.sitting_out:
                if turns[key] > least:
                    sentence = (
                        f"{_name(problem, key)} sits out again in round {number}, before "
                        f"everybody has."
                    )
                    yield Violation(HardRule.SIT_OUT, (key,), number, sentence)
        turns.update(seated.sitting_out)


def _can_sit_out(problem: Problem, person: Person, number: int) -> bool:
    if person.host_table is not None or (number, person.key) in problem.locked:
        return False
    return not any(
        problem.by_key[a if b == person.key else b].present(number)
        for a, b in problem.together
        if person.key in (a, b)
    )


def _stayers_keep_one_table(problem: Problem, rounds: Rounds) -> Iterator[Violation]:
    for person in problem.people:
        if not person.stays:
            continue
        seats = {_table_of(rounds[number - 1], person.key) for number in problem.open_rounds}
        tables = {table for table in seats if table}
        if (fixed := problem.fixed_tables.get(person.key)) is not None and tables:
            tables.add(fixed)
        if len(tables) > 1:
            sentence = f"{person.name} stays at one table, but is moved: {_listed(sorted(tables))}."
            yield Violation(HardRule.STAYS, (person.key,), None, sentence)


def _must_meet_have_met(problem: Problem, rounds: Rounds) -> Iterator[Violation]:
    if not problem.must_meet:
        return
    met = {pair for seated in rounds for table in seated.tables for pair in _pairs_at(table)}
    for a, b in sorted(problem.must_meet - met):
        sentence = f"{_name(problem, a)} and {_name(problem, b)} must meet, but never do."
        yield Violation(HardRule.MUST_MEET, (a, b), None, sentence)


def _pairs_at(people: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    ordered = sorted(people)
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            yield a, b


def _who(seated: SeatedRound) -> dict[str, int]:
    """Everybody's table, 0 for those who sit out."""
    at = dict.fromkeys(seated.sitting_out, 0)
    at.update({key: t for t, table in enumerate(seated.tables, start=1) for key in table})
    return at


def _table_of(seated: SeatedRound, key: str) -> int:
    """The table of one person, 0 for none."""
    return next((t for t, people in enumerate(seated.tables, start=1) if key in people), 0)


def _unordered(seated: SeatedRound) -> tuple[list[list[str]], list[str]]:
    return [sorted(table) for table in seated.tables], sorted(seated.sitting_out)


def _name(problem: Problem, key: str) -> str:
    person = problem.by_key.get(key)
    return person.name if person else key


def _is_at(table: int) -> str:
    return f"sits at table {table}" if table else "has no table"


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
