"""The effect of a move is what measuring the whole plan before and after it says."""

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.engine.effects.board import Board, Place
from scheduler.engine.effects.breaches import Breach
from scheduler.engine.effects.effect import effect_of, exchange, options
from scheduler.engine.problem import Problem, Rounds, SeatedRound
from scheduler.engine.result import measure
from scheduler.engine.rules import HardRule, Violation, check
from tests.engine.builders import plan, problem, seated, tiny_problems


def some_plan(rng: random.Random, asked: Problem) -> Rounds:
    """The kept rounds, and others that break any rule: some people have no place or sit out."""
    tables = max(1, asked.table_count, *(len(asked.table_sizes(n)) for n in asked.open_rounds))
    drawn = [
        {key: rng.choice((None, 0, *range(1, tables + 1))) for key in (*asked.by_key, "gone")}
        for _ in asked.open_rounds
    ]
    return asked.kept + tuple(
        SeatedRound(
            tuple(
                tuple(key for key, place in places.items() if place == table)
                for table in range(1, tables + 1)
            ),
            tuple(key for key, place in places.items() if place == 0),
        )
        for places in drawn
    )


def breach_of(violation: Violation, rounds: Rounds) -> Breach:
    """The violation as the scorer names it: a table over its limit by its number."""
    rule, people, number = violation.rule, violation.people, violation.round
    if rule is HardRule.LIMIT and number is not None:
        return Breach(rule, (), number, rounds[number - 1].tables.index(people) + 1)
    if rule is HardRule.SIT_OUT and violation.sentence.startswith("In round"):
        people = ()
    return Breach(rule, people, number)


def breaches(asked: Problem, rounds: Rounds) -> set[Breach]:
    return {breach_of(violation, rounds) for violation in check(asked, rounds)}


@given(tiny_problems(most_people=9, most_rounds=4), st.randoms(use_true_random=False))
def test_it_is_the_difference_between_two_whole_plans(asked: Problem, rng: random.Random) -> None:
    pairs = list(combinations(sorted(asked.by_key), 2))
    for name in ("wishes", "favoured", "rated"):
        asked = replace(asked, **{name: frozenset(rng.sample(pairs, min(2, len(pairs))))})
    board = Board(asked, some_plan(rng, asked))
    for _ in range(4):
        number = rng.choice(asked.open_rounds)
        keys = rng.sample((*asked.by_key, "gone"), min(len(asked.by_key) + 1, rng.randint(1, 4)))
        places = range(len(board.at[number - 1]))
        moves: dict[str, Place] = {key: rng.choice((None, *places)) for key in keys}
        before = board.rounds()
        effect = effect_of(board, number, moves)
        assert board.rounds() == before
        board.move(number, moves)
        after = board.rounds()
        was, now = measure(asked, before), measure(asked, after)
        assert (board.links, board.fewest) == (now.cross_sector_pairs, now.fewest)
        assert effect.links == now.cross_sector_pairs - was.cross_sector_pairs
        assert effect.fewest == now.fewest - was.fewest
        assert effect.repeats == now.repeats - was.repeats
        assert effect.same_organisation == now.same_organisation - was.same_organisation
        assert effect.wanted == now.wanted - was.wanted
        broken, kept = breaches(asked, after), breaches(asked, before)
        assert set(effect.broken) == broken - kept
        assert set(effect.mended) == kept - broken


@given(tiny_problems(most_people=9, most_rounds=3), st.randoms(use_true_random=False))
def test_moving_back_leaves_everything_as_it_was(asked: Problem, rng: random.Random) -> None:
    board = Board(asked, some_plan(rng, asked))
    number = rng.choice(asked.open_rounds)
    figures = (board.rounds(), board.links, board.fewest, +board.met, +board.degree)
    key = rng.choice(list(asked.by_key))
    here = board.places[number - 1].get(key)
    board.move(number, {key: rng.choice(range(len(board.at[number - 1])))})
    board.move(number, {key: here})
    assert (board.rounds(), board.links, board.fewest, +board.met, +board.degree) == figures


def test_meeting_again_is_named() -> None:
    asked = problem((2, 2), 2, 2)
    board = Board(asked, plan(seated("a0 b0", "a1 b1"), seated("a0 b1", "a1 b0")))
    effect = effect_of(board, 2, exchange(board, 2, "b0", "b1"))
    assert effect.again == (("a0", "b0"), ("a1", "b1"))
    assert (effect.links, effect.repeats, effect.fewest) == (-2, 2, -1)


def test_everywhere_somebody_could_go() -> None:
    asked = problem((3, 2), 3, 1)
    board = Board(asked, plan(seated("a0 b0 a1", "b1 a2")))
    found = Counter((option.table, option.other) for option in options(board, 1, "a0", seats=3))
    assert found == Counter([(2, "b1"), (2, "a2"), (2, None)])
    away = Counter((o.table, o.other) for o in options(board, 1, "b1", seats=2))
    assert away == Counter([(1, "a0"), (1, "b0"), (1, "a1")])
