"""Best meetings of those who are there: as few tables as they need, whoever hosts one."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine import rules
from scheduler.engine.forecast import at_enough_tables, at_fewest_tables
from scheduler.engine.problem import Person, Problem, Rounds, SeatedRound, pair, tables_for
from scheduler.engine.result import Settings, measure
from scheduler.engine.solve import solve

SHORT = Settings(seconds=1.0, advice=False)


def room(sectors: dict[str, int], tables: int, size: int, hosted: int) -> tuple[Person, ...]:
    """People by sector; the first ``hosted`` host a table each, from the highest number down."""
    names = [f"{sector}{n}" for sector, many in sectors.items() for n in range(many)]
    return tuple(
        Person(name, name.upper(), "", name[0], host_table=tables - n if n < hosted else None)
        for n, name in enumerate(names)
    )


def planned(people: tuple[Person, ...], tables: int, rounds: int, seed: int) -> Rounds:
    """A plan of so many tables in which hosts sit at their own."""
    rng = random.Random(seed)
    hosts = {p.key: p.host_table for p in people if p.host_table}
    others = [p.key for p in people if p.key not in hosts]
    found = []
    for _ in range(rounds):
        rng.shuffle(others)
        at: list[list[str]] = [[k for k, t in hosts.items() if t == n + 1] for n in range(tables)]
        for key in others:
            min(at, key=len).append(key)
        found.append(SeatedRound(tuple(map(tuple, at))))
    return tuple(found)


def rest(people: tuple[Person, ...], plan: Rounds, kept: int, size: int) -> Problem:
    """The rest of the plan for these people, at all tables up to the highest with a host."""
    hosted = max((person.host_table or 0 for person in people), default=0)
    return Problem(
        people,
        len(plan),
        table_count=max(tables_for(len(people), size), hosted),
        table_limit=size,
        room_tables=len(plan[0].tables),
        kept=plan[:kept],
        previous=plan,
    )


def in_use(rounds: Rounds, kept: int) -> list[set[int]]:
    return [{t for t, keys in enumerate(r.tables, 1) if keys} for r in rounds[kept:]]


def test_twenty_eight_of_sixty_four_sit_at_six_of_twelve_tables() -> None:
    everybody = room({"v": 22, "u": 21, "p": 21}, 12, 6, 12)
    plan = planned(everybody, 12, 4, 1)
    here = [p for p in everybody if p.host_table is None or p.host_table > 5]
    quota = {"v": 10, "u": 10, "p": 8}
    people = []
    for person in here:
        if quota[person.sector]:
            quota[person.sector] -= 1
            people.append(person)
    hosts = {p.host_table: p.key for p in people if p.host_table}
    assert (len(people), sorted(hosts)) == (28, [6, 7, 8, 9, 10, 11, 12])
    asked = at_fewest_tables(rest(tuple(people), plan, 2, 5))
    before, after = (
        solve(problem, Settings(seconds=2.0, advice=False))
        for problem in (rest(tuple(people), plan, 2, 5), asked)
    )
    assert rules.check(asked, after.rounds) == []
    assert after.rounds[:2] == plan[:2]
    used = in_use(after.rounds, 2)
    assert used[0] == used[1]
    assert len(used[0]) == 6
    assert used[0] < set(hosts)
    for seated in after.rounds[2:]:
        assert sorted(map(len, seated.tables)) == [0] * 6 + [4, 4, 5, 5, 5, 5]
        assert all(hosts[t] in seated.tables[t - 1] for t in used[0])
    assert after.score is not None
    assert before.score is not None
    assert after.score.cross_sector_pairs > before.score.cross_sector_pairs + 30


def test_whoever_may_not_meet_at_all_keeps_as_many_tables_open() -> None:
    everybody = room({"a": 6, "b": 6}, 6, 2, 6)
    plan = planned(everybody, 6, 2, 1)
    apart = frozenset(pair(f"a{m}", f"a{n}") for m in range(5) for n in range(m))
    asked = at_fewest_tables(replace(rest(everybody, plan, 0, 4), apart=apart))
    assert asked.table_count == 5
    assert sum(person.host_table is not None for person in asked.people) == 5
    result = solve(asked, SHORT)
    assert rules.check(asked, result.rounds) == []


def test_a_table_with_a_locked_seat_stays_open_before_those_with_more_people() -> None:
    everybody = room({"a": 12, "b": 12}, 8, 3, 8)
    plan = planned(everybody, 8, 2, 1)
    late = replace(rest(everybody, plan, 1, 6), locked={(2, "b0"): 1})
    asked = at_fewest_tables(late)
    assert asked.table_count == 4
    result = solve(asked, SHORT)
    assert rules.check(asked, result.rounds) == []
    assert "b0" in result.rounds[1].tables[0]


def test_whoever_stays_keeps_their_table_although_others_have_a_host() -> None:
    everybody = room({"a": 12, "b": 12}, 8, 3, 7)
    plan = planned(everybody, 8, 3, 1)
    stayer = plan[0].tables[0][0]
    plan = (plan[0], *(_with(seated, stayer, 0) for seated in plan[1:]))
    people = tuple(replace(p, stays=p.key == stayer) for p in everybody)
    asked = at_fewest_tables(rest(people, plan, 1, 6))
    assert asked.table_count == 4
    assert sum(person.host_table is not None for person in asked.people) == 3
    result = solve(asked, SHORT)
    assert rules.check(asked, result.rounds) == []
    assert all(stayer in seated.tables[0] for seated in result.rounds)


def _with(seated: SeatedRound, key: str, table: int) -> SeatedRound:
    """The round with somebody at another table, where nobody leaves for them."""
    tables = [tuple(k for k in keys if k != key) for keys in seated.tables]
    tables[table] += (key,)
    return SeatedRound(tuple(tables))


def test_pairs_and_a_given_number_of_tables_leave_no_choice() -> None:
    everybody = room({"a": 6, "b": 6}, 6, 2, 6)
    plan = planned(everybody, 6, 2, 1)
    late = rest(everybody, plan, 0, 4)
    for asked in (
        replace(late, pairs=True),
        replace(late, room_tables=0),
        replace(late, table_limit=None),
    ):
        assert at_fewest_tables(asked) == asked


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(0, 2), st.booleans())
def test_any_morning_closes_what_it_does_not_need(seed: int, kept: int, stable: bool) -> None:
    rng = random.Random(seed)
    size, tables = rng.randint(3, 6), rng.randint(4, 9)
    everybody = room(
        {sector: rng.randint(tables, 2 * tables) for sector in "abc"},
        tables, size, rng.randint(0, tables),
    )  # fmt: skip
    plan = planned(everybody, tables, 3, seed)
    here = tuple(p for p in everybody if rng.random() < 0.6) or everybody
    stayer = rng.choice(here).key
    here = tuple(replace(p, stays=p.key == stayer and rng.random() < 0.5) for p in here)
    late = rest(here, plan, kept, size)
    if len(here) > 3:
        late = replace(late, apart=frozenset({pair(here[-1].key, here[-2].key)}))
    if rng.random() < 0.4:
        late = replace(late, locked={(3, rng.choice(here).key): rng.randint(1, tables)})
    asked = at_enough_tables(late) if stable else at_fewest_tables(late)
    result = solve(asked, SHORT)
    if not result.rounds:
        assert result.contradictions
        return
    assert rules.check(asked, result.rounds) == []
    assert result.rounds[:kept] == plan[:kept]
    assert result.score is not None
    assert result.score.moved_people == measure(asked, result.rounds).moved_people
    hosts = {p.host_table for p in asked.people if p.host_table}
    for used in in_use(result.rounds, kept):
        assert len(used) <= asked.table_count
        assert hosts <= used or len(here) < asked.table_count
    if not stable:
        needed = max(len(asked.present(n)) for n in asked.open_rounds)
        assert asked.table_count <= max(tables_for(needed, size), 2)
        was, now = late.by_key, asked.by_key
        assert all(now[key].host_table in (None, was[key].host_table) for key in was)
