"""The pairs are the most there can be, and of these the best: compared with trying all."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.engine.matching import best_matching

PEOPLE = st.integers(0, 3)


@given(
    st.dictionaries(st.tuples(PEOPLE, PEOPLE), st.integers(0, 9), max_size=7),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_no_other_choice_is_better(
    worth: dict[tuple[int, int], int], give: list[int], take: list[int]
) -> None:
    def allowed(arcs: tuple[tuple[int, int], ...]) -> bool:
        ours, theirs = [one for one, _ in arcs], [other for _, other in arcs]
        return all(ours.count(n) <= give[n] and theirs.count(n) <= take[n] for n in range(4))

    best = max(
        (len(arcs), sum(worth[arc] for arc in arcs))
        for size in range(len(worth) + 1)
        for arcs in combinations(worth, size)
        if allowed(arcs)
    )
    found = best_matching(worth, dict(enumerate(give)), dict(enumerate(take)))
    assert allowed(tuple(found))
    assert (len(set(found)), sum(worth[arc] for arc in found)) == best
