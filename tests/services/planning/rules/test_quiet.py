"""Quiet tables: who asked sits there, as long as no rule stands against it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.engine.problem import Person, Problem, pair
from scheduler.models import Attendee, Event, db
from scheduler.services.planning.board.room_plan import make_quiet
from scheduler.services.planning.plans import seats_of
from scheduler.services.planning.problem import problem_for
from scheduler.services.planning.rules.pair_rules import add_rule
from scheduler.services.planning.rules.quiet import quiet_kept, settled_seats, with_quiet_seats
from tests.builders import Account, assign, make_attendee

SECTORS = ("Voluntary", "Public", "Private")


@pytest.fixture
def people(event: Event) -> list[Attendee]:
    """Twelve people at three tables of four; the first three ask for a quiet one."""
    event.table_size, event.rounds = 4, 3
    return [make_attendee(event, f"P{n:02}", SECTORS[n % 3], quiet_table=n < 3) for n in range(12)]


def test_whoever_asked_sits_at_the_quiet_table_in_every_round(
    event: Event, owner: Account, people: list[Attendee]
) -> None:
    assert with_quiet_seats(event, problem_for(event)).locked == {}
    make_quiet(event, 2, quiet=True)
    plan = assign(event, owner.user)
    kept = quiet_kept(event, seats_of(plan))
    assert (kept.asked, kept.kept, kept.others, kept.named) == (3, 3, (), True)
    make_quiet(event, 2, quiet=False)
    make_quiet(event, 3, quiet=True)
    kept = quiet_kept(event, seats_of(plan))
    assert (kept.kept, kept.others) == (0, ("P00", "P01", "P02"))


def test_a_rule_goes_before_the_wish(event: Event, people: list[Attendee]) -> None:
    make_quiet(event, 2, quiet=True)
    people[5].host_table = 1
    db.session.commit()
    add_rule(event, "apart", people[0].id, people[1].id)
    add_rule(event, "must_meet", people[2].id, people[5].id)
    locked = with_quiet_seats(event, problem_for(event)).locked
    assert locked == {(number, str(people[0].id)): 2 for number in (1, 2, 3)}


@given(
    asking=st.integers(1, 12),
    quiet=st.sets(st.integers(1, 5), min_size=1),
    apart=st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11))),
    together=st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=3),
    stays=st.sets(st.integers(0, 11)),
)
def test_settled_seats_break_no_rule_and_leave_a_seat_free(
    asking: int,
    quiet: set[int],
    apart: set[tuple[int, int]],
    together: set[tuple[int, int]],
    stays: set[int],
) -> None:
    people = tuple(
        Person(f"{n:02}", f"P{n}", "", SECTORS[n % 3], stays=n in stays, arrives_round=1 + n // 11)
        for n in range(12)
    )
    linked = {pair(f"{a:02}", f"{b:02}") for a, b in together if a != b}
    held_apart = {pair(f"{a:02}", f"{b:02}") for a, b in apart if a != b} - linked
    problem = Problem(
        people, 3, table_count=4, apart=frozenset(held_apart), together=frozenset(linked)
    )
    seats = settled_seats(problem, people[:asking], sorted(quiet))
    for number in (1, 2, 3):
        for table in quiet:
            there = {key for (n, key), at in seats.items() if (n, at) == (number, table)}
            assert len(there) < 3
            assert not {pair(a, b) for a in there for b in there if a != b} & held_apart
    for number, key in seats:
        assert problem.by_key[key].present(number)
    for n in stays:
        assert len({at for (_, key), at in seats.items() if key == f"{n:02}"}) <= 1
    assert set(seats.values()) <= quiet & {1, 2, 3, 4}
