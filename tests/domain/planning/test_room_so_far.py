"""The room while people sign up."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.planning.room_so_far import MOST_TABLES, YOURS, room_so_far
from scheduler.domain.planning.round_table import Mark


@given(
    numbers=st.lists(st.integers(0, 30), min_size=1, max_size=6),
    tables=st.integers(1, 20),
    places=st.integers(1, 100),
    yours=st.booleans(),
)
def test_every_place_has_one_seat_and_tables_differ_by_one(
    numbers: list[int], tables: int, places: int, yours: bool
) -> None:
    counts = [(f"Sector {style}", style, number) for style, number in enumerate(numbers, start=1)]
    room = room_so_far(counts, tables, places, 48, yours=yours)
    taken, sizes = sum(numbers), [len(table.seats) for table in room]
    sitters = [seat.sitter for table in room for seat in table.seats]
    shown = Counter(s.style for s in sitters if s and not s.you)
    assert shown == Counter({style: number for _, style, number in counts if number})
    assert sitters.count(YOURS) == (yours and taken < places)
    assert (len(room), sum(sizes)) == (tables, max(places, taken))
    assert max(sizes) - min(sizes) <= 1


@given(st.integers(1, 30), st.integers(0, 40))
def test_who_did_not_come_is_drawn_empty(taken: int, missing: int) -> None:
    room = room_so_far([("Public", 2, taken)], 4, taken, 48, away={"Public": missing, "Other": 3})
    marks = [s.sitter.marks for table in room for s in table.seats if s.sitter]
    assert marks.count(frozenset({Mark.ABSENT})) == min(missing, taken)
    assert len(marks) == taken


def test_a_room_too_large_for_a_picture_is_not_drawn() -> None:
    assert room_so_far([("Public", 2, 5)], MOST_TABLES + 1, 500, 48) == ()
    assert room_so_far([], 0, 0, 48) == ()
