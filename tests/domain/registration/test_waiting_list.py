"""Who of a waiting list gets a place, and until when an offer stands."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.registration.waiting_list import (
    PassedOver,
    Turns,
    Waiting,
    offer_ends,
    room_for,
    turns,
    who_moves_up,
    why_nobody,
)
from tests.builders import NOW

SECTOR = st.sampled_from([None, 1, 2, 3])
QUEUE = st.lists(st.tuples(SECTOR, st.booleans()), max_size=12).map(
    lambda rows: [Waiting(number, *row) for number, row in enumerate(rows)]
)
HELD = st.dictionaries(st.sampled_from([1, 2, 3]), st.integers(0, 4))


@given(QUEUE, st.integers(-1, 10), HELD)
def test_no_place_goes_to_anybody_while_another_sector_holds_it(
    queue: list[Waiting], free: int, held: dict[int, int]
) -> None:
    found = turns(queue, free, held)
    people = {person.id: person for person in queue}
    assert len(found.chosen) <= max(0, free)
    left, places = dict(held), free
    for id_ in found.chosen:
        assert not people[id_].let_pass
        assert room_for(people[id_].sector_id, places, left)
        places -= 1
        if people[id_].sector_id in left:
            left[people[id_].sector_id] = max(0, left[people[id_].sector_id] - 1)
    if places > 0:
        for person in queue:
            assert (person.id in found.chosen) != (person.id in found.passed_over)
        for id_, why in found.passed_over.items():
            assert (why is PassedOver.LET_PASS) == people[id_].let_pass
            assert people[id_].let_pass or not room_for(people[id_].sector_id, places, left)


@given(QUEUE, st.integers(0, 10))
def test_without_held_places_the_order_of_the_list_decides(queue: list[Waiting], free: int) -> None:
    asked = [person.id for person in queue if not person.let_pass]
    assert turns(queue, free, {}).chosen == tuple(asked[:free])


def test_a_held_place_is_for_its_sector_alone() -> None:
    queue = [Waiting(1, 7), Waiting(2, None), Waiting(3, 8), Waiting(4, 8)]
    assert turns(queue, 2, {8: 2}) == Turns((3, 4), {1: PassedOver.HELD, 2: PassedOver.HELD})


PARTIES = st.lists(st.sampled_from([None, "a", "b"]), max_size=10).map(
    lambda parties: [Waiting(n, None, party=party) for n, party in enumerate(parties)]
)


@given(PARTIES, st.integers(0, 12))
def test_those_who_come_together_get_places_all_at_once_or_none(
    queue: list[Waiting], free: int
) -> None:
    found = turns(queue, free, {})
    assert len(found.chosen) <= free
    for name in ("a", "b"):
        got = [person.id in found.chosen for person in queue if person.party == name]
        assert all(got) or not any(got)
        left = free - len(found.chosen)
        assert all(got) or len(got) > left
    alone = [person.id for person in queue if person.party is None]
    assert len(found.chosen) == free or set(alone) <= set(found.chosen)


def test_one_of_several_who_said_no_speaks_for_all_until_they_ask_again() -> None:
    queue = [Waiting(1, None, party="a"), Waiting(2, None, let_pass=True, party="a"), Waiting(3, 7)]
    passed = {1: PassedOver.LET_PASS, 2: PassedOver.LET_PASS}
    assert turns(queue, 3, {}) == Turns((3,), passed)
    held = [Waiting(1, None, party="a"), Waiting(2, 8, party="a")]
    assert turns(held, 2, {8: 2}) == Turns((), dict.fromkeys((1, 2), PassedOver.TOGETHER))


@given(PARTIES, st.integers(0, 12))
def test_who_comes_in_part_takes_the_turn_of_the_first_and_leaves_no_place_free(
    queue: list[Waiting], free: int
) -> None:
    in_part = [replace(person, in_part=True) for person in queue]
    order = sorted(
        queue, key=lambda p: next(q.id for q in queue if (q.party or q.id) == (p.party or p.id))
    )
    assert turns(in_part, free, {}).chosen == tuple(person.id for person in order[:free])


def test_of_those_who_come_in_part_only_who_said_no_is_left_out() -> None:
    queue = [
        Waiting(1, None, party="a", in_part=True),
        Waiting(2, None, let_pass=True, party="a", in_part=True),
        Waiting(3, 7, party="a", in_part=True),
    ]
    assert turns(queue, 3, {}) == Turns((1, 3), {2: PassedOver.LET_PASS})


def test_an_offer_leaves_time_for_the_next_person() -> None:
    starts = NOW + timedelta(hours=10)
    assert offer_ends(NOW, 3, starts) == NOW + timedelta(hours=3)
    assert offer_ends(NOW, 24, starts) == NOW + timedelta(hours=5)


def test_who_gets_a_place_and_who_is_offered_one() -> None:
    ann, bo, cy = (
        SimpleNamespace(name=name, email=email)
        for name, email in (("Ann", "a@example.org"), ("Bo", None), ("Cy", "c@example.org"))
    )
    assert [who_moves_up(people, 1, 5) for people in ([], [bo], [ann], [ann, bo, cy])] == [
        "",
        "Bo gets a place",
        "Ann is offered a place for at most 1 hour",
        "Bo gets a place, Ann and Cy are offered one for at most 1 hour",
    ]
    assert who_moves_up([ann, bo, cy], None, 1) == "Ann and 2 more get a place"


def test_why_nobody_was_offered_a_place_is_said_by_name() -> None:
    names = {PassedOver.HELD: ["Ann", "Bob"], PassedOver.LET_PASS: ["Cy"]}
    assert why_nobody(1, names, {"Private": 1, "Public": 0}, "Friday 27 November, 12:00") == [
        "1 place is free, but held until Friday 27 November, 12:00 (1 for Private): Ann and Bob "
        "still wait.",
        "1 place is free, but Cy let an offer pass and is offered no other until they ask for it. "
        "You can give them a place yourself.",
    ]
    assert why_nobody(1, {PassedOver.TOGETHER: ["Di", "Ed"]}, {}, "") == [
        "1 place is free, but Di and Ed wait for places at the same time: they come only together."
    ]
    assert why_nobody(1, {}, {}, "") == []
