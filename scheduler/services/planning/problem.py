"""Rows become an engine problem here, and nowhere else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.english import agree, listed
from scheduler.domain.events.setting_up import table_count
from scheduler.domain.states import BRINGS_TOGETHER, PairKind, TableFormat
from scheduler.engine.problem import (
    Odd,
    Pair,
    Person,
    Problem,
    Rounds,
    SeatedRound,
    pair,
)
from scheduler.errors import InvalidProblem, Rule, RuleBroken
from scheduler.models import Attendee, Event, PairRule, db
from scheduler.services.people.alike import alike
from scheduler.services.people.presence import away_rounds, is_coming
from scheduler.services.planning.memory import earlier_meetings
from scheduler.services.planning.rules.group_rules import group_pairs
from scheduler.services.planning.rules.ratings import rated_pairs
from scheduler.services.planning.rules.unconnected import favoured_pairs

TRIO = 3
NAMED = 3
"""How many people a sentence names before it counts the rest."""


def problem_for(
    event: Event,
    previous: Rounds = (),
    held: int = 0,
    *,
    seats_first: bool = True,
    standing: Rounds = (),
    at_door: bool = False,
) -> Problem:
    """Return the problem of seating everybody who holds a place at the event.

    Two sign-ups that may be one person are kept apart, unless the organiser wants them together.
    ``previous``: the plan to stay close to, of which ``held`` rounds are over; ``seats_first``:
    whether few people moved come before the pairs. ``standing``: a plan measured as it is. Who
    hosts a table with nobody after the rounds ``held`` hosts none. ``at_door``: none is told yet.

    Raises RuleBroken, saying who and what to do, when there is nothing sensible to plan.
    """
    attendees = placed_attendees(event.id)
    _check_people(event, attendees)
    base = previous or standing
    again = bool(base) or at_door
    shut = closed_tables(base, held)
    hosts = {a.id: t for a in attendees if (t := a.host_table) and t not in shut}
    room = _room_tables(event, base, hosts) if again else 0
    tables, limit = _tables(event, len(attendees), hosts, again=again, closing=bool(shut))
    _check_tables(event, attendees, hosts, tables, room)
    try:
        return Problem(
            people=_people(event, attendees, hosts),
            table_count=tables,
            table_limit=limit,
            room_tables=room,
            **_rules(event, attendees),
            kept=base[:held],
            previous=previous,
            prefer_stability=bool(previous) and seats_first,
        )
    except InvalidProblem as error:
        raise RuleBroken(error.sentence, Rule.CONTRADICTION) from error


def _people(
    event: Event, attendees: Sequence[Attendee], hosts: Mapping[int, int]
) -> tuple[Person, ...]:
    away = away_rounds(event.id, event.rounds)
    return tuple(_person(a, away.get(a.id), hosts.get(a.id)) for a in attendees)


def _rules(event: Event, attendees: Sequence[Attendee]) -> dict[str, Any]:
    """What rounds, format and rules about pairs say, by the name that a Problem gives it."""
    rules, met = rule_pairs(event, attendees), earlier_meetings(event, attendees)
    return {
        "rounds": event.rounds,
        "pairs": event.format == TableFormat.PAIRS,
        "odd": Odd(event.odd),
        "history": met,
        "apart": rules[PairKind.APART],
        "together": rules[PairKind.TOGETHER],
        "must_meet": rules[PairKind.MUST_MEET],
        "wishes": rules[PairKind.WISH],
        "favoured": favoured_pairs(event, attendees),
        "rated": rated_pairs(event, attendees, met),
        "apart_organisations": event.apart_organisations,
    }


def fingerprint(problem: Problem) -> str:
    """Return a digest that two problems share exactly when they ask the same."""
    parts = [(each.name, _ordered(getattr(problem, each.name))) for each in fields(problem)]
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return sorted(value.items())
    return sorted(value) if isinstance(value, frozenset) else value


def placed_attendees(event_id: int) -> Sequence[Attendee]:
    """Everybody who holds a place, with their sector, in the order of sign-up."""
    return db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event_id, is_coming())
        .options(joinedload(Attendee.sector))
        .order_by(Attendee.id)
    ).all()


def closed_tables(rounds: Rounds, held: int) -> frozenset[int]:
    """The tables of a plan at which nobody sits in any of its rounds after the first ``held``."""
    ahead = rounds[held:]
    used = {t for seated in ahead for t, keys in enumerate(seated.tables, start=1) if keys}
    return frozenset(range(1, max(map(_width, ahead), default=0) + 1)) - used


def _person(attendee: Attendee, away: frozenset[int] | None, host_table: int | None) -> Person:
    """The attendee for the engine; ``away``: the rounds they miss, as the morning has shown."""
    assert attendee.sector is not None
    return Person(
        key=str(attendee.id),
        name=attendee.name,
        organisation=attendee.organisation,
        sector=attendee.sector.name,
        host_table=host_table,
        stays=attendee.stays,
        arrives_round=attendee.arrives_round or 1,
        leaves_after_round=attendee.leaves_after_round,
        away=away or frozenset(),
        priorities=tuple(attendee.priorities),
        offers=tuple(attendee.offers),
        asks=tuple(attendee.asks),
    )


def _room_tables(event: Event, rounds: Rounds, hosts: Mapping[int, int]) -> int:
    """How many table numbers there are to choose from; 0 where their number is given."""
    if event.table_count:
        return 0
    hosted = () if event.format == TableFormat.PAIRS else hosts.values()
    return max([*map(_width, rounds), *hosted], default=0)


def _tables(
    event: Event, people: int, hosts: Mapping[int, int], *, again: bool, closing: bool
) -> tuple[int, int | None]:
    """The number of tables and the greatest size of one, for the event's format.

    ``again``: a re-plan, which never takes away a table that still has its host. All up to that
    table stay, unless some are closed already, or somebody would sit alone at each of so many.
    """
    if event.format == TableFormat.PAIRS:
        return 0, None
    trios = event.format == TableFormat.TRIOS
    if event.table_count and not trios:
        return event.table_count, None
    size = TRIO if trios else event.table_size
    hosted = max(hosts.values(), default=0)
    tables = table_count(event.format, size, None, people, hosted)
    if again and not event.table_count:
        tables = max(tables, hosted)
        if closing or tables >= people:
            least = table_count(event.format, size, None, people)
            tables = max(least, len(set(hosts.values())))
    return tables, size


def _width(seated: SeatedRound) -> int:
    return len(seated.tables)


def rule_pairs(
    event: Event, attendees: Sequence[Attendee]
) -> defaultdict[PairKind, frozenset[Pair]]:
    """Return the pairs of each kind of rule: those of pairs, those of groups, what follows."""
    rules = _pair_rules(event.id, {attendee.id for attendee in attendees})
    _add_group_rules(event, attendees, rules)
    rules[PairKind.APART] |= _perhaps_one(attendees, rules)
    return defaultdict(frozenset, {kind: frozenset(pairs) for kind, pairs in rules.items()})


def _pair_rules(event_id: int, coming: set[int]) -> defaultdict[PairKind, set[Pair]]:
    rows = db.session.execute(
        select(PairRule.kind, PairRule.a_id, PairRule.b_id).where(PairRule.event_id == event_id)
    )
    rules: defaultdict[PairKind, set[Pair]] = defaultdict(set)
    for kind, a, b in rows:
        if a in coming and b in coming:
            rules[kind].add(pair(str(a), str(b)))
    return rules


def _add_group_rules(
    event: Event, attendees: Sequence[Attendee], rules: defaultdict[PairKind, set[Pair]]
) -> None:
    """Add what rules between groups say, but of no pair that has a rule of its own."""
    own = set().union(*rules.values())
    for kind, pairs in group_pairs(event, attendees).items():
        rules[kind] |= {pair(str(a), str(b)) for a, b in pairs} - own


def _perhaps_one(
    attendees: Sequence[Attendee], rules: Mapping[PairKind, set[Pair]]
) -> frozenset[Pair]:
    """The pairs who may be one person, who cannot sit at one table twice.

    Not those whom a rule brings together: the organiser knows them as two.
    """
    pairs = {
        pair(str(one.id), str(other.id))
        for group in alike(attendees)
        for one, other in combinations(group, 2)
        if one.host_table is None or one.host_table != other.host_table
    }
    return frozenset(pairs.difference(*(rules[kind] for kind in BRINGS_TOGETHER)))


def _check_people(event: Event, attendees: Sequence[Attendee]) -> None:
    if not attendees:
        raise RuleBroken(
            "Nobody has a place yet. Share the sign-up link or add people, then assign the rounds.",
            Rule.TOO_FEW,
        )
    if len(attendees) == 1:
        raise RuleBroken(
            f"{attendees[0].name} is the only person so far. Rounds need at least two people.",
            Rule.TOO_FEW,
        )
    if unknown := [a.name for a in attendees if a.sector is None]:
        have = f"{listed(unknown, NAMED)} {agree(len(unknown), 'has', 'have')}"
        raise RuleBroken(
            f"{have} no sector. Choose a sector for each on the People page, "
            "then assign the rounds.",
            field="sector",
        )
    for attendee in attendees:
        _check_times(event, attendee)


def _check_times(event: Event, attendee: Attendee) -> None:
    arrives, leaves = attendee.arrives_round or 1, attendee.leaves_after_round
    if arrives > event.rounds:
        raise RuleBroken(
            f"{attendee.name} arrives in round {arrives}, but there are only {event.rounds} "
            "rounds. Correct it on the People page.",
            Rule.CONTRADICTION,
            field="arrives_round",
        )
    if leaves is not None and leaves < arrives:
        raise RuleBroken(
            f"{attendee.name} leaves after round {leaves}, before arriving in round {arrives}. "
            "Correct it on the People page.",
            Rule.CONTRADICTION,
            field="leaves_after_round",
        )


def _check_tables(
    event: Event, attendees: Sequence[Attendee], hosts: Mapping[int, int], tables: int, room: int
) -> None:
    people = len(attendees)
    if event.format == TableFormat.PAIRS:
        tables, room = max(1, people // 2), 0
    elif tables >= people:
        raise RuleBroken(
            f"{tables} tables for {people} people would leave everybody alone. Set at most "
            f"{max(1, people // 2)} tables in the event's settings.",
            Rule.CONTRADICTION,
            field="table_count",
        )
    for attendee in attendees:
        if attendee.id in hosts and not 1 <= hosts[attendee.id] <= max(tables, room):
            raise RuleBroken(
                f"{attendee.name} hosts table {attendee.host_table}, but {people} people sit at "
                f"tables 1 to {tables}. Change the host's table on the People page, or the "
                "tables in the event's settings.",
                Rule.CONTRADICTION,
                field="host_table",
            )
