"""Who is one person over a series, by what they wrote."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.people.contacts import (
    KnownContact,
    SignUp,
    contact_of,
    merged,
    people_at_address,
    perhaps_one,
)


def ids(groups: list[list[SignUp]]) -> list[list[int]]:
    return [[sign_up.id for sign_up in group] for group in groups]


def test_an_address_that_one_person_uses_at_each_event_tells_who_it_is() -> None:
    sign_ups = [SignUp(1, 10, "a@x", "ann muir"), SignUp(2, 20, "a@x", "anna maria muir")]
    assert ids(people_at_address(sign_ups)) == [[1, 2]]
    assert people_at_address([]) == []


def test_names_tell_those_apart_who_share_a_mailbox_at_one_event() -> None:
    office = [
        SignUp(1, 10, "o@x", "ann"),
        SignUp(2, 20, "o@x", "bob"),
        SignUp(3, 30, "o@x", "ann"),
        SignUp(4, 30, "o@x", "bob"),
    ]
    assert ids(people_at_address(office)) == [[1, 3], [2, 4]]


def test_the_contact_of_most_sign_ups_is_kept_and_the_older_of_two() -> None:
    group = [SignUp(n, n, "a@x", "ann", contact) for n, contact in enumerate([7, 9, 9, None, 7, 4])]
    assert contact_of(group) == 7
    assert contact_of(group, taken=[7]) == 9
    assert contact_of(group[3:4]) is None


def test_perhaps_one_person_is_said_of_the_same_name_and_organisation_alone() -> None:
    people = [
        KnownContact(3, "ann muir", "N.H.S. GGC"),
        KnownContact(1, "ann muir", "NHS GGC"),
        KnownContact(2, "ann muir", "Life Leisure"),
        KnownContact(4, "bob kerr", "none"),
        KnownContact(5, "bob kerr", "none"),
    ]
    assert perhaps_one(people) == [(1, 3)]


def test_a_merge_is_followed_to_its_end_and_taken_away_alone() -> None:
    assert merged({1: None, 2: 1, 3: 2, 4: 99}) == {1: 1, 2: 1, 3: 1, 4: 4}
    assert merged({1: None, 2: None, 3: 2}) == {1: 1, 2: 2, 3: 2}


@given(st.dictionaries(st.integers(1, 6), st.none() | st.integers(1, 6)))
def test_whoever_stands_for_another_stands_for_themselves(
    pointers: dict[int, int | None],
) -> None:
    found = merged(pointers)
    assert set(found) == set(pointers)
    straight = {a: b for a, b in pointers.items() if b is None or b < a}
    ends = merged(straight)
    assert all(ends[end] == end for end in ends.values())
