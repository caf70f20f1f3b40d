"""The effect of moves is the difference that they make, counted over all groups."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.afterwards.working_groups.effect import (
    effect_of_moves,
    links_of_groups,
    placing_after,
)
from scheduler.domain.afterwards.working_groups.score import group_breaches, measure_groups
from tests.engine.groups.instances import groups_problems


@given(st.data())
def test_an_effect_is_the_difference_that_the_moves_make(data: st.DataObject) -> None:
    problem = data.draw(groups_problems(most_people=12))
    slots = st.sampled_from([None, *problem.slots])
    placing = {
        person.key: slot for person in problem.people if (slot := data.draw(slots)) is not None
    }
    keys = st.sampled_from([person.key for person in problem.people] or [0])
    moves = data.draw(st.dictionaries(keys, slots, max_size=2 if problem.people else 0))
    effect, after = effect_of_moves(problem, placing, moves), placing_after(placing, moves)
    was, then = (group_breaches(problem, each) for each in (placing, after))
    assert effect.links == links_of_groups(problem, after) - links_of_groups(problem, placing)
    assert set(effect.broken) == set(then) - set(was)
    assert set(effect.mended) == set(was) - set(then)
    wishes = [measure_groups(problem, each).wishes for each in (placing, after)]
    assert effect.wishes == wishes[1] - wishes[0]
    sectors = [
        {(slot, problem.by_key[key].sector) for key, slot in each.items()}
        for each in (placing, after)
    ]
    assert set(effect.lacking) == sectors[0] - sectors[1]
