"""Rooms to make working groups of, and every placing of a tiny one."""

import random
from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

from scheduler.domain.afterwards.working_groups.problem import (
    Candidate,
    GroupSizes,
    GroupsProblem,
    Placing,
)
from scheduler.domain.afterwards.working_groups.score import group_breaches, measure_groups

AREAS = ("Falls", "Loneliness", "Sleep")


@st.composite
def groups_problems(draw: st.DrawFn, most_people: int = 40) -> GroupsProblem:
    """Rooms of any size up to ``most_people``, with colleagues, rules, wishes and held people."""
    people = tuple(
        Candidate(
            key,
            draw(st.sampled_from(("", "choir", "ward", "bank", "shed"))),
            draw(st.sampled_from(("Voluntary", "Public", "Private"))),
            draw(st.frozensets(st.sampled_from(AREAS), max_size=2)),
            draw(st.booleans()),
        )
        for key in range(draw(st.integers(0, most_people)))
    )
    smallest = draw(st.integers(2, 3))
    sizes = GroupSizes(
        smallest, draw(st.integers(smallest, 6)), draw(st.integers(1, 2)), draw(st.booleans())
    )
    pairs = st.tuples(st.integers(0, most_people), st.integers(0, most_people))
    apart, wishes = (
        frozenset((a, b) for a, b in draw(st.lists(pairs, max_size=4)) if a < b < len(people))
        for _ in range(2)
    )
    held = {
        person.key: (min(person.areas), 1)
        for person in people
        if person.areas and draw(st.integers(0, 9)) == 0
    }
    return GroupsProblem(people, AREAS, sizes, apart, wishes, held)


def usual_room(people: int, areas: int, most: int, seed: int) -> GroupsProblem:
    """People of three uneven sectors and a third as many organisations, who chose up to three
    areas, of which each may have ``most`` groups of 4 to 10; four pairs apart, ten wishes."""
    chance = random.Random(seed)
    names = tuple("ABCDEF"[:areas])
    sectors = ("Voluntary", "Public", "Private")
    of = [chance.choices(sectors, (5, 3, 2))[0] for _ in range(people // 3)]
    found = []
    for key in range(people):
        organisation = chance.randrange(len(of))
        own = f"o{organisation}" if chance.random() < 0.9 else ""
        chosen = frozenset(chance.sample(names, min(areas, chance.choice((1, 2, 3)))))
        convenes = chance.random() < 0.12
        found.append(Candidate(key, own, of[organisation], chosen, convenes))

    def pairs(number: int) -> frozenset[tuple[int, int]]:
        drawn = (sorted(chance.sample(range(people), 2)) for _ in range(number))
        return frozenset((a, b) for a, b in drawn)

    return GroupsProblem(tuple(found), names, GroupSizes(4, 10, most), pairs(4), pairs(10))


def every_placing(problem: GroupsProblem) -> Iterator[Placing]:
    """Each placing that keeps every rule."""
    for slots in product((None, *problem.slots), repeat=len(problem.people)):
        pairs = zip(problem.people, slots, strict=True)
        placing = {person.key: slot for person, slot in pairs if slot}
        stays = all(placing.get(key) == slot for key, slot in problem.held.items())
        if stays and not group_breaches(problem, placing):
            yield placing


def best_rank(problem: GroupsProblem) -> tuple[int, ...]:
    """What the best placing of all is worth. Only for about six people."""
    return max(measure_groups(problem, placing).rank for placing in every_placing(problem))
