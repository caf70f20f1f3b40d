"""Pairs of two groups: everybody with everybody, once, and nobody with themselves."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.planning.group_rules import GroupMember, pairs_between

PEOPLE = st.lists(st.frozensets(st.sampled_from(["a", "b"])), max_size=8).map(
    lambda rows: [GroupMember(number, groups) for number, groups in enumerate(rows)]
)


@given(PEOPLE)
def test_each_two_are_one_pair_whichever_group_comes_first(people: list[GroupMember]) -> None:
    found = pairs_between(people, "a", "b")
    assert found == pairs_between(people, "b", "a")
    groups = {person.id: person.groups for person in people}
    assert found == {
        (one, other)
        for one in groups
        for other in groups
        if one < other
        and (
            ("a" in groups[one] and "b" in groups[other])
            or ("b" in groups[one] and "a" in groups[other])
        )
    }
